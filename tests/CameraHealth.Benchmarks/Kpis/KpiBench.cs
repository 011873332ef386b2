using System.Diagnostics;
using System.Globalization;
using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Benchmarks.Kpis;

/// <summary>A fleet's year: how long its figures take from daily sums and straight from intervals, and that both say the same.</summary>
internal static class KpiBench
{
    private const int Runs = 5;
    private static readonly TimeSpan FromSums = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FromIntervals = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan OneDevice = TimeSpan.FromMilliseconds(5);

    public static async Task<int> RunAsync(int devices, int intervals, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("camerahealth-bench-").FullName;
        string? socket = null;
        try
        {
            await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = folder }, TimeProvider.System, cancellationToken);
            socket = cluster.SocketFolder;
            var options = cluster.ToStorageOptions();
            await DatabaseMigrator.MigrateAsync(options.Owner!, cancellationToken);
            await using var owner = NpgsqlDataSource.Create(options.Owner!);
            await using var app = NpgsqlDataSource.Create(options.App!);

            // Neither end of the year lies on a midnight: the edges come from intervals.
            var to = TimeProvider.System.GetUtcNow();
            var from = to.AddDays(-365).AddMinutes(-37);
            Console.WriteLine($"{devices} devices, {intervals} intervals each, three maintenance windows each, {from:O} to {to:O}");
            await YearOfFleet.FillAsync(owner, devices, intervals, from, to, cancellationToken);
            return await MeasureAsync(owner, app, from, to, cancellationToken) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, true);
            if (socket is not null && Directory.Exists(socket))
            {
                Directory.Delete(socket, true);
            }
        }
    }

    private static async Task<bool> MeasureAsync(NpgsqlDataSource owner, NpgsqlDataSource app, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var query = new KpiQuery(app);
        var request = new KpiRequest(from.AddMinutes(37), to, KpiGrouping.Unit) { Source = FigureSource.Intervals };
        var (straight, straightTook) = await BestAsync("fleet straight from intervals", FromIntervals, () => query.ReadAsync(request, cancellationToken));

        var started = Stopwatch.GetTimestamp();
        var months = await new DailySums(app).RefreshAsync(cancellationToken);
        Console.WriteLine($"{months} months of devices added up in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s; sums on disk: {await SizeAsync(owner, "daily_sums", cancellationToken)}, intervals: {await SizeAsync(owner, "state_intervals", cancellationToken)}");
        await ExecuteAsync(owner, "vacuum analyze daily_sums", cancellationToken);

        var (summed, summedTook) = await BestAsync(
            "fleet from daily sums", FromSums, () => query.ReadAsync(request with { Source = FigureSource.SumsWherePossible, AsOf = null }, cancellationToken));
        var (again, _) = await BestAsync(
            "the same as of the first answer", FromIntervals, () => query.ReadAsync(request with { AsOf = straight.AsOf }, cancellationToken));
        var equal = straight.Total == again.Total && straight.Rows.SequenceEqual(again.Rows)
            && (await query.ReadAsync(request with { To = straight.To, Source = FigureSource.SumsWherePossible }, cancellationToken)).Rows.SequenceEqual(straight.Rows);

        var one = new AvailabilityQuery(app);
        var (device, deviceTook) = await BestAsync("one device's year", OneDevice, async () => (await one.ReadAsync("CAM-77", from, to, null, cancellationToken))!, 50);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"K1 {summed.Total.Measured.Ratio:P4}, K3 {summed.Total.Measured.Coverage:P4}, failures {summed.Total.Repairs.Failures:N0}, MTTR median {summed.Total.Repairs.RepairTime.Median}; CAM-77 K1 {device.Availability.Ratio:P4}"));
        Console.WriteLine(equal ? "both answers are equal to the microsecond" : "THE ANSWERS DIFFER");
        await KpiPlans.PrintAsync(app, from, to, cancellationToken);
        return equal && straightTook < FromIntervals && summedTook < FromSums && deviceTook < OneDevice;
    }

    private static async Task<(T Answer, TimeSpan Took)> BestAsync<T>(string what, TimeSpan goal, Func<Task<T>> ask, int runs = Runs)
    {
        T? answer = default;
        var took = new List<TimeSpan>();
        for (var i = 0; i < runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            answer = await ask();
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var median = took[took.Count / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-34} median {median.TotalMilliseconds,8:F1} ms, fastest {took[0].TotalMilliseconds,8:F1}, slowest {took[^1].TotalMilliseconds,8:F1} (goal < {goal.TotalMilliseconds:F0} ms) {(median < goal ? "holds" : "DOES NOT HOLD")}"));
        return (answer!, median);
    }

    private static async Task<string> SizeAsync(NpgsqlDataSource database, string table, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select pg_size_pretty(pg_total_relation_size('{table}'))");
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
