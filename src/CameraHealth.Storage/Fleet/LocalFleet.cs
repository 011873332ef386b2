using System.Text.Json;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Fleet;

/// <summary>The copy in <c>fleet.json</c> of the data folder (0600): version 1, passwords sealed as in the database.</summary>
public sealed class LocalFleet(string dataFolder, OpenedCredentials credentials) : ILocalFleet
{
    private const int Version = 1;
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    private readonly string _path = PathIn(dataFolder);

    /// <summary>Whether a data folder holds a copy to poll on from.</summary>
    public static bool IsThere(string dataFolder) => File.Exists(PathIn(dataFolder));

    /// <inheritdoc/>
    public void Save(LocalFleetCopy copy)
    {
        Directory.CreateDirectory(dataFolder);
        var draft = _path + ".draft";
        using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            JsonSerializer.Serialize(file, ToStored(copy), Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public LocalFleetCopy? TryLoad()
    {
        try
        {
            using var file = File.OpenRead(_path);
            return JsonSerializer.Deserialize<StoredCopy>(file, Json) is { Version: Version } stored ? ToCopy(stored) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "fleet.json");

    private StoredCopy ToStored(LocalFleetCopy copy) => new(
        Version, copy.Owner, copy.ClockOffset, copy.Fleet.Version, [.. copy.Fleet.Groups.Select(ToStored)], [.. copy.Fleet.States.Values]);

    private StoredGroup ToStored(PollGroup group) => new(group.Id, group.SiteCode, group.Epoch, group.Policy, [.. group.Targets
        .Select(target => new StoredTarget(target.Device, target.Policy, target.Recorder, credentials.Find(target.Contacted.Id), target.Trust, target.Contracts))]);

    private LocalFleetCopy ToCopy(StoredCopy stored) => new(stored.Owner, stored.ClockOffset, new OwnedFleet(
        stored.FleetVersion, [.. stored.Groups.Select(ToGroup)], stored.States.ToDictionary(state => state.DeviceId)));

    private PollGroup ToGroup(StoredGroup group) => new(group.Id, group.SiteCode, group.Epoch, group.Policy, [.. group.Targets.Select(ToTarget)]);

    private PollTarget ToTarget(StoredTarget target)
    {
        var contacted = target.Recorder ?? target.Device;
        var opened = target.Credential is null ? null : credentials.Open(contacted.Id, target.Credential with { Host = contacted.Host });
        return new PollTarget(target.Device, target.Policy, opened, target.Credential is not null && opened is null, target.Recorder, target.Trust, target.Contracts);
    }

    private sealed record StoredCopy(
        int Version, string Owner, TimeSpan ClockOffset, long FleetVersion, IReadOnlyList<StoredGroup> Groups, IReadOnlyList<DeviceState> States);

    private sealed record StoredGroup(long Id, string SiteCode, long Epoch, PollPolicy Policy, IReadOnlyList<StoredTarget> Targets);

    private sealed record StoredTarget(Device Device, PollPolicy Policy, Device? Recorder, SealedCredential? Credential, DeviceTrust? Trust = null, IReadOnlyList<RegisteredContract>? Contracts = null);
}
