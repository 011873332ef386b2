using NpgsqlTypes;

namespace CameraHealth.Storage.Model;

/// <summary>What a position watches, over the devices that served it.</summary>
internal sealed class ViewEntity
{
    public int Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    public int SiteId { get; init; }
}

/// <summary>One version of which device served a view from when to when.</summary>
internal sealed class DeviceViewEntity
{
    public long Id { get; init; }

    public int ViewId { get; init; }

    public int DeviceId { get; init; }

    /// <summary>Closed-open; without an upper bound while it lasts.</summary>
    public NpgsqlRange<DateTime> During { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the current version.</summary>
    public DateTimeOffset? SupersededAt { get; init; }
}
