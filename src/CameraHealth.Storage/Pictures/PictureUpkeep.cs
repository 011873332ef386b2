using Npgsql;

namespace CameraHealth.Storage.Pictures;

/// <summary>Drops evidence past its days, and the oldest of it when all pictures together are too large; days of sharpness that no trend needs any more; and who looked, long ago.</summary>
public sealed class PictureUpkeep(NpgsqlDataSource database, PicturesOptions options)
{
    // Evidence, and views that were replaced: everything else is one a device.
    private const string Droppable = "(role in (2, 3) or (role = 5 and replaced_at is not null))";

    /// <returns>Pictures that were dropped.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            with expired as (
                delete from pictures where {Droppable} and coalesce(replaced_at, taken_at) < clock_timestamp() - @days * interval '1 day' returning id),
            sized as (
                select id, {Droppable} as droppable, sum(octet_length(content)) over (order by {Droppable}, taken_at desc, id) as total
                from pictures where id not in (select id from expired)),
            oversized as (
                delete from pictures where id in (select id from sized where droppable and total > @bytes) returning id)
            select (select count(*) from expired) + (select count(*) from oversized)
            """);
        command.Parameters.AddWithValue("days", options.RetentionDays);
        command.Parameters.AddWithValue("bytes", options.MaxBytes);
        return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Drops what is known of days longer ago than twice what a trend looks at, and of views past their days.</summary>
    /// <returns>Views that were dropped.</returns>
    public async Task<long> PruneViewsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            with old as (delete from picture_days where day < (clock_timestamp() at time zone 'UTC')::date - @days)
            select prune_picture_views(@views)
            """);
        command.Parameters.AddWithValue("days", 2 * SharpnessQuery.Days);
        command.Parameters.AddWithValue("views", options.ViewRetentionDays);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
