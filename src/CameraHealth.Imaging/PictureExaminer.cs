using CameraHealth.Imaging.Decoding;
using CameraHealth.Imaging.Faults;

namespace CameraHealth.Imaging;

/// <summary>Finds what is wrong with a picture. Holds no state: safe to call from any thread.</summary>
public static class PictureExaminer
{
    private const double White = 255;

    /// <summary>Decodes a JPEG or PNG and examines it.</summary>
    /// <param name="encoded">The bytes as they came from the camera.</param>
    /// <param name="context">What is known about the camera.</param>
    /// <param name="cancellationToken">Ends the work between two steps of some milliseconds.</param>
    /// <exception cref="PictureException">It cannot be decoded, or goes past a limit.</exception>
    /// <exception cref="OperationCanceledException">The time was over first.</exception>
    public static PictureReport Examine(ReadOnlyMemory<byte> encoded, PictureContext context, CancellationToken cancellationToken)
    {
        using var decoded = PictureDecoder.Decode(encoded, cancellationToken);
        var picture = new Examination(decoded, context, cancellationToken);
        var (findings, measured) = Judge(picture, cancellationToken);
        var isPicture = !findings.Exists(finding => finding.Kind is PictureFault.SignalLoss or PictureFault.Black or PictureFault.Overexposed);
        return new PictureReport
        {
            Verdict = findings.Count == 0 ? null : findings[0].Kind,
            Findings = findings,
            Measured = measured,
            Width = decoded.Reduced.Width,
            Height = decoded.Reduced.Height,
            Sharpness = isPicture && measured.Contains(PictureFault.Blurred) ? picture.Sharpness.Value : null,
            Brightness = picture.Levels.Quantile(0.5) / White,
            IsMonochrome = picture.IsMonochrome,
            Shift = measured.Contains(PictureFault.Moved) ? ViewJudge.ShiftOf(picture) : null,
            Picture = decoded.Reduced,
        };
    }

    private static (List<PictureFinding> Findings, List<PictureFault> Measured) Judge(Examination picture, CancellationToken cancellationToken)
    {
        var (findings, measured) = (new List<PictureFinding>(), new List<PictureFault>());
        foreach (var (kind, judge) in Judges.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (findings.Exists(finding => Judges.Hides(finding.Kind, kind)) || judge(picture) is not { Score: { } score } judgement)
            {
                continue;
            }

            measured.Add(kind);
            if (score > Judgement.Limit)
            {
                findings.Add(new PictureFinding(kind, score, judgement.AreaPercent));
            }
        }

        return (findings, measured);
    }
}
