using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>Cameras in poll groups of a hundred, put straight into the register.</summary>
internal static class IngestFleet
{
    private const int GroupSize = 100;

    public const string Worker = "benchmark";

    /// <summary>Makes a site with its cameras, never observed.</summary>
    public static async Task CreateAsync(NpgsqlDataSource owner, string site, int devices, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rungs = DeviceState.NeverObserved(0, Rungs.All, since).Rungs;
        await using var command = owner.CreateCommand($"""
            insert into sites (code, name) values ('{site}', 'Benchmark');
            insert into poll_groups (site_id, policy_id, ordinal, epoch, owner)
                select s.id, p.id, n, 1, '{Worker}' from sites s, poll_policies p, generate_series(1, {(devices + GroupSize - 1) / GroupSize}) n where s.code = '{site}';
            insert into devices (code, name, kind, access, site_id, poll_group_id, host, onvif_port)
                select '{site}-' || lpad(n::text, 5, '0'), 'Camera ' || n, {(int)DeviceKind.Camera}, {(int)AccessPath.Direct}, g.site_id, g.id, '192.0.2.1', 80
                from generate_series(0, {devices - 1}) n join poll_groups g on g.ordinal = n / {GroupSize} + 1
                    join sites s on s.id = g.site_id and s.code = '{site}' order by n;
            insert into device_states (device_id, status, reason, since, rungs)
                select id, 0, {(int)Reason.NotYetMeasured}, '{since:O}', $1::jsonb from devices where code like '{site}-%';
            """.Replace("$1", "'" + StoredJson.Write(rungs) + "'", StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Group by device, by device.</summary>
    public static async Task<IReadOnlyList<(int Device, int Group)>> ReadAsync(NpgsqlDataSource owner, string site, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand("select id, poll_group_id from devices where code like $1 || '-%' order by id");
        command.Parameters.AddWithValue(site);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var devices = new List<(int, int)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            devices.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        return devices;
    }
}
