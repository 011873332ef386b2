namespace CameraHealth.Monitoring.Uptime;

/// <summary>Overlapping maintenance as one line without overlap: where one window was entered in time, the time is not late.</summary>
internal static class MaintenanceCover
{
    /// <summary>In microseconds.</summary>
    public static IReadOnlyList<MaintenanceStretch> Of(IReadOnlyCollection<MaintenancePeriod> periods) =>
        Of([.. periods.Select(period => new MaintenanceStretch(MicroTime.Of(period.From), MicroTime.Of(period.To), period.IsAfterTheFact))]);

    /// <summary>In whatever unit the periods are.</summary>
    public static IReadOnlyList<MaintenanceStretch> Of(MaintenanceStretch[] periods)
    {
        if (periods.Length == 0)
        {
            return [];
        }

        var edges = periods.SelectMany(period => new[] { (At: period.From, Step: 1, period.IsLate), (At: period.To, Step: -1, period.IsLate) })
            .OrderBy(edge => edge.At).ToList();
        var line = new List<MaintenanceStretch>();
        int planned = 0, late = 0;
        var since = edges[0].At;
        foreach (var (at, step, isLate) in edges)
        {
            if (at > since && planned + late > 0)
            {
                Append(line, new MaintenanceStretch(since, at, planned == 0));
            }

            since = at;
            planned += isLate ? 0 : step;
            late += isLate ? step : 0;
        }

        return line;
    }

    private static void Append(List<MaintenanceStretch> line, MaintenanceStretch next)
    {
        if (line.Count > 0 && line[^1].To == next.From && line[^1].IsLate == next.IsLate)
        {
            line[^1] = line[^1] with { To = next.To };
            return;
        }

        line.Add(next);
    }
}
