using CameraHealth.Rtsp.Codecs;
using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp;

/// <summary>Takes the packets and reports of one video track. Nothing is allocated per packet.</summary>
internal sealed class MediaReception : IPacketSink, IDisposable
{
    /// <summary>So long must the known source be silent before another one counts as its successor.</summary>
    private static readonly TimeSpan SourceSilence = TimeSpan.FromSeconds(1);

    /// <summary>So long may a packet be overtaken over UDP.</summary>
    private static readonly TimeSpan ReorderPatience = TimeSpan.FromMilliseconds(150);

    private const int MaxTimestamps = 8192;
    private readonly int _payloadType;
    private readonly SetupReply _setup;
    private readonly TimeSpan _settle;
    private readonly long _timestampFrequency;
    private readonly SourceFilter _sources;
    private readonly int _timestampCapacity;
    private readonly ReorderBuffer? _order;
    private readonly KeyframeCollector? _keyframes;
    private readonly ReceiverReport _report = new((uint)Random.Shared.Next());
    private ushort _lastMeasured;

    public MediaReception(MediaDescription media, int payloadType, SetupReply setup, OldSources oldSources, RtspProbeRequest request, TimeProvider time)
    {
        _payloadType = payloadType;
        _setup = setup;
        _timestampFrequency = time.TimestampFrequency;
        _settle = SettleTime(request.Receive);
        _timestampCapacity = (int)Math.Clamp(request.Receive.TotalSeconds * 60, 64, MaxTimestamps);
        _sources = new SourceFilter(setup.Ssrc, oldSources, SourceSilence, _timestampFrequency);
        _order = setup.IsUdp ? new ReorderBuffer(ReorderPatience, _timestampFrequency, Measure) : null;
        _keyframes = request.CaptureKeyframe ? NewCollector(media, payloadType) : null;
        SenderClock = new SenderClock(time);
        ClockRate = media.ClockRate(payloadType);
        Payload = VideoPayload.For(media, payloadType, _keyframes as INalSink);
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

    public SenderClock SenderClock { get; }

    /// <summary>Whether a whole keyframe was asked for and is still missing.</summary>
    public bool WantsKeyframe => _keyframes is { Picture: null };

    /// <summary>The keyframe with the monotonic timestamp of its first packet; null: not asked for, or not whole.</summary>
    public (byte[] Picture, long BeganAt)? Keyframe => _keyframes?.Picture is { } picture ? (picture, _keyframes.PictureBeganAt) : null;

    /// <summary>Takes one interleaved packet. Those of channels never set up (CP3PRO sends them) are dropped.</summary>
    public void Accept(byte channel, ReadOnlySpan<byte> bytes, long arrivedAt)
    {
        if (channel == _setup.RtpChannel)
            AcceptPacket(bytes, arrivedAt);
        else if (channel == _setup.RtcpChannel)
            AcceptReport(bytes, arrivedAt);
    }

    /// <summary>Takes one RTP packet.</summary>
    public void AcceptPacket(ReadOnlySpan<byte> bytes, long arrivedAt)
    {
        if (!RtpPacket.TryParse(bytes, out var packet) || packet.PayloadType != _payloadType)
            return;
        switch (_sources.Judge(packet.Ssrc, arrivedAt))
        {
            case SourceVerdict.Foreign:
                return;
            case SourceVerdict.TheOthersWereForeign:
                _order?.StartOver();
                (Sequence, Jitter, Meter) = NewCounters();
                break;
            case SourceVerdict.Restarted:
                _order?.StartOver();
                Sequence.StartOver();
                Jitter.StartOver();
                break;
        }

        // A duplicate brings no new picture; a stray number is held back until the next one explains it.
        if (!Sequence.Add(packet.SequenceNumber))
            return;
        Jitter.Add(packet.Timestamp, arrivedAt);
        if (_order is null)
            Measure(packet, arrivedAt);
        else
            _order.Push(bytes, packet.SequenceNumber, arrivedAt);
    }

    /// <summary>Takes one RTCP packet.</summary>
    public void AcceptReport(ReadOnlySpan<byte> bytes, long arrivedAt)
    {
        if (SenderReport.TryFind(bytes, out var report) && report.NtpTime != 0 && report.Ssrc == _sources.Current)
            SenderClock.Note(report, arrivedAt);
    }

    /// <summary>Writes our report; false: nothing came yet to report on.</summary>
    public bool TryWriteReport(Span<byte> destination)
    {
        if (_sources.Current is not { } source)
            return false;
        _report.Write(destination, source, Sequence, Jitter, SenderClock);
        return true;
    }

    /// <summary>Nothing more comes: what waits for missing packets is measured.</summary>
    public void End()
    {
        _order?.Flush();
        _keyframes?.End();
    }

    public void Dispose() => _order?.Dispose();

    private void Measure(ReadOnlySpan<byte> bytes, ushort sequenceNumber, long arrivedAt)
    {
        if (RtpPacket.TryParse(bytes, out var packet))
            Measure(packet, arrivedAt);
    }

    private void Measure(in RtpPacket packet, long arrivedAt)
    {
        var isContiguous = (ushort)(_lastMeasured + 1) == packet.SequenceNumber;
        _lastMeasured = packet.SequenceNumber;
        if (_keyframes?.Begin(packet.Timestamp, packet.Marker, isContiguous, arrivedAt) == true)
            _keyframes.TakePacket(packet);
        Meter.Add(packet.Timestamp, arrivedAt, packet.Payload.Length, Payload.Read(packet));
    }

    private static KeyframeCollector? NewCollector(MediaDescription media, int payloadType)
    {
        var codec = media.Codec(payloadType);
        if (codec is not ("H264" or "H265"))
            return codec == "MJPEG" ? new JpegCollector() : null;
        var collector = new NalCollector(isH265: codec == "H265");
        foreach (var set in DeclaredFormat.ParameterSets(media, payloadType))
            collector.Declare(set);
        return collector;
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
