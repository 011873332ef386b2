using CameraHealth.Monitoring.Drills;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Recordings;
using CameraHealth.Web.Drills;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>Footage and drills in memory.</summary>
internal sealed class StoredDrills : IDrillReader
{
    public List<DrillRow> Rows { get; } = [];

    public List<ChannelRecording> Recordings { get; } = [];

    public List<StoredGap> Gaps { get; } = [];

    public Dictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public Retrievability Figures { get; set; } = Retrievability.Of([]);

    public Task<IReadOnlyList<DrillRow>> ListAsync(string? device, long? before, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DrillRow>>([.. Rows.Where(row => device is null || row.Device == device).OrderByDescending(row => row.Id).Take(most)]);

    public Task<DrillRow?> FindAsync(long id, CancellationToken cancellationToken) => Task.FromResult(Rows.Find(row => row.Id == id));

    public Task<byte[]?> FindStillAsync(long id, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public Task<Retrievability> MeasureAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => Task.FromResult(Figures);

    public Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, long>>(Counts);

    public Task<IReadOnlyList<DrillNight>> ListNightsAsync(int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DrillNight>>([]);

    public Task<long?> RequestAsync(string device, DateTimeOffset at, int seconds, string person, CancellationToken cancellationToken)
    {
        if (Recordings.TrueForAll(row => row.Code != device))
        {
            return Task.FromResult<long?>(null);
        }

        Rows.Add(new DrillRow { Id = Rows.Count + 1, Device = device, Age = DrillAge.OnDemand, AskedAt = at, Seconds = seconds, RequestedAt = at, RequestedBy = person, Step = "waiting" });
        return Task.FromResult<long?>(Rows.Count);
    }

    public Task<IReadOnlyList<ChannelRecording>> ReadRecordingsAsync(string? device, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ChannelRecording>>([.. Recordings.Where(row => device is null || row.Code == device)]);

    public Task<IReadOnlyList<StoredGap>> ReadGapsAsync(string device, DateTimeOffset after, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredGap>>(Gaps);
}
