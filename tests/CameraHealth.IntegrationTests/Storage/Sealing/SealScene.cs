using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Sealing;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.IntegrationTests.Storage.Sealing;

/// <summary>A database in which two days of the ledger are over: transitions, a correction, and one that was taken back.</summary>
internal sealed class SealScene(TestDatabase database, LedgerFleet fleet)
{
    private static readonly DateTimeOffset Begin = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    public TestDatabase Database => database;

    public static async Task<SealScene> CreateAsync(TestDatabase database)
    {
        var scene = new SealScene(database, await LedgerFleet.CreateAsync(database, 2, Begin));
        await scene.FailAsync(0);
        var corrections = new CorrectionStore(database.App);
        var said = await corrections.AddAsync(scene.Entry(0), CancellationToken.None);
        await scene.MoveBackAsync("3 days");
        await scene.FailAsync(1);
        await corrections.TakeBackAsync(said, "nhầm thiết bị", "Người trực", CancellationToken.None);
        await scene.MoveBackAsync("2 days");
        return scene;
    }

    public Task<int> SealAsync() => new SealStore(database.App).SealAsync(CancellationToken.None);

    public Task<SealVerdict> VerifyAsync(params (DateOnly Day, byte[] Digest)[] anchors) =>
        new SealVerifier(database.App).VerifyAsync(anchors.ToDictionary(anchor => anchor.Day, anchor => anchor.Digest), null, CancellationToken.None);

    public async Task<IReadOnlyList<DaySeal>> ListAsync() => await new SealStore(database.App).ListAsync(10, CancellationToken.None);

    /// <summary>A statement that no trigger sees: as somebody who has every right on the server.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var command = database.Superuser.CreateCommand($"set session_replication_role = replica; {sql}; reset session_replication_role");
        await command.ExecuteNonQueryAsync();
    }

    public async Task<(int Exit, string Said)> RunAsync(params string[] arguments)
    {
        var run = await CameraHealthProgram.RunAsync(arguments, CameraHealthProgram.Settings(database));
        return (run.ExitCode, (run.Output + run.Errors).Trim());
    }

    // What was recorded today becomes what was recorded so long ago.
    private Task MoveBackAsync(string span) => TamperAsync($"""
        update batches set recorded_at = recorded_at - interval '{span}' where recorded_at > clock_timestamp() - interval '1 hour';
        update transitions set recorded_at = recorded_at - interval '{span}' where recorded_at > clock_timestamp() - interval '1 hour';
        update status_corrections set recorded_at = recorded_at - interval '{span}' where recorded_at > clock_timestamp() - interval '1 hour';
        update status_corrections set superseded_at = superseded_at - interval '{span}' where superseded_at > clock_timestamp() - interval '1 hour'
        """);

    private CorrectionEntry Entry(int device) => new()
    {
        Device = fleet.Devices[device].Code, From = Begin, To = Begin.AddMinutes(1), Status = Status.Healthy, Reason = "xem lại tại chỗ", Person = "Người trực",
    };

    private async Task FailAsync(int index)
    {
        var device = fleet.Devices[index];
        var items = Enumerable.Range(0, 3).Select(i => new AssessedObservation(
            fleet.GroupId, -1, Sight.Silent.At(device, Begin.AddSeconds(i), fleet.Policy), null, DeviceState.NeverObserved(device.Id, device.ApplicableRungs, Begin), []));
        await new ObservationStore(database.App).WriteAsync(new ObservationBatch(Guid.NewGuid(), "sealed", [.. items]), CancellationToken.None);
    }
}
