using CameraHealth.Storage.Uptime;

namespace CameraHealth.Storage.Queries;

/// <summary>What the rows of an answer stand for.</summary>
public enum KpiGrouping
{
    /// <summary>The total only.</summary>
    Fleet,

    /// <summary>Each device.</summary>
    Device,

    /// <summary>Each view, over the devices that served it.</summary>
    View,

    /// <summary>Each site.</summary>
    Site,

    /// <summary>Each area.</summary>
    Area,

    /// <summary>Each field of use.</summary>
    Field,

    /// <summary>Each operating unit.</summary>
    Unit,

    /// <summary>Each contractor.</summary>
    Contractor,

    /// <summary>Each maker.</summary>
    Maker,

    /// <summary>Each model.</summary>
    Model,
}

/// <summary>A question for figures.</summary>
/// <param name="From">Window begin, UTC, inclusive.</param>
/// <param name="To">Window end, UTC, exclusive; what lies after the as-of is cut off.</param>
/// <param name="GroupBy">What the rows stand for.</param>
public sealed record KpiRequest(DateTimeOffset From, DateTimeOffset To, KpiGrouping GroupBy = KpiGrouping.Fleet)
{
    /// <summary>Recorded time up to which everything is read; null: now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Within what time an outage is to be repaired (K15).</summary>
    public TimeSpan RepairTarget { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Where the figures are made from; both give the same.</summary>
    public FigureSource Source { get; init; } = FigureSource.SumsWherePossible;
}
