using CameraHealth.Storage.Ledger;

namespace CameraHealth.Storage.Uptime;

/// <summary>Up to where nothing can change by itself any more, device by device.</summary>
internal static class SettledTimes
{
    // A worker brings its facts in order: before its last batch nothing is on its way but what a poll of two minutes at most still holds, and what
    // waits on its disk. That is told by its beats, so a batch counts only while it beats: what comes first after an outage may be days old.
    // What waits on any worker's disk may concern any device; a worker that has not beaten for 30 days is gone for good.
    // A verdict that is vouched for may yet run out where its next observation is due, and a suspected change is dated back to its first sign.
    // The owner is one run of a worker: its name, a slash and the run.
    private const string Select = """
        select st.device_id, least(
            greatest(f.last_at, least(coalesce(w.last_batch_at, w.first_beat_at), w.last_beat_at + interval '1 minute') - interval '2 minutes'),
            (select min(spool_oldest_at) from workers where spool_batches > 0 and last_beat_at > clock_timestamp() - interval '30 days'),
            case when f.vouched_until >= clock_timestamp() then f.next_due_at end,
            (select min((rung #>> '{Pending,FirstAt}')::timestamptz) from jsonb_array_elements(st.rungs) rung))
        from device_states st join device_freshness f on f.device_id = st.device_id join devices d on d.id = st.device_id join poll_groups g on g.id = d.poll_group_id
            left join workers w on w.name = split_part(g.owner, '/', 1)
        """;

    /// <summary>By device; a device that nobody ever watched is settled at the as-of.</summary>
    public static async Task<Dictionary<int, DateTimeOffset>> ReadAsync(LedgerReading reading, CancellationToken cancellationToken)
    {
        await using var command = reading.Command(Select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var settled = new Dictionary<int, DateTimeOffset>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.GetNullable<DateTimeOffset>(1) ?? reading.AsOf;
            settled.Add(reader.GetInt32(0), at < reading.AsOf ? at : reading.AsOf);
        }

        return settled;
    }
}
