using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Onvif;
using CameraHealth.Onvif.Events;

namespace CameraHealth.Monitoring.Events;

/// <summary>
/// Holds one pull point a device, visited now and then: opened once, pulled, renewed where pulls do not keep it alive, and unsubscribed at the end. A device
/// without events is left alone for a day. A visit never blocks a poll for longer than a second.
/// </summary>
public sealed class EventWatch(DeviceSessions sessions, IPullPointRegister register, TimeProvider time)
{
    /// <summary>How long a pull point lives that nobody pulls: short, since nobody can end one whose address is lost.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(3);

    private const int MessagesAtOnce = 100;
    private const int MostPulls = 5;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WithoutEvents = TimeSpan.FromHours(24);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, PullPoint> _open = new();
    private readonly ConcurrentDictionary<long, DateTimeOffset> _restUntil = new();

    /// <summary>Devices that have a pull point of ours now.</summary>
    public ICollection<long> Open => _open.Keys;

    /// <summary>Asks what has happened. Nothing is thrown for what the device does.</summary>
    public async Task<IReadOnlyList<ReportedState>> VisitAsync(PollTarget target, CancellationToken cancellationToken)
    {
        var device = target.Device.Id;
        if (_restUntil.TryGetValue(device, out var until) && time.GetUtcNow() < until)
        {
            return [];
        }

        var events = new OnvifEvents(sessions.OnvifOf(target));
        try
        {
            if (!_open.TryGetValue(device, out var point))
            {
                point = await SubscribeAsync(device, events, cancellationToken);
            }

            return await PullAsync(device, point, events, cancellationToken);
        }
        catch (OnvifException failure)
        {
            // Restarted, or it expired: never opened anew at once, which would use up what the device has (home-assistant/core#92604).
            await LoseAsync(device, events, failure, cancellationToken);
            return [];
        }
    }

    /// <summary>Ends the device's pull point, if there is one; without an answer it expires.</summary>
    public async Task CloseAsync(PollTarget target, CancellationToken cancellationToken)
    {
        if (_open.TryRemove(target.Device.Id, out var point))
        {
            await UnsubscribeAsync(target, point, cancellationToken);
        }
    }

    /// <summary>Ends a pull point that another run left open.</summary>
    public async Task UnsubscribeAsync(PollTarget target, PullPoint point, CancellationToken cancellationToken)
    {
        try
        {
            await new OnvifEvents(sessions.OnvifOf(target)).UnsubscribeAsync(point, cancellationToken);
        }
        catch (OnvifException)
        {
            // Gone already, or the device is: it expires by itself.
        }

        await register.ForgetAsync(target.Device.Id, cancellationToken);
    }

    private async Task<PullPoint> SubscribeAsync(long device, OnvifEvents events, CancellationToken cancellationToken)
    {
        var point = await events.SubscribeAsync(Life, cancellationToken);
        try
        {
            await register.KeepAsync(device, point, cancellationToken);
        }
        catch
        {
            await events.UnsubscribeAsync(point, CancellationToken.None);
            throw;
        }

        _open[device] = point;
        await SynchronizeAsync(events, point, cancellationToken);
        return point;
    }

    private static async Task SynchronizeAsync(OnvifEvents events, PullPoint point, CancellationToken cancellationToken)
    {
        try
        {
            await events.SynchronizeAsync(point, cancellationToken);
        }
        catch (OnvifException failure) when (IsMissing(failure.Reason))
        {
            // Most devices tell the states by themselves after the creation.
        }
    }

    private async Task<IReadOnlyList<ReportedState>> PullAsync(long device, PullPoint point, OnvifEvents events, CancellationToken cancellationToken)
    {
        var states = new List<ReportedState>();
        TimeSpan? life = null;
        for (var pull = 0; pull < MostPulls; pull++)
        {
            var (told, lives) = await events.PullAsync(point, Wait, MessagesAtOnce, cancellationToken);
            states.AddRange(told.Select(EventReasons.Of).OfType<ReportedState>());
            life = lives;
            if (told.Count < MessagesAtOnce)
            {
                break;
            }
        }

        if (life is null || life < Life / 2)
        {
            await RenewAsync(events, point, cancellationToken);
        }

        _restUntil.TryRemove(device, out _);
        return states;
    }

    private static async Task RenewAsync(OnvifEvents events, PullPoint point, CancellationToken cancellationToken)
    {
        try
        {
            await events.RenewAsync(point, Life, cancellationToken);
        }
        catch (OnvifException)
        {
            // Reolink refuses it and lives on by pulls; if not, the next pull says so.
        }
    }

    private async Task LoseAsync(long device, OnvifEvents events, OnvifException failure, CancellationToken cancellationToken)
    {
        _restUntil[device] = time.GetUtcNow() + (IsMissing(failure.Reason) ? WithoutEvents : AfterFailure);
        if (_open.TryRemove(device, out var point))
        {
            try
            {
                await events.UnsubscribeAsync(point, cancellationToken);
            }
            catch (OnvifException)
            {
                // Gone with whatever failed.
            }

            await register.ForgetAsync(device, cancellationToken);
        }
    }

    private static bool IsMissing(OnvifFailureReason reason) => reason is OnvifFailureReason.NoSuchService or OnvifFailureReason.ActionNotSupported;
}
