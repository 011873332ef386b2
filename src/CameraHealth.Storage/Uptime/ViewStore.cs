using Npgsql;

namespace CameraHealth.Storage.Uptime;

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
}
