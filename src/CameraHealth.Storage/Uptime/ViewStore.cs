using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>A device's time on a view.</summary>
/// <param name="View">Code of the view.</param>
/// <param name="Name">Name of the view.</param>
/// <param name="Site">Code of its site.</param>
/// <param name="Device">Code of the device; null: none was ever entered.</param>
/// <param name="From">From when on it serves, UTC; null: none was ever entered.</param>
/// <param name="To">Until when; null: it still does.</param>
/// <param name="EnteredBy">Who said so; null: nobody yet.</param>
public sealed record ServedView(string View, string Name, string Site, string? Device, DateTimeOffset? From, DateTimeOffset? To, string? EnteredBy);

/// <summary>Views: what a position watches, over the devices that served it.</summary>
public sealed class ViewStore(NpgsqlDataSource database)
{
    /// <summary>Makes a view or renames it.</summary>
    /// <exception cref="UnknownCodeException">No such site.</exception>
    public async Task PutAsync(string code, string name, string site, CancellationToken cancellationToken)
    {
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        await using var command = write.Command(
            "insert into views (code, name, site_id) values (@code, @name, @site) on conflict (code) do update set name = excluded.name",
            ("code", code), ("name", name), ("site", await write.FindAsync("sites", site, cancellationToken)));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>From here on this device serves the view. The one that served it so far ends; what was entered for later is superseded.</summary>
    /// <param name="view">Code of the view.</param>
    /// <param name="device">Code of the device.</param>
    /// <param name="from">UTC.</param>
    /// <param name="person">Who enters it.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <exception cref="UnknownCodeException">No such view or device.</exception>
    public async Task ServeAsync(string view, string device, DateTimeOffset from, string person, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        var (viewId, deviceId) = (await write.FindAsync("views", view, cancellationToken), await write.FindAsync("devices", device, cancellationToken));
        await using var command = write.Command(
            """
            with ended as (
                update device_views set superseded_at = @at where view_id = @view and superseded_at is null and during && tstzrange(@from, null)
                returning device_id, lower(during) as begin)
            insert into device_views (view_id, device_id, during, entered_by, recorded_at) select @view, device_id, tstzrange(begin, @from), @person, @at from ended where begin < @from;
            insert into device_views (view_id, device_id, during, entered_by, recorded_at) values (@view, @device, tstzrange(@from, null), @person, @at)
            """,
            ("view", viewId), ("device", deviceId), ("from", from.ToUniversalTime()), ("person", person));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>All views in order of their codes, each with the devices that served it in order of time.</summary>
    public async Task<IReadOnlyList<ServedView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select v.code, v.name, s.code, d.code, lower(dv.during), upper(dv.during), dv.entered_by
            from views v join sites s on s.id = v.site_id
                left join device_views dv on dv.view_id = v.id and dv.superseded_at is null left join devices d on d.id = dv.device_id
            order by v.code, lower(dv.during)
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ServedView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    private static ServedView Read(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetNullable<DateTimeOffset>(4),
        reader.GetNullable<DateTimeOffset>(5),
        reader.IsDBNull(6) ? null : reader.GetString(6));
}
