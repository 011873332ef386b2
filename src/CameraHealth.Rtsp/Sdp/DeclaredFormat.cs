using CameraHealth.Rtsp.Codecs;

namespace CameraHealth.Rtsp.Sdp;

/// <summary>The parameter sets in <c>a=fmtp</c> (RFC 6184, 8.1; RFC 7798, 7.1). Empty, missing and spoiled ones are common.</summary>
internal static class DeclaredFormat
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>What the first readable sequence parameter set says; null: there is none.</summary>
    public static VideoFormat? Read(MediaDescription media, int payloadType) => ParameterSets(media, payloadType)
        .Select(set => media.Codec(payloadType) == "H265" ? H265SequenceParameterSet.Parse(set) : H264SequenceParameterSet.Parse(set))
        .FirstOrDefault(format => format is not null);

    /// <summary>The parameter sets, without start codes (CP3PRO puts them in); those that are not Base64 are left out.</summary>
    public static IEnumerable<byte[]> ParameterSets(MediaDescription media, int payloadType)
    {
        string? Of(string name) => media.FormatParameter(payloadType, name);
        var texts = media.Codec(payloadType) switch
        {
            "H264" => (Of("sprop-parameter-sets") ?? string.Empty).Split(','),
            // Unless all three are there, they do not belong together.
            "H265" when Of("sprop-vps") is { Length: > 0 } video && Of("sprop-sps") is { Length: > 0 } sequence && Of("sprop-pps") is { Length: > 0 } picture =>
                [video, sequence, picture],
            _ => [],
        };
        return texts.Select(Decode).Where(set => set.Length > 0);
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var written))
            return [];
        var nal = bytes.AsSpan(0, written);
        return (nal.StartsWith(StartCode) ? nal[StartCode.Length..] : nal).ToArray();
    }
}
