namespace CameraHealth.Web.Kpis;

/// <summary>Windows that the page offers.</summary>
internal enum KpiSpan
{
    /// <summary>The last 24 hours.</summary>
    Day,

    /// <summary>The last 7 days.</summary>
    Week,

    /// <summary>The last 30 days.</summary>
    Month,

    /// <summary>This calendar month.</summary>
    CalendarMonth,

    /// <summary>Calendar days, both inclusive.</summary>
    Dates,
}
