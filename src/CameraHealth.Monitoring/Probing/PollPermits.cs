using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing;

/// <summary>How much may be asked at once.</summary>
public sealed class PollPermitOptions
{
    /// <summary>Polls at once in the whole fleet; 1 to 10,000.</summary>
    public int Fleet { get; set; } = 1000;

    /// <summary>Streams at once in the whole fleet; 1 to 2,000.</summary>
    public int FleetStreams { get; set; } = 128;

    /// <summary>Streams at once at one site: what its link bears beside its real work; 1 to 500.</summary>
    public int SiteStreams { get; set; } = 16;

    /// <summary>Pictures at once in the whole fleet: each may take 16 MiB of memory and some 50 ms of a processor; 1 to 500.</summary>
    public int FleetPictures { get; set; } = 32;

    /// <summary>Every error of these options.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        foreach (var (name, value, most) in new[] { (nameof(Fleet), Fleet, 10_000), (nameof(FleetStreams), FleetStreams, 2_000), (nameof(SiteStreams), SiteStreams, 500), (nameof(FleetPictures), FleetPictures, 500) })
        {
            if (value < 1 || value > most)
            {
                yield return $"{"PollPermits:" + name}: {value} is not between {1} and {most}";
            }
        }
    }
}

/// <summary>Lets polls through: fleet, site, recorder and device have their limits, and a device never sees two sessions at once.</summary>
public sealed class PollPermits(PollPermitOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<(long Device, bool Rtsp), SemaphoreSlim> _devices = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _sites = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _fleet = new(options.Fleet);
    private readonly SemaphoreSlim _streams = new(options.FleetStreams);
    private readonly SemaphoreSlim _pictures = new(options.FleetPictures);

    /// <summary>Waits for every limit the poll falls under. Dispose what is given when the poll has ended.</summary>
    /// <exception cref="OperationCanceledException">They did not come free in time.</exception>
    public Task<IDisposable> TakeAsync(PollTarget target, PollKind kind, CancellationToken cancellationToken) =>
        kind == PollKind.Picture ? TakeForPictureAsync(target, cancellationToken) : TakeForPollAsync(target, kind, cancellationToken);

    /// <summary>For a poll of another kind that turns to the stream: it waits as a stream poll does.</summary>
    /// <exception cref="OperationCanceledException">They did not come free in time.</exception>
    public Task<IDisposable> TakeStreamAsync(PollTarget target, CancellationToken cancellationToken) => TakeForPollAsync(target, PollKind.Stream, cancellationToken);

    // Not the fleet's: whoever waits for a stream while holding that could wait for somebody who waits for it.
    private async Task<IDisposable> TakeForPictureAsync(PollTarget target, CancellationToken cancellationToken)
    {
        var permit = new Permit();
        try
        {
            if (target.Contacted.OnvifPort is not null)
            {
                await permit.AddAsync(_devices.GetOrAdd((target.Contacted.Id, false), _ => new SemaphoreSlim(1)), cancellationToken);
            }

            await permit.AddAsync(_pictures, cancellationToken);
            return permit;
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    private async Task<IDisposable> TakeForPollAsync(PollTarget target, PollKind kind, CancellationToken cancellationToken)
    {
        // Narrow to wide, always: two polls can then never wait for each other, and a waiting device holds nobody else back.
        var isStream = kind == PollKind.Stream;
        var usesRtsp = isStream || (target.Device.OnvifPort is null && target.Recorder is null);
        var permit = new Permit();
        try
        {
            await permit.AddAsync(_devices.GetOrAdd((target.Contacted.Id, usesRtsp), _ => new SemaphoreSlim(1)), cancellationToken);
            if (isStream)
            {
                await permit.AddAsync(_sites.GetOrAdd(target.Device.SiteCode, _ => new SemaphoreSlim(options.SiteStreams)), cancellationToken);
                await permit.AddAsync(_streams, cancellationToken);
            }

            await permit.AddAsync(_fleet, cancellationToken);
            return permit;
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fleet.Dispose();
        _streams.Dispose();
        _pictures.Dispose();
        foreach (var semaphore in _devices.Values.Concat(_sites.Values))
        {
            semaphore.Dispose();
        }
    }

    private sealed class Permit : IDisposable
    {
        private readonly Stack<SemaphoreSlim> _held = new(4);

        public async Task AddAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken)
        {
            await semaphore.WaitAsync(cancellationToken);
            _held.Push(semaphore);
        }

        public void Dispose()
        {
            while (_held.TryPop(out var semaphore))
            {
                semaphore.Release();
            }
        }
    }
}
