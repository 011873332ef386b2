using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Model;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>One poll group with a policy and devices of its own, put into a test database without an import.</summary>
internal sealed record LedgerFleet(int GroupId, PollPolicy Policy, IReadOnlyList<Device> Devices)
{
    public static readonly PollPolicy DefaultPolicy = new();

    /// <summary>Cameras that speak ONVIF, and with <paramref name="isMixed"/> encoders and recorders between them.</summary>
    public static async Task<LedgerFleet> CreateAsync(
        TestDatabase database, int devices, DateTimeOffset knownSince, PollPolicy? policy = null, bool isMixed = false, Func<int, DateOnly?>? inServiceFrom = null)
    {
        var name = Guid.NewGuid().ToString("N");
        var used = (policy ?? DefaultPolicy) with { Name = name };
        await using var context = new StorageContext(StorageContextOptions.For(database.Owner));
        var group = new PollGroupEntity { Site = new SiteEntity { Code = name, Name = name }, Policy = ToEntity(used), Ordinal = 1 };
        var rows = Enumerable.Range(0, devices).Select(index => new DeviceEntity
        {
            Code = $"{name}-{index}",
            Name = $"Device {index}",
            Kind = isMixed ? (DeviceKind)(1 + (index % 3)) : DeviceKind.Camera,
            Access = AccessPath.Direct,
            Site = group.Site,
            PollGroup = group,
            Host = "127.0.0.1",
            OnvifPort = isMixed && index % 3 == 2 ? null : 80,
            StreamPath = "/main",
            InServiceFrom = inServiceFrom?.Invoke(index),
            CreatedAt = knownSince,
        }).ToArray();
        context.AddRange(rows);
        await context.SaveChangesAsync();
        foreach (var row in rows)
        {
            var state = DeviceState.NeverObserved(row.Id, row.ToDevice().ApplicableRungs, knownSince);
            context.Add(new DeviceStateEntity { DeviceId = row.Id, Status = state.Status, Reason = state.Reason, Since = state.Since, Rungs = StoredJson.Write(state.Rungs) });
        }

        await context.SaveChangesAsync();
        await FollowAsync(database, [.. rows.Select(row => row.Id)]);
        return new LedgerFleet(group.Id, used, [.. rows.Select(row => row.ToDevice())]);
    }

    // What the import does at its end.
    private static async Task FollowAsync(TestDatabase database, int[] devices)
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RegisterFollower.FollowAsync(connection, devices, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private static PollPolicyEntity ToEntity(PollPolicy policy) => new()
    {
        Name = policy.Name,
        HealthInterval = policy.HealthInterval,
        HealthDeadline = policy.HealthDeadline,
        StreamInterval = policy.StreamInterval,
        StreamDeadline = policy.StreamDeadline,
        StreamReceive = policy.StreamReceive,
        FailuresToConfirm = (short)policy.FailuresToConfirm,
        RecoveriesToConfirm = (short)policy.RecoveriesToConfirm,
        RepeatAfter = policy.RepeatAfter,
        ClockTolerance = policy.ClockTolerance,
        PictureInterval = policy.PictureInterval,
        PictureDeadline = policy.PictureDeadline,
        IsDarkUnhealthy = policy.IsDarkUnhealthy,
        AllowBasic = policy.AllowBasic,
    };
}
