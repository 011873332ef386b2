using CameraHealth.Rtsp.Codecs;
using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp.Replay;

/// <summary>Takes the packets of a playback, puts them together to pictures with their times, and knows when enough has come.</summary>
internal sealed class ReplayReception : IPacketSink
{
    private const int MaxPictures = 100_000;
    private static readonly TimeSpan SourceSilence = TimeSpan.FromSeconds(1);
    private readonly ReplayRequest _request;
    private readonly SetupReply _setup;
    private readonly int _payloadType;
    private readonly int _clockRate;
    private readonly SourceFilter _sources;
    private readonly FootageBuffer _footage;
    private readonly VideoPayload _payload;
    private readonly List<ReplayPicture> _pictures = [];
    private ushort _lastSequence;
    private uint _timestamp;
    private uint _firstTimestamp;
    private ReplayMark? _mark;
    private bool _inPicture;
    private bool _isWhole;
    private bool _markerSeen;
    private PictureParts _parts;

    public ReplayReception(ReplayRequest request, MediaDescription media, int payloadType, SetupReply setup, OldSources oldSources, TimeProvider time)
    {
        _request = request;
        _setup = setup;
        _payloadType = payloadType;
        _clockRate = media.ClockRate(payloadType);
        _sources = new SourceFilter(setup.Ssrc, oldSources, SourceSilence, time.TimestampFrequency);
        _footage = new FootageBuffer(media, payloadType, request.MaxMediaBytes);
        _payload = VideoPayload.For(media, payloadType, _footage);
    }

    public SequenceCounter Sequence { get; } = new();

    public IReadOnlyList<ReplayPicture> Pictures => _pictures;

    /// <summary>The first picture that the media holds.</summary>
    public int MediaBegins { get; private set; }

    /// <summary>Nothing more is wanted.</summary>
    public bool IsOver { get; private set; }

    public bool IsCutShort { get; set; }

    /// <summary>Whether the picture at hand says that it is the last and whole.</summary>
    public bool IsAtItsEnd => _inPicture && _markerSeen && _mark is { IsTerminal: true };

    public byte[] ToMedia() => _footage.ToArray();

    public void Accept(byte channel, ReadOnlySpan<byte> bytes, long arrivedAt)
    {
        if (IsOver || channel != _setup.RtpChannel || !RtpPacket.TryParse(bytes, out var packet) || packet.PayloadType != _payloadType)
            return;
        var verdict = _sources.Judge(packet.Ssrc, arrivedAt);
        if (verdict == SourceVerdict.Foreign)
            return;
        if (verdict == SourceVerdict.Restarted)
            Sequence.StartOver();
        if (Sequence.Add(packet.SequenceNumber))
            Take(packet, arrivedAt);
    }

    /// <summary>Nothing more comes: the picture at hand counts if it says that it is whole.</summary>
    public void End()
    {
        if (_inPicture && !IsOver && (_markerSeen || _pictures.Count == 0))
            Complete();
    }

    private void Take(in RtpPacket packet, long arrivedAt)
    {
        var mark = ReplayMark.Of(packet);
        var isContiguous = !_inPicture || (ushort)(_lastSequence + 1) == packet.SequenceNumber;
        _lastSequence = packet.SequenceNumber;
        if (_inPicture && (packet.Timestamp != _timestamp || (mark is { } next && _mark is { } now && next.NtpTime != now.NtpTime)))
        {
            Complete();
            // A picture that wants something that is missing in front of it shows that itself.
            if (IsOver || IsBeyond(mark))
                return;
            Begin(packet.Timestamp);
        }
        else if (!_inPicture)
        {
            _firstTimestamp = packet.Timestamp;
            Begin(packet.Timestamp);
        }

        _isWhole &= isContiguous;
        // Flags of the end may stand in the last packet of a picture alone.
        _mark = mark is { } found ? new ReplayMark(found.NtpTime, (byte)(found.Flags | (_mark?.Flags ?? 0))) : _mark;
        _markerSeen = packet.Marker;
        _footage.TakeJpeg(packet, isContiguous, arrivedAt);
        _parts |= _payload.Read(packet);
    }

    private void Begin(uint timestamp) => (_inPicture, _timestamp, _mark, _isWhole, _markerSeen, _parts) = (true, timestamp, null, true, false, PictureParts.None);

    // What lies behind the length asked for, or behind the end of a section that holds the moment, is another story.
    private bool IsBeyond(ReplayMark? next)
    {
        var end = _request.At + _request.Length;
        var hasMoment = _pictures is [.., { CapturedAt: { } last }] && last >= _request.At;
        IsOver = next?.CapturedAt is { } captured && (captured >= end && _pictures.Exists(picture => picture.CapturedAt >= _request.At)
            || (hasMoment && next.Value.IsDiscontinuity));
        return IsOver;
    }

    private void Complete()
    {
        var captured = _mark?.CapturedAt;
        var isKeyframe = _parts.HasFlag(PictureParts.Keyframe) || !_payload.TellsKeyframes;
        var isBeginning = isKeyframe && captured <= _request.At;
        if (isBeginning)
            MediaBegins = _pictures.Count;
        _footage.EndPicture(isBeginning);
        _pictures.Add(new ReplayPicture(captured, isKeyframe, _mark?.EndsSection ?? false, _mark?.IsDiscontinuity ?? false, _mark?.IsTerminal ?? false, _isWhole));
        _inPicture = false;
        IsCutShort |= _footage.IsFull || _pictures.Count >= MaxPictures;
        IsOver = IsCutShort || IsEnough(_pictures[^1]);
    }

    private bool IsEnough(in ReplayPicture picture)
    {
        if (picture.CapturedAt is not { } captured)
            return _pictures.Count > 1 && unchecked((int)(_timestamp - _firstTimestamp)) >= (_request.Length + ReplayRequest.Lead).TotalSeconds * _clockRate;
        return picture.IsTerminal
            || (picture.EndsSection && captured >= _request.At)
            || captured > _request.At + _request.Length
            || (_pictures.Count == 1 && captured < _request.At - _request.GiveUpBefore);
    }
}
