using System.Globalization;
using CameraHealth.Simulator.Logins;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Snapshots over plain HTTP on the ONVIF port, with a Digest login of their own as real devices have.</summary>
internal sealed class SnapshotServer(SimulatedDevice device)
{
    private const string Folder = "/onvif/snapshot/";
    private const int OversizedBytes = 17 * 1024 * 1024;

    // Nothing listens there, and whoever asked would have left the device's host.
    private const string Elsewhere = "http://127.255.255.254:9/snapshot.jpg";

    internal static string PathOf(SimulatedStream stream) => $"{Folder}{stream.ProfileToken}";

    /// <summary>The stream whose snapshot is asked for; null: something else is.</summary>
    internal SimulatedStream? Find(string path) => device.Streams.FirstOrDefault(stream => string.Equals(PathOf(stream), path, StringComparison.Ordinal));

    internal HttpReply Answer(TextMessage request, SimulatedStream stream)
    {
        if (!string.Equals(request.Method, "GET", StringComparison.Ordinal))
        {
            return HttpReply.Html(405);
        }

        var fault = stream.Fault == DeviceFault.None ? device.Fault : stream.Fault;
        if (fault == DeviceFault.SnapshotUnauthorized)
        {
            return HttpReply.Unauthorized(device.Login.Onvif.Challenge(stale: false));
        }

        var verdict = device.Login.JudgeDigest(device.Login.Onvif, request["Authorization"], request.Method, request.Target);
        return verdict == LoginVerdict.Accepted ? Picture(stream, fault) : HttpReply.Unauthorized(device.Login.Onvif.Challenge(stale: verdict == LoginVerdict.Stale));
    }

    private static HttpReply Picture(SimulatedStream stream, DeviceFault fault) => fault switch
    {
        DeviceFault.SnapshotMissing or DeviceFault.ChannelOffline => HttpReply.Html(404),
        DeviceFault.SnapshotWrongType => HttpReply.Html(200) with { ContentType = "image/jpeg" },
        DeviceFault.SnapshotOversized => HttpReply.Picture(Oversized()),
        DeviceFault.SnapshotElsewhere => HttpReply.Html(302) with { Location = Elsewhere },
        DeviceFault.PictureBlack => HttpReply.Picture(SnapshotLibrary.Get("snapshot-black")),
        DeviceFault.PictureNoSignal => HttpReply.Picture(SnapshotLibrary.Get("snapshot-no-signal")),
        DeviceFault.PictureFrozen => HttpReply.Picture(SnapshotLibrary.Get("snapshot-day-1")),
        _ => HttpReply.Picture(SnapshotLibrary.Get(Shot(fault == DeviceFault.PictureMoved ? "moved" : "day", stream.NextSnapshot()))),
    };

    private static string Shot(string view, int count) => string.Create(CultureInfo.InvariantCulture, $"snapshot-{view}-{(count % SnapshotLibrary.ShotsPerView) + 1}");

    private static byte[] Oversized()
    {
        var bytes = new byte[OversizedBytes];
        SnapshotLibrary.Get("snapshot-day-1").CopyTo(bytes);
        return bytes;
    }
}
