using CameraHealth.Onvif.Operations;

namespace CameraHealth.Onvif.Events;

/// <summary>
/// The events of one device over a pull point. Only reading rights are needed (READ_MEDIA). Whoever creates one must unsubscribe it: a device has few,
/// and one that is forgotten silences events until it expires.
/// </summary>
/// <param name="client">The device's client; a pull takes its turn like any other call, so waits are short.</param>
public sealed class OnvifEvents(OnvifDeviceClient client)
{
    /// <summary>Creates a pull point that lives so long unless it is pulled or renewed.</summary>
    /// <exception cref="OnvifException">The device has no events (<see cref="OnvifFailureReason.NoSuchService"/>, <see cref="OnvifFailureReason.ActionNotSupported"/>), or is full.</exception>
    public async Task<PullPoint> SubscribeAsync(TimeSpan life, CancellationToken cancellationToken) =>
        PullPointOperations.Parse(await client.AskAsync(PullPointOperations.Create(life), cancellationToken));

    /// <summary>Asks for the present state of every property. Most devices tell it by themselves after the creation.</summary>
    public Task SynchronizeAsync(PullPoint point, CancellationToken cancellationToken) =>
        client.AskAtAsync(AddressOf(point), PullPointOperations.Synchronize(point), cancellationToken);

    /// <summary>What has come since the last pull.</summary>
    /// <param name="point">The subscription.</param>
    /// <param name="wait">How long the device may wait for something to come; whole seconds, at least one.</param>
    /// <param name="limit">Most messages in one answer; at least 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The messages, and how long the subscription lives on; null: the device did not say.</returns>
    public async Task<(IReadOnlyList<DeviceEvent> Events, TimeSpan? Life)> PullAsync(PullPoint point, TimeSpan wait, int limit, CancellationToken cancellationToken)
    {
        var answer = await client.AskAtAsync(AddressOf(point), PullPointOperations.Pull(point, wait, limit), cancellationToken);
        return (NotificationMessages.Parse(answer), PullPointOperations.LifeOf(answer));
    }

    /// <summary>Lets it live so long from now. Reolink answers 400 to this and lives on by pulls.</summary>
    public Task RenewAsync(PullPoint point, TimeSpan life, CancellationToken cancellationToken) =>
        client.AskAtAsync(AddressOf(point), PullPointOperations.Renew(point, life), cancellationToken);

    /// <summary>Ends it.</summary>
    public Task UnsubscribeAsync(PullPoint point, CancellationToken cancellationToken) =>
        client.AskAtAsync(AddressOf(point), PullPointOperations.Unsubscribe(point), cancellationToken);

    private static string AddressOf(PullPoint point) => point.Address;
}
