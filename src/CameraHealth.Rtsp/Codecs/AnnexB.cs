namespace CameraHealth.Rtsp.Codecs;

/// <summary>Start codes (H.264, Annex B), which have no place in RTP or SDP and are found there all the same.</summary>
internal static class AnnexB
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    /// <summary>Cuts the first NAL unit off. V380 puts several, with start codes, into one payload.</summary>
    public static ReadOnlySpan<byte> TakeFirst(ref ReadOnlySpan<byte> rest)
    {
        var at = rest.IndexOf(StartCode);
        var nal = at < 0 ? rest : rest[..at];
        rest = at < 0 ? [] : rest[(at + StartCode.Length)..];
        return nal;
    }
}
