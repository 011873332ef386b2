using CameraHealth.Onvif.Events;

namespace CameraHealth.Monitoring.Events;

/// <summary>Where pull points that are open on devices are written down, so that one is closed even if the worker that opened it died.</summary>
public interface IPullPointRegister
{
    /// <summary>Written down before it is used; one a device.</summary>
    Task KeepAsync(long device, PullPoint point, CancellationToken cancellationToken);

    /// <summary>It is closed, or gone.</summary>
    Task ForgetAsync(long device, CancellationToken cancellationToken);

    /// <summary>Those that somebody left open.</summary>
    Task<IReadOnlyDictionary<long, PullPoint>> ListAsync(CancellationToken cancellationToken);
}
