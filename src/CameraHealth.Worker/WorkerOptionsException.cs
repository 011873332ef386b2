namespace CameraHealth.Worker;

/// <summary>Options are wrong; every error, each with its name, value and limit.</summary>
public sealed class WorkerOptionsException(IReadOnlyList<FormattableString> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(FormattableString.Invariant)))
{
    /// <summary>The errors, English; their formats and values are kept apart so that others can word them.</summary>
    public IReadOnlyList<FormattableString> Errors { get; } = errors;
}
