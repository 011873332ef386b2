using CameraHealth.Rtsp.Codecs;

namespace CameraHealth.Rtsp.Sdp;

/// <summary>The parameter sets in <c>a=fmtp</c> (RFC 6184, 8.1; RFC 7798, 7.1). Empty, missing and spoiled ones are common.</summary>
internal static class DeclaredFormat
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    public static VideoFormat? Read(MediaDescription media, int payloadType) => media.Codec(payloadType) switch
    {
        "H264" => (media.FormatParameter(payloadType, "sprop-parameter-sets") ?? string.Empty).Split(',')
            .Select(set => H264SequenceParameterSet.Parse(Decode(set))).FirstOrDefault(format => format is not null),
        // Unless all three are there, they do not belong together.
        "H265" when Has(media, payloadType, "sprop-vps") && Has(media, payloadType, "sprop-pps") =>
            H265SequenceParameterSet.Parse(Decode(media.FormatParameter(payloadType, "sprop-sps"))),
        _ => null,
    };

    private static bool Has(MediaDescription media, int payloadType, string name) =>
        !string.IsNullOrEmpty(media.FormatParameter(payloadType, name));

    private static ReadOnlySpan<byte> Decode(string? text)
    {
        var bytes = new byte[text?.Length ?? 0];
        if (!Convert.TryFromBase64String(text ?? string.Empty, bytes, out var written))
            return [];
        var nal = bytes.AsSpan(0, written);
        return nal.StartsWith(StartCode) ? nal[StartCode.Length..] : nal;
    }
}
