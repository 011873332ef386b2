using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>A version of a maintenance window and whom it concerns.</summary>
internal sealed record MaintenanceRow(long Id, int? DeviceId, int? SiteId, string? GroupName, MaintenanceWindow Window)
{
    public const string Columns = "m.id, m.device_id, m.site_id, m.group_name, lower(m.during), upper(m.during), m.local_day, m.local_start, m.duration, m.time_zone, m.entered_at";

    public static MaintenanceRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetNullable<int>(1),
        reader.GetNullable<int>(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        new MaintenanceWindow(
            new Period(reader.GetNullable<DateTimeOffset>(4) ?? DateTimeOffset.MinValue, reader.GetNullable<DateTimeOffset>(5)),
            reader.IsDBNull(6)
                ? null
                : new WeeklySchedule((DayOfWeek)reader.GetInt16(6), reader.GetFieldValue<TimeOnly>(7), reader.GetFieldValue<TimeSpan>(8), reader.GetString(9)),
            reader.GetInstant(10)));

    /// <summary>Whether it concerns a device that has these facts.</summary>
    public bool Concerns(DeviceFacts? facts) =>
        SiteId is { } site ? facts?.SiteId == site
        : GroupName is null || string.Equals(facts?.GroupName, GroupName, StringComparison.Ordinal);
}
