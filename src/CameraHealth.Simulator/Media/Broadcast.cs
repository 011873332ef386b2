using System.Diagnostics;
using CameraHealth.Simulator.Rtsp;

namespace CameraHealth.Simulator.Media;

/// <summary>
/// Sends the next picture of every running session, one wake-up for all of them. It rests while nobody watches.
/// Real time on purpose, also under a test's virtual clock: the sockets and their readers are real.
/// </summary>
internal sealed class Broadcast : IAsyncDisposable
{
    private static readonly TimeSpan FrameInterval = TimeSpan.FromSeconds(1) / Clip.FramesPerSecond;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private StreamSession[] _sessions = [];
    private Task _loop = Task.CompletedTask;
    private bool _running;

    internal void Add(StreamSession session)
    {
        lock (_lock)
        {
            _sessions = [.. _sessions, session];
            if (!_running && !_stopping.IsCancellationRequested)
            {
                _running = true;
                _loop = Task.Run(RunAsync);
            }
        }
    }

    internal void Remove(StreamSession session)
    {
        lock (_lock)
        {
            _sessions = [.. _sessions.Where(other => other != session)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var begunAt = Stopwatch.GetTimestamp();
        for (long frame = 0; ; frame++)
        {
            // Against the start, not against the last wake-up: late timers must not slow the stream down.
            var wait = (FrameInterval * frame) - Stopwatch.GetElapsedTime(begunAt);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, _stopping.Token);
            }

            StreamSession[] sessions;
            lock (_lock)
            {
                sessions = _sessions;
                if (sessions.Length == 0 || _stopping.IsCancellationRequested)
                {
                    _running = false;
                    return;
                }
            }

            foreach (var session in sessions)
            {
                session.SendNextFrame();
            }
        }
    }
}
