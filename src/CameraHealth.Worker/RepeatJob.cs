using Quartz;

namespace CameraHealth.Worker;

/// <summary>Once a second: sends off the polls that are worth repeating. It does not wait for them.</summary>
public sealed class RepeatJob(PollDispatcher dispatcher) : IJob
{
    /// <inheritdoc/>
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var request in dispatcher.TakeRepeats())
        {
            // Ends by itself at its deadline; PollAsync never throws for what a device did.
            _ = dispatcher.PollAsync(request);
        }

        return ValueTask.CompletedTask;
    }
}
