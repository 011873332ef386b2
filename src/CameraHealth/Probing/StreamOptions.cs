using CameraHealth.Rtsp;

namespace CameraHealth.Probing;

/// <summary>How the streams of one <c>probe</c> are looked at.</summary>
/// <param name="Receive">Seconds of media.</param>
/// <param name="Transport">How the media is asked to travel.</param>
/// <param name="AllowBasic">Whether Basic may be answered.</param>
/// <param name="CertificateSha256">The certificate that is expected; null: any.</param>
/// <param name="EndEarly">Whether to end once two keyframes have come.</param>
/// <param name="KeyframeFile">Where one keyframe is written; null: nowhere.</param>
internal sealed record StreamOptions(
    TimeSpan Receive, RtspTransport Transport, bool AllowBasic, string? CertificateSha256, bool EndEarly, string? KeyframeFile)
{
    /// <summary>With <see cref="EndEarly"/> so much is received in any case, or all of <see cref="Receive"/> if that is less.</summary>
    private static readonly TimeSpan LeastReceive = TimeSpan.FromSeconds(3);

    /// <summary>Puts them into a request.</summary>
    public RtspProbeRequest ApplyTo(RtspProbeRequest request) => request with
    {
        Receive = Receive,
        Transport = Transport,
        AllowBasic = AllowBasic,
        ExpectedCertificateSha256 = CertificateSha256,
        EnoughAfter = EndEarly ? LeastReceive : null,
        CaptureKeyframe = KeyframeFile is not null,
    };
}
