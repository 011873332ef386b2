namespace CameraHealth.Monitoring.Probing;

/// <summary>Tells a store something in the middle of a poll: a database that is away must not eat the poll's time, and is told again by the next one.</summary>
internal static class ShortWrite
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Whether it was kept in time.</summary>
    public static async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> write, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await write(linked.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
