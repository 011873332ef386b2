using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>Whatever happens, in whatever order it is told: every second is booked once, sums equal intervals, and an answer stays the same.</summary>
public sealed class KpiPropertyTests(PostgresFixture postgres)
{
    [Fact]
    public Task Any_history_gives_the_figures_of_the_slow_reference_and_the_same_digits_for_ever() => CheckAsync(20);

    [Fact(Explicit = true)]
    public Task Any_history_gives_the_figures_of_the_slow_reference_five_hundred_times() => CheckAsync(500);

    private async Task CheckAsync(int histories)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await KpiHistory.All.SampleAsync(history => KpiRun.PlayAsync(database, history), iter: histories, threads: 1);
        KpiRun.Overlaid.ShouldBeGreaterThan(0, "the fast path was never driven");
    }
}
