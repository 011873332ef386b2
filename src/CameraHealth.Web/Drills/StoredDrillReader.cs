using CameraHealth.Monitoring.Drills;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Recordings;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Drills;

/// <summary>The storage's drills; whatever the driver throws means that the database does not answer.</summary>
internal sealed class StoredDrillReader(DrillQuery drills, DrillStore store, RecordingQuery recordings) : IDrillReader
{
    public Task<IReadOnlyList<DrillRow>> ListAsync(string? device, long? before, int most, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => drills.ListAsync(device, before, most, cancellationToken));

    public Task<DrillRow?> FindAsync(long id, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => drills.FindAsync(id, cancellationToken));

    public Task<byte[]?> FindStillAsync(long id, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => drills.FindStillAsync(id, cancellationToken));

    public Task<Retrievability> MeasureAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => drills.MeasureAsync(from, to, cancellationToken));

    public Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => drills.CountAsync(cancellationToken));

    public Task<IReadOnlyList<DrillNight>> ListNightsAsync(int most, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => drills.ListNightsAsync(most, cancellationToken));

    public Task<long?> RequestAsync(string device, DateTimeOffset at, int seconds, string person, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => store.RequestAsync(device, at, seconds, person, cancellationToken));

    public Task<IReadOnlyList<ChannelRecording>> ReadRecordingsAsync(string? device, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => recordings.ReadAsync(device, cancellationToken));

    public Task<IReadOnlyList<StoredGap>> ReadGapsAsync(string device, DateTimeOffset after, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => recordings.ReadGapsAsync(device, after, cancellationToken));
}
