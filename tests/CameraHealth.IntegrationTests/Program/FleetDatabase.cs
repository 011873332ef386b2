using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>Looks into the private cluster of a data folder beside its users, without being one: it holds nothing up.</summary>
internal sealed class FleetDatabase(string dataFolder)
{
    private string PidFile => Path.Combine(dataFolder, "postgres", "data", "postmaster.pid");

    /// <summary>Process id of the server; null: it does not run.</summary>
    public string? ServerId => File.Exists(PidFile) ? File.ReadLines(PidFile).First() : null;

    /// <summary>One column of a query, as the owner.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = (await File.ReadAllTextAsync(Path.Combine(dataFolder, "cluster", "socket"))).Trim(),
            Username = DatabaseRoles.Owner,
            Database = PrivateCluster.DatabaseName,
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(connection.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        }

        return rows;
    }

    /// <summary>Has every device polled often, so that nobody waits for what is due: health each 10 s, streams each minute.</summary>
    public async Task HastenAsync() => await ListAsync<long>("""
        with hastened as (update poll_policies set health_interval = '10 s', health_deadline = '5 s', stream_interval = '60 s', stream_receive = '2 s', repeat_after = '5 s')
        update fleet_version set version = version + 1 returning version
        """);

    /// <summary>Everything that is never taken back: register, batches, observations, ledger. One line each.</summary>
    public Task<IReadOnlyList<string>> CommittedAsync() => ListAsync<string>("""
        select 'device ' || id || code from devices
        union all select 'batch ' || id || observations from batches
        union all select 'observation ' || device_id || ' ' || at from observations
        union all select 'transition ' || t::text from transitions t
        union all select 'interval ' || id || ' ' || device_id || ' ' || rung || ' ' || lower(during) || ' ' || status from state_intervals
        """);
}
