using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Kpis;

/// <summary>The order of a KPI table, by the name that addresses use; a leading minus turns it round. What was not measured stands last.</summary>
internal sealed record KpiOrder(string Column, bool IsDescending)
{
    public static readonly KpiOrder Default = new("group", false);

    public static readonly IReadOnlyList<(string Name, string Title)> Columns =
    [
        ("group", "Kpi.GroupBy"), ("devices", "Kpi.Devices"), ("ratio", "Kpi.Ratio"), ("band", "Kpi.Band"), ("coverage", "Kpi.Coverage"),
        ("online", "Kpi.Online"), ("good", "Kpi.Good"), ("repair", "Kpi.Repair"), ("in_time", "Kpi.InTime"), ("chronic", "Kpi.Chronic"),
    ];

    public static KpiOrder Of(string? text)
    {
        var column = text?.TrimStart('-') ?? Default.Column;
        return Columns.Any(known => known.Name == column) ? new KpiOrder(column, text is not null && text.StartsWith('-')) : Default;
    }

    public IEnumerable<KpiRow> Apply(IReadOnlyList<KpiRow> rows)
    {
        if (Column == "group")
        {
            return IsDescending ? rows.Reverse() : rows;
        }

        var measured = rows.OrderBy(row => Value(row) is null);
        return IsDescending ? measured.ThenByDescending(Value) : measured.ThenBy(Value);
    }

    /// <summary>For <c>aria-sort</c>.</summary>
    public string Direction(string column) => column != Column ? "none" : IsDescending ? "descending" : "ascending";

    /// <summary>What a press on the column's title leads to.</summary>
    public string Next(string column) => column == Column && !IsDescending ? "-" + column : column;

    private double? Value(KpiRow row) => Column switch
    {
        "devices" => row.Devices,
        "ratio" => row.Measured.IsCovered ? row.Measured.Ratio : null,
        "band" => row.Measured.RatioLow,
        "coverage" => row.Measured.Coverage,
        "online" => row.Online.OnlineRatio,
        "good" => row.Online.GoodRatio,
        "repair" => row.Repairs.RepairTime.Median?.TotalSeconds,
        "in_time" => row.Repairs.InTimeRatio,
        _ => row.ChronicShare,
    };
}
