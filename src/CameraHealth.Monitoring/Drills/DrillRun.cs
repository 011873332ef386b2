using System.Globalization;
using System.Security.Cryptography;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Replay;

namespace CameraHealth.Monitoring.Drills;

/// <summary>Fetches footage of one moment, and judges what came: times first, then the pictures themselves.</summary>
public sealed class DrillRun(RtspReplay replay, IFootageDecoder decoder)
{
    private const double CountTolerance = 0.2;

    /// <summary>One drill. At most one session of the device, always ended.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<DrillResult> ExecuteAsync(DrillOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var report = await replay.FetchAsync(RequestOf(order), cancellationToken);
        if (order is { IsOnvif: true, IsControl: false } && report.Failure?.Reason == StreamFailureReason.NoFrames)
        {
            // Nothing within the time asked for: how long the gap is, the first footage behind it tells.
            report = await replay.FetchAsync(RequestOf(order) with { IsOpenEnded = true }, cancellationToken);
        }

        // An address of playback alone tells its clock in the date of its replies.
        if (order.Clock is null && report is { ClockOffset: { } offset, ClockError: { } error, FirstByteSentAt: { } sentAt })
        {
            order = order with { Clock = new ClockOffset(offset, error, sentAt) };
        }

        var result = Describe(order, report);
        return report.Failure is null || report.Pictures.Count > 0 ? await JudgeAsync(order, report, result, cancellationToken) : result with
        {
            Outcome = OutcomeOf(report),
            Reason = report.Failure.Reason,
            Detail = report.Failure.Detail,
        };
    }

    private static ReplayRequest RequestOf(DrillOrder order) => new()
    {
        Access = order.Access,
        At = order.At + (order.Clock?.Offset ?? TimeSpan.Zero),
        Length = order.Length,
        AtIsTrueTime = order.Clock is null,
        IsOnvif = order.IsOnvif,
    };

    private static DrillResult Describe(DrillOrder order, ReplayReport report) => new()
    {
        Outcome = DrillOutcome.NotVerified,
        AskedAt = order.At,
        AskedDeviceAt = order.Clock is null ? null : report.AskedAt ?? order.At + order.Clock.Offset,
        Clock = order.Clock,
        FirstCaptureAt = report.Pictures.Count > 0 ? report.Pictures[0].CapturedAt : null,
        LastCaptureAt = report.Pictures.Count > 0 ? report.Pictures[^1].CapturedAt : null,
        Frames = report.Failure is null || report.Pictures.Count > 0 ? report.Pictures.Count : null,
        Keyframes = report.Failure is null || report.Pictures.Count > 0 ? report.Pictures.Count(picture => picture.IsKeyframe) : null,
        PacketsLost = report.PacketsLost,
        Codec = report.Codec,
        Bytes = report.Media.IsEmpty ? null : report.Media.Length,
        Sha256 = report.Media.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(report.Media.Span)),
        Duration = report.FirstByteSentAt is null ? null : report.Duration,
        Trace = report.Trace,
    };

    private async Task<DrillResult> JudgeAsync(DrillOrder order, ReplayReport report, DrillResult result, CancellationToken cancellationToken)
    {
        var moment = report.AskedAt ?? order.At;
        var verdict = FootageJudge.Judge(report.Pictures, moment, RequestOf(order).GiveUpBefore, order.KeyframeInterval, report.IsCutShort);
        result = result with { Outcome = verdict.Outcome, Reason = verdict.Reason, Detail = verdict.Detail, Gap = verdict.Gap };
        if (verdict.Reason != DrillReason.NoCaptureTimes && ClockDoubt(order) is { } doubt)
        {
            // Of which true time the footage is, nobody can say; neither that there is a gap.
            return result with { Outcome = DrillOutcome.NotVerified, Reason = doubt.Reason, Detail = doubt.Detail };
        }

        return verdict.Outcome == DrillOutcome.Proven ? await DecodeAsync(report, verdict, result, cancellationToken) : result;
    }

    private static (string Reason, string Detail)? ClockDoubt(DrillOrder order) => order switch
    {
        { Clock: null } or { IsClockOfMoment: false } => (DrillReason.ClockUnknown, "the offset of the recorder's clock around the moment is not known"),
        { Clock.Error: var error } when error > ClockOffset.LargestError =>
            (DrillReason.ClockInexact, string.Create(CultureInfo.InvariantCulture, $"the offset of the recorder's clock is known to ± {error.TotalSeconds:F1} s only")),
        _ => null,
    };

    private async Task<DrillResult> DecodeAsync(ReplayReport report, FootageVerdict verdict, DrillResult result, CancellationToken cancellationToken)
    {
        if (report.Codec is not ("H264" or "H265" or "MJPEG"))
        {
            return NotProven(result, DrillOutcome.NotVerified, DrillReason.CodecUnknown, $"codec {report.Codec} is not decoded here");
        }

        if (!decoder.IsAvailable)
        {
            return NotProven(result, DrillOutcome.NotVerified, DrillReason.NoDecoder, "ffmpeg and prlimit are not installed");
        }

        var pictures = report.Pictures.Skip(report.MediaBegins).ToList();
        if (!pictures[0].IsKeyframe)
        {
            return NotProven(result, DrillOutcome.Undecodable, DrillReason.NoKeyframe, "the footage begins with no keyframe");
        }

        var decoded = await decoder.DecodeAsync(report.Codec, report.Media, Math.Max(0, verdict.AtMoment - report.MediaBegins), cancellationToken);
        if (decoded is null)
        {
            return NotProven(result, DrillOutcome.Undecodable, DrillReason.DecoderFailed, "the decoder did not come to a good end");
        }

        result = result with { Decoded = decoded.Pictures, Still = decoded.Still };
        var expected = ExpectedOf(pictures);
        return Math.Abs(decoded.Pictures - expected) <= expected * CountTolerance && decoded.Pictures > 0
            ? result
            : NotProven(
                result, DrillOutcome.Undecodable, DrillReason.PictureCount,
                string.Create(CultureInfo.InvariantCulture, $"{decoded.Pictures} pictures decode where {expected:F0} are expected"));
    }

    // By the times of capture, so that a recorder that loses pictures cannot pass by sending fewer.
    private static double ExpectedOf(List<ReplayPicture> pictures) =>
        FootageJudge.StepOf(pictures) is { } step ? ((pictures[^1].CapturedAt - pictures[0].CapturedAt)!.Value / step) + 1 : pictures.Count;

    private static DrillResult NotProven(DrillResult result, DrillOutcome outcome, string reason, string detail) =>
        result with { Outcome = outcome, Reason = reason, Detail = detail };

    private static DrillOutcome OutcomeOf(ReplayReport report) => (report.Outcome, report.Failure!.Reason) switch
    {
        // Asked for a time it plays nothing: there is no footage of it.
        (_, StreamFailureReason.NoFrames or StreamFailureReason.RangeRefused) => DrillOutcome.Gap,
        (_, StreamFailureReason.Forbidden) => DrillOutcome.Refused,
        (StreamOutcome.Busy, _) => DrillOutcome.Busy,
        (StreamOutcome.Unauthenticated, _) => DrillOutcome.Unauthenticated,
        (StreamOutcome.Unsupported or StreamOutcome.NoMedia, _) => DrillOutcome.Unsupported,
        (StreamOutcome.Timeout, _) => DrillOutcome.Timeout,
        (StreamOutcome.Unreachable or StreamOutcome.TlsFailed, _) => DrillOutcome.Unreachable,
        _ => DrillOutcome.Refused,
    };
}
