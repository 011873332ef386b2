using System.Text.Json;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Drills;

/// <summary>What it means for a drill that the device was not got so far as to play.</summary>
public static class DrillFailures
{
    /// <summary>The result of a drill that ended with an ONVIF failure.</summary>
    public static DrillResult Of(DateTimeOffset askedAt, OnvifException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new DrillResult
        {
            Outcome = OutcomeOf(failure.Reason),
            Reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Reason.ToString()),
            Detail = failure.Detail,
            AskedAt = askedAt,
        };
    }

    /// <summary>The result of a drill for which no footage is known.</summary>
    public static DrillResult Of(DateTimeOffset askedAt, FootageUnknownException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new DrillResult { Outcome = DrillOutcome.Unsupported, Reason = failure.Reason, Detail = failure.Message, AskedAt = askedAt };
    }

    private static DrillOutcome OutcomeOf(OnvifFailureReason reason) => reason switch
    {
        OnvifFailureReason.CredentialsMissing or OnvifFailureReason.CredentialsRefused or OnvifFailureReason.LoginHeld
            or OnvifFailureReason.BudgetUnavailable or OnvifFailureReason.LoginSchemeUnsupported => DrillOutcome.Unauthenticated,
        OnvifFailureReason.Busy => DrillOutcome.Busy,
        OnvifFailureReason.ReplyTimeout => DrillOutcome.Timeout,
        OnvifFailureReason.NoRoute or OnvifFailureReason.ConnectTimeout or OnvifFailureReason.OwnNetworkDown or OnvifFailureReason.TlsFailed => DrillOutcome.Unreachable,
        OnvifFailureReason.NoSuchService or OnvifFailureReason.ActionNotSupported or OnvifFailureReason.HttpNotOnvif => DrillOutcome.Unsupported,
        _ => DrillOutcome.Refused,
    };
}
