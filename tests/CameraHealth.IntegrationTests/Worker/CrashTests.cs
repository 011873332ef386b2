using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>
/// The program, and its Postgres, ended at random moments: what was acknowledged (committed, or on disk) is in the database once; what was not is
/// unknown, never double; intervals tile and transitions chain.
/// </summary>
public sealed class CrashTests
{
    private const int InTheGate = 10;
    private const int InTheSoak = 200;

    [Fact]
    public Task Worker_killed_at_random_moments_loses_nothing_it_acknowledged_and_doubles_nothing() => KillWorkerAsync(InTheGate);

    [Fact]
    public Task Postgres_killed_at_random_moments_loses_nothing_acknowledged_and_doubles_nothing() => KillPostgresAsync(InTheGate);

    [Fact(Explicit = true)]
    public Task Worker_killed_two_hundred_times() => KillWorkerAsync(InTheSoak);

    [Fact(Explicit = true)]
    public Task Postgres_killed_two_hundred_times() => KillPostgresAsync(InTheSoak);

    private static async Task KillWorkerAsync(int times)
    {
        await using var rig = await CrashRig.StartAsync();
        for (var i = 0; i < times; i++)
        {
            if (i % 3 == 2)
            {
                // Now and then while it keeps on disk: without the database.
                await rig.KillPostgresAsync();
            }

            await PauseAsync(1500);
            await rig.Serve.KillAsync();
            await rig.ServeAsync();
        }

        await rig.AssertAsync();
    }

    private static async Task KillPostgresAsync(int times)
    {
        await using var rig = await CrashRig.StartAsync();
        for (var i = 0; i < times; i++)
        {
            await PauseAsync(1500);
            await rig.KillPostgresAsync();
            await rig.AcknowledgesAsync(1 + Random.Shared.Next(3));
        }

        await rig.AssertAsync();
    }

    // The only chance in these tests: when. Whatever comes of it must hold.
    private static Task PauseAsync(int mostMilliseconds) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(mostMilliseconds)), TimeProvider.System, TestContext.Current.CancellationToken);
}
