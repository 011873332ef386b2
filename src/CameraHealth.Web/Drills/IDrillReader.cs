using CameraHealth.Monitoring.Drills;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Recordings;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Drills;

/// <summary>Footage and drills as they are stored. Every method throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface IDrillReader
{
    /// <summary>Drills, newest first.</summary>
    Task<IReadOnlyList<DrillRow>> ListAsync(string? device, long? before, int most, CancellationToken cancellationToken);

    /// <summary>One drill; null: there is none.</summary>
    Task<DrillRow?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>The still of a drill; null: there is none.</summary>
    Task<byte[]?> FindStillAsync(long id, CancellationToken cancellationToken);

    /// <summary>K11 of the drills that were over in a window.</summary>
    Task<Retrievability> MeasureAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>How many drills ever ended so, by outcome.</summary>
    Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Nights with what was published of them.</summary>
    Task<IReadOnlyList<DrillNight>> ListNightsAsync(int most, CancellationToken cancellationToken);

    /// <summary>Asks the worker for a drill; null: no such camera.</summary>
    Task<long?> RequestAsync(string device, DateTimeOffset at, int seconds, string person, CancellationToken cancellationToken);

    /// <summary>The footage of one camera, or of all.</summary>
    Task<IReadOnlyList<ChannelRecording>> ReadRecordingsAsync(string? device, CancellationToken cancellationToken);

    /// <summary>Gaps of a camera that end after a time.</summary>
    Task<IReadOnlyList<StoredGap>> ReadGapsAsync(string device, DateTimeOffset after, CancellationToken cancellationToken);
}
