using CsCheck;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>Facts that arrive late, twice or from two workers still give one truth.</summary>
public sealed class LedgerPropertyTests(PostgresFixture postgres)
{
    // A claim takes every group of the database: after this many histories a new one keeps it cheap.
    private const int HistoriesPerDatabase = 25;

    [Fact]
    public Task Any_history_in_any_order_gives_the_ledger_of_the_facts_in_order_of_time() => CheckAsync(40);

    [Fact(Explicit = true)]
    public Task Any_history_in_any_order_gives_the_ledger_of_the_facts_in_order_of_time_a_thousand_times() => CheckAsync(1000);

    private async Task CheckAsync(int histories)
    {
        TestDatabase? database = null;
        var played = 0;
        try
        {
            await RandomHistory.All.SampleAsync(
                async history =>
                {
                    if (played++ % HistoriesPerDatabase == 0)
                    {
                        await (database?.DisposeAsync() ?? default);
                        database = await postgres.CreateDatabaseAsync();
                    }

                    await HistoryRun.PlayAsync(database!, history);
                },
                iter: histories,
                threads: 1);
        }
        finally
        {
            await (database?.DisposeAsync() ?? default);
        }
    }
}
