using System.Diagnostics.CodeAnalysis;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Api;

/// <summary>One page of the fleet.</summary>
/// <param name="ReadAt">Database time of the reading.</param>
/// <param name="Total">Devices that match, on all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 1,000.</param>
/// <param name="Items">The devices.</param>
internal sealed record DevicePage(DateTimeOffset ReadAt, int Total, int Page, int PageSize, IReadOnlyList<DeviceSummary> Items);

/// <summary>A device in a list. Null: not measured or not given. Holds no address.</summary>
internal record DeviceSummary
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required DeviceKind Kind { get; init; }

    public required AccessPath Access { get; init; }

    public required string? Recorder { get; init; }

    public required int? Channel { get; init; }

    public required string Site { get; init; }

    public required string SiteName { get; init; }

    public required string? Group { get; init; }

    public required double? Latitude { get; init; }

    public required double? Longitude { get; init; }

    public required Status Status { get; init; }

    public required Reason Reason { get; init; }

    public required Rung? BrokenRung { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset? LastObservationAt { get; init; }

    public static DeviceSummary From(DeviceRow row) => new()
    {
        Code = row.Code,
        Name = row.Name,
        Kind = row.Kind,
        Access = row.Access,
        Recorder = row.RecorderCode,
        Channel = row.Channel,
        Site = row.SiteCode,
        SiteName = row.SiteName,
        Group = row.GroupName,
        Latitude = row.Latitude,
        Longitude = row.Longitude,
        Status = row.Status,
        Reason = row.Reason,
        BrokenRung = row.BrokenRung,
        Since = row.Since,
        LastObservationAt = row.LastObservationAt,
    };
}

/// <summary>A device with everything that is known about it.</summary>
internal sealed record DeviceAnswer : DeviceSummary
{
    [SetsRequiredMembers]
    public DeviceAnswer(DeviceRow row)
        : base(From(row))
    {
        Rungs = [.. row.Rungs.Select(rung => new RungAnswer(rung.Rung, rung.Status, rung.Reason, rung.Since, rung.LastAt))];
        Readings = ReadingsAnswer.From(row.Readings);
        FailureAt = row.Readings.FailureAt;
        FailureTrace = [.. row.Readings.FailureTrace.Select(TraceMask.Apply)];
    }

    public IReadOnlyList<RungAnswer> Rungs { get; }

    public ReadingsAnswer Readings { get; }

    public DateTimeOffset? FailureAt { get; }

    public IReadOnlyList<string> FailureTrace { get; }
}

/// <summary>One rung, lowest first.</summary>
internal sealed record RungAnswer(Rung Rung, RungStatus Status, Reason Reason, DateTimeOffset Since, DateTimeOffset? LastAt);
