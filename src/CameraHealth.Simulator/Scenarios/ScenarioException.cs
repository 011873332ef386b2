namespace CameraHealth.Simulator.Scenarios;

/// <summary>A scenario or a command line that cannot be used. Holds every error, not only the first.</summary>
public sealed class ScenarioException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>One line each: place, limit, value.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
