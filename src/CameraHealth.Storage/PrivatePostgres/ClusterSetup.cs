using Npgsql;

namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>The one use of the superuser: roles, the database, its extension.</summary>
internal static class ClusterSetup
{
    public static async Task EnsureAsync(PrivateCluster cluster, CancellationToken cancellationToken)
    {
        await using var server = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, "postgres"));
        foreach (var role in DatabaseRoles.All)
        {
            await ExecuteAsync(server, $"do $$ begin if not exists (select from pg_roles where rolname = '{role}') then create role {role} login; end if; end $$", cancellationToken);
        }

        await using (var exists = server.CreateCommand($"select exists (select from pg_database where datname = '{PrivateCluster.DatabaseName}')"))
        {
            if (await exists.ExecuteScalarAsync(cancellationToken) is true)
            {
                return;
            }
        }

        await CreateDatabaseAsync(cluster, PrivateCluster.DatabaseName, cancellationToken);
    }

    public static async Task CreateDatabaseAsync(PrivateCluster cluster, string name, CancellationToken cancellationToken)
    {
        await using var server = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, "postgres"));
        await ExecuteAsync(server, $"create database {name} owner {DatabaseRoles.Owner}", cancellationToken);
        await ExecuteAsync(server, $"revoke all on database {name} from public", cancellationToken);
        await ExecuteAsync(server, $"grant connect on database {name} to {DatabaseRoles.App}, {DatabaseRoles.ReadOnly}", cancellationToken);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, name));
        await ExecuteAsync(database, "create extension if not exists btree_gist", cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
