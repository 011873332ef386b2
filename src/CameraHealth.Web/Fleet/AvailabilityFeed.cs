using System.Collections.Frozen;
using CameraHealth.Storage.Queries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Web.Fleet;

/// <summary>The fleet's availability in the rolling windows, computed in the background so that no scrape and no page waits for it.</summary>
internal sealed partial class AvailabilityFeed(IFleetReader reader, TimeProvider time, ILogger<AvailabilityFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly Dictionary<AvailabilityWindow, Computed> _windows = [];

    /// <summary>By device code; empty: not computed yet, or too old to be shown as of now.</summary>
    public IReadOnlyDictionary<string, DeviceAvailability> Read(AvailabilityWindow window)
    {
        lock (_windows)
        {
            return _windows.TryGetValue(window, out var computed) && time.GetUtcNow() - computed.At <= MaxAge
                ? computed.ByCode
                : FrozenDictionary<string, DeviceAvailability>.Empty;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var startedAt = time.GetTimestamp();
            var pause = await TryRefreshAsync(stoppingToken) ? Interval : RetryAfter;

            // A fleet whose windows take long to add up must not keep the database busy with nothing else.
            var took = time.GetElapsedTime(startedAt) * 9;
            await Task.Delay(took > pause ? took : pause, time, stoppingToken);
        }
    }

    private async Task<bool> TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var window in AvailabilityWindow.All)
            {
                var now = time.GetUtcNow();
                var rows = await reader.ReadFleetAvailabilityAsync(now - window.Length, now, cancellationToken);
                var byCode = rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);
                lock (_windows)
                {
                    _windows[window] = new Computed(now, byCode);
                }
            }

            return true;
        }
        catch (FleetUnavailableException exception)
        {
            LogUnavailable(exception.Cause);
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A mistake of ours must neither end the web role nor stay unseen.
            LogFailed(exception);
            return false;
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "The availability windows could not be computed ({Cause}).")]
    private partial void LogUnavailable(string cause);

    [LoggerMessage(3, LogLevel.Error, "The availability windows could not be computed.")]
    private partial void LogFailed(Exception exception);

    private sealed record Computed(DateTimeOffset At, FrozenDictionary<string, DeviceAvailability> ByCode);
}
