using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>A step in a device's life, as entered.</summary>
/// <param name="StartsOn">Local day of the site.</param>
/// <param name="StartsAt">Where that day began, UTC.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Reason">Why; null: not said.</param>
/// <param name="EnteredBy">Who.</param>
/// <param name="RecordedAt">When it was recorded, database time.</param>
public sealed record ServiceStep(DateOnly StartsOn, DateTimeOffset StartsAt, ServiceState State, string? Reason, string EnteredBy, DateTimeOffset RecordedAt);

/// <summary>Devices' service lives, as versions.</summary>
public sealed class ServiceLifeStore(NpgsqlDataSource database)
{
    /// <summary>From a local day on the device is in this state, until the next step. A step of the same day is superseded.</summary>
    /// <exception cref="UnknownCodeException">No such device.</exception>
    public async Task ChangeAsync(string code, DateOnly day, ServiceState state, string reason, string person, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        var device = await write.FindAsync("devices", code, cancellationToken);
        await using var zone = write.Command("select s.time_zone from devices d join sites s on s.id = d.site_id where d.id = @device", ("device", device));
        var start = LocalTime.StartOf(day, TimeZoneInfo.FindSystemTimeZoneById((string)(await zone.ExecuteScalarAsync(cancellationToken))!));
        await using var command = write.Command(
            """
            update service_periods set superseded_at = @at where device_id = @device and starts_at = @start and superseded_at is null;
            insert into service_periods (device_id, state, starts_on, starts_at, reason, entered_by, recorded_at) values (@device, @state, @day, @start, @reason, @person, @at)
            """,
            ("device", device), ("state", (short)state), ("day", day), ("start", start), ("reason", reason), ("person", person));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await DailySumsTable.MarkStaleAsync(write.Connection, device, DateTimeOffset.MinValue, write.RecordedAt, cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>The current steps of a device, in order of time; empty: in service since ever.</summary>
    public async Task<IReadOnlyList<ServiceStep>> ReadAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select starts_on, starts_at, state, reason, entered_by, p.recorded_at from service_periods p join devices d on d.id = p.device_id
            where d.code = @code and p.superseded_at is null order by starts_at
            """);
        command.Parameters.AddWithValue("code", code);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var steps = new List<ServiceStep>();
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(ReadStep(reader));
        }

        return steps;
    }

    private static ServiceStep ReadStep(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateOnly>(0),
        reader.GetInstant(1),
        (ServiceState)reader.GetInt16(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4),
        reader.GetInstant(5));
}
