using Microsoft.Extensions.Logging;

namespace CameraHealth.Web.Fleet;

/// <summary>
/// One reading of the fleet for every page, scrape and API call: read on demand, at most once in <see cref="MaxAge"/>, by one query at a time.
/// Nobody looking means no load.
/// </summary>
internal sealed partial class FleetFeed(IFleetReader reader, TimeProvider time, ILogger<FleetFeed> logger)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<FleetReading>? _running;
    private long _triedAt;

    /// <summary>The newest reading, without asking for a new one.</summary>
    public FleetReading Last { get; private set; } = FleetReading.None;

    /// <summary>A reading not older than <see cref="MaxAge"/>, or one that says since when the database does not answer.</summary>
    public Task<FleetReading> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_running is { IsCompleted: true } && time.GetElapsedTime(_triedAt) >= MaxAge)
            {
                _running = null;
            }

            // The read belongs to all who wait for it: it has its own deadline, and nobody's leaving cancels it.
            _running ??= Task.Run(RefreshAsync, CancellationToken.None);
            return _running.WaitAsync(cancellationToken);
        }
    }

    private async Task<FleetReading> RefreshAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        FleetReading next;
        try
        {
            var snapshot = await reader.ReadFleetAsync(deadline.Token);
            next = new FleetReading(snapshot, time.GetUtcNow(), FailingSince: null);
        }
        catch (Exception exception) when (exception is FleetUnavailableException or OperationCanceledException)
        {
            next = Last with { FailingSince = Last.FailingSince ?? time.GetUtcNow() };
            LogUnavailable((exception as FleetUnavailableException)?.Cause ?? "timeout");
        }

        lock (_lock)
        {
            _triedAt = time.GetTimestamp();
            Last = next;
        }

        return next;
    }

    [LoggerMessage(1, LogLevel.Warning, "The fleet could not be read from the database ({Cause}); pages and metrics say so.")]
    private partial void LogUnavailable(string cause);
}
