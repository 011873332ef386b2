using CameraHealth.Monitoring;

namespace CameraHealth.Storage.Queries;

/// <summary>The whole fleet at one moment.</summary>
/// <param name="ReadAt">Database time it was read at; freshness is judged by it.</param>
/// <param name="Devices">Every device, by code.</param>
/// <param name="Workers">Every worker that ever beat.</param>
public sealed record FleetSnapshot(DateTimeOffset ReadAt, IReadOnlyList<DeviceRow> Devices, IReadOnlyList<WorkerRow> Workers);

/// <summary>A worker's sign of life.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="LastBeatAt">Database time of its last heartbeat; beats come every 10 s.</param>
/// <param name="LastBatchAt">Database time of its last committed batch; null: none.</param>
/// <param name="Spool">What waited on its disk at the last beat.</param>
public sealed record WorkerRow(string Worker, DateTimeOffset LastBeatAt, DateTimeOffset? LastBatchAt, SpoolReport Spool = default);
