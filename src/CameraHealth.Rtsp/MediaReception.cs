using CameraHealth.Rtsp.Codecs;
using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp;

/// <summary>Takes the interleaved packets of one video track. Nothing is allocated per packet.</summary>
internal sealed class MediaReception
{
    /// <summary>So long must the known source be silent before another one counts as its successor.</summary>
    private static readonly TimeSpan SourceSilence = TimeSpan.FromSeconds(1);

    private const int MaxTimestamps = 8192;
    private readonly int _payloadType;
    private readonly byte _channel;
    private readonly TimeSpan _settle;
    private readonly long _timestampFrequency;
    private readonly SourceFilter _sources;
    private readonly int _timestampCapacity;

    public MediaReception(MediaDescription media, int payloadType, SetupReply setup, OldSources oldSources, TimeSpan receive, long timestampFrequency)
    {
        _payloadType = payloadType;
        _channel = setup.RtpChannel;
        _timestampFrequency = timestampFrequency;
        _settle = SettleTime(receive);
        _timestampCapacity = (int)Math.Clamp(receive.TotalSeconds * 60, 64, MaxTimestamps);
        _sources = new SourceFilter(setup.Ssrc, oldSources, SourceSilence, timestampFrequency);
        ClockRate = media.ClockRate(payloadType);
        Payload = VideoPayload.For(media, payloadType);
        (Sequence, Jitter, Meter) = NewCounters();
    }

    public VideoPayload Payload { get; }

    /// <summary>As described.</summary>
    public int ClockRate { get; }

    /// <summary>Whether the description names a wrong clock: a 30000 was seen on a stream that ran at 90000.</summary>
    public bool ClockIsMisdescribed => ClockRate != MediaDescription.VideoClockRate
        && Meter.TicksPerSecond is > 0.9 * MediaDescription.VideoClockRate and < 1.1 * MediaDescription.VideoClockRate;

    public SequenceCounter Sequence { get; private set; }

    public JitterEstimator Jitter { get; private set; }

    public StreamMeter Meter { get; private set; }

    /// <summary>Takes one interleaved packet. Those of channels never set up (CP3PRO sends them) are dropped.</summary>
    public void Accept(byte channel, ReadOnlySpan<byte> bytes, long arrivedAt)
    {
        if (channel != _channel || !RtpPacket.TryParse(bytes, out var packet))
            return;
        if (packet.PayloadType != _payloadType)
            return;
        switch (_sources.Judge(packet.Ssrc, arrivedAt))
        {
            case SourceVerdict.Foreign:
                return;
            case SourceVerdict.TheOthersWereForeign:
                (Sequence, Jitter, Meter) = NewCounters();
                break;
            case SourceVerdict.Restarted:
                Sequence.StartOver();
                Jitter.StartOver();
                break;
        }

        // A duplicate brings no new picture; a stray number is held back until the next one explains it.
        if (!Sequence.Add(packet.SequenceNumber))
            return;
        Jitter.Add(packet.Timestamp, arrivedAt);
        Meter.Add(packet.Timestamp, arrivedAt, packet.Payload.Length, Payload.Read(packet));
    }

    /// <summary>The first second is not measured when there is time to leave it out.</summary>
    private static TimeSpan SettleTime(TimeSpan receive) => receive.TotalSeconds switch
    {
        >= 3 => TimeSpan.FromSeconds(1),
        >= 1.5 => TimeSpan.FromSeconds(0.5),
        _ => TimeSpan.Zero,
    };

    private (SequenceCounter Sequence, JitterEstimator Jitter, StreamMeter Meter) NewCounters() =>
        (new SequenceCounter(), new JitterEstimator(ClockRate, _timestampFrequency), new StreamMeter(_timestampFrequency, _settle, _timestampCapacity));
}
