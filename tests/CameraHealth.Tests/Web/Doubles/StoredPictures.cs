using System.Collections.Concurrent;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Pictures;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>Pictures in memory, changed by the test; away when the fleet's database is.</summary>
internal sealed class StoredPictures(StoredFleet fleet) : IPictureReader
{
    public Dictionary<string, DevicePictures> Devices { get; } = new(StringComparer.Ordinal);

    public Dictionary<long, byte[]> Contents { get; } = [];

    public ConcurrentQueue<string> Views { get; } = new();

    public ConcurrentQueue<(long Id, string Person, string? Note)> Accepted { get; } = new();

    public Dictionary<string, DeviceSharpness> Sharpness { get; } = new(StringComparer.Ordinal);

    public Acceptance Answer { get; set; } = Acceptance.Accepted;

    public static StoredPicture Picture(long id, DateTimeOffset at, PictureRole role = PictureRole.Latest, params IReadOnlyList<SeenFault> faults) => new()
    {
        Id = id,
        Role = role,
        IsNight = false,
        TakenAt = at,
        Origin = PictureOrigin.Snapshot,
        OriginalSha256 = new string('a', 64),
        OriginalBytes = 100_000,
        Width = 640,
        Height = 360,
        Faults = faults,
        Measured = ["black", "blurred"],
        Sharpness = 0.6,
        HasBegun = faults.Count > 0,
        LearnedFrom = role == PictureRole.Candidate ? 40 : null,
        AcceptedBy = role == PictureRole.Reference ? "Nguyễn Văn A" : null,
        AcceptedAt = role == PictureRole.Reference ? at.AddHours(1) : null,
    };

    public Task<DevicePictures?> FindAsync(string code, CancellationToken cancellationToken) => Ask(() => Devices.GetValueOrDefault(code));

    public Task<DeviceSharpness?> ReadSharpnessAsync(string code, DateTimeOffset now, CancellationToken cancellationToken) => Ask(() =>
        Sharpness.GetValueOrDefault(code) ?? (Devices.ContainsKey(code) ? new DeviceSharpness(Series([]), Series([])) : null));

    public static SharpnessSeries Series(IReadOnlyList<SharpnessDay> days, double? usual = null) => new(days, SharpnessTrend.Of(days, usual));

    public Task<PictureContent?> ViewAsync(string code, long? id, string viewer, CancellationToken cancellationToken) => Ask(() =>
    {
        if ((id ?? Devices.GetValueOrDefault(code)?.Latest?.Id) is not { } known || !Contents.TryGetValue(known, out var jpeg))
        {
            return null;
        }

        Views.Enqueue(viewer);
        return new PictureContent(known, jpeg, Rows.Now);
    });

    public Task<Acceptance> AcceptAsync(string code, long pictureId, string person, string? note, CancellationToken cancellationToken) => Ask(() =>
    {
        Accepted.Enqueue((pictureId, person, note));
        return Answer;
    });

    private Task<T> Ask<T>(Func<T> answer) =>
        fleet.IsAway ? throw new FleetUnavailableException(new IOException("Host=10.9.8.7;Password=hunter2")) : Task.FromResult(answer());
}
