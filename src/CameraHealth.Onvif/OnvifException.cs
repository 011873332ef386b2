namespace CameraHealth.Onvif;

/// <summary>An ONVIF call failed. Holds no secret: device texts are shortened and masked.</summary>
public sealed class OnvifException : Exception
{
    /// <summary>A failure with its typed reason.</summary>
    public OnvifException(OnvifFailureReason reason, string detail, Exception? innerException = null)
        : base($"{reason}: {detail}", innerException)
    {
        Reason = reason;
        Detail = detail;
    }

    /// <summary>What went wrong, from a closed set.</summary>
    public OnvifFailureReason Reason { get; }

    /// <summary>What the device or the network said, for a person to read.</summary>
    public string Detail { get; }

    /// <summary>N of the device's "you still have N attempts"; null when it said none.</summary>
    public int? AttemptsLeft { get; init; }

    /// <summary>HTTP status of the reply; null when there was none.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>UTC; until when the login budget holds attempts back. Null: not held, or until a person acts.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The request went over a reused connection that was dead: it may be sent once more.</summary>
    internal bool MayRetry { get; init; }
}
