namespace CameraHealth.Rtsp.Sdp;

/// <summary>One <c>m=</c> section (RFC 4566, section 5.14).</summary>
internal sealed class MediaDescription(string kind, IReadOnlyList<int> payloadTypes)
{
    /// <summary>The first word of the line, in lower case: <c>video</c>, <c>audio</c>, <c>application</c>.</summary>
    public string Kind { get; } = DeviceText.Shorten(kind).ToLowerInvariant();

    /// <summary>Codec of the first payload type that has a name; null: none has.</summary>
    public string? CodecName => PayloadTypes.Select(Codec).FirstOrDefault(name => name is not null);

    public bool IsVideo { get; } = kind.Equals("video", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<int> PayloadTypes { get; } = payloadTypes;

    public string? Control { get; set; }

    /// <summary><c>a=framerate</c>; null when absent or not above zero (<c>framerate:0S</c> is seen).</summary>
    public double? FrameRate { get; set; }

    public Dictionary<int, RtpMap> RtpMaps { get; } = [];

    /// <summary>Format parameters by payload type, as text.</summary>
    public Dictionary<int, string> FormatParameters { get; } = [];

    /// <summary>The payload type whose codec is read here, else any with a known name; null when there is none.</summary>
    /// <remarks>By rtpmap, not by number: a Bosch uses the unassigned type 35 for H.264.</remarks>
    public int? ChoosePayloadType() =>
        PayloadTypes.Cast<int?>().FirstOrDefault(type => Codec(type!.Value) is "H264" or "H265" or "MJPEG")
        ?? PayloadTypes.Cast<int?>().FirstOrDefault(type => RtpMaps.ContainsKey(type!.Value));

    /// <summary>Our name of the codec of a payload type.</summary>
    public string? Codec(int payloadType) => RtpMaps.TryGetValue(payloadType, out var map)
        ? map.Encoding.ToUpperInvariant() switch
        {
            "H264" => "H264",
            "H265" or "HEVC" => "H265",
            "JPEG" => "MJPEG",
            var other => other,
        }
        : payloadType == StaticJpeg ? "MJPEG" : null;

    public int ClockRate(int payloadType) => RtpMaps.TryGetValue(payloadType, out var map) ? map.ClockRate : VideoClockRate;

    public string? FormatParameter(int payloadType, string name)
    {
        foreach (var part in FormatParameters.GetValueOrDefault(payloadType, string.Empty).Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.Length > name.Length && part[name.Length] == '=' && part.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return part[(name.Length + 1)..].Trim();
        }

        return null;
    }

    /// <summary>RFC 3551: type 26 needs no rtpmap.</summary>
    private const int StaticJpeg = 26;

    public const int VideoClockRate = 90000;
}

/// <summary>An <c>a=rtpmap</c>.</summary>
internal readonly record struct RtpMap(string Encoding, int ClockRate);
