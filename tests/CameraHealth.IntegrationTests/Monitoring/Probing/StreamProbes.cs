using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Contracts;
using CameraHealth.Rtsp;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>The stream poll with all that belongs to it, as a worker puts it together.</summary>
internal static class StreamProbes
{
    public static StreamProbe Create(
        RtspProbe rtsp, DeviceSessions sessions, RecorderChannels channels, StreamAddresses addresses, CameraNetworks networks, TrustBook trust, IContractStore? contracts = null)
    {
        var book = new ContractBook(contracts ?? new ToldContracts(), TimeProvider.System);
        var judge = new ContractJudge(book, channels);
        var sub = new SubStreamProbe(rtsp, sessions, channels, networks, trust, book, judge, TimeProvider.System);
        return new StreamProbe(rtsp, sessions, addresses, networks, trust, judge, sub, TimeProvider.System);
    }
}
