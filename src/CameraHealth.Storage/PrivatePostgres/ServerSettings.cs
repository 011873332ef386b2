namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>The files that make the cluster ours: socket only, peer authentication, sizes that follow the machine's memory.</summary>
internal static class ServerSettings
{
    private const string FileName = "camerahealth.conf";
    private const long LeastBuffersMiB = 128;
    private const long MostBuffersMiB = 2048;

    // An eighth of what there is: the worker, the pages and the system's own cache need the rest.
    private static long BuffersMiB => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (8 << 20), LeastBuffersMiB, MostBuffersMiB);

    public static void Write(string pgData, string socketFolder, IEnumerable<string> peers)
    {
        // fsync and synchronous_commit stay as they are: on. What was told to be stored is stored.
        File.WriteAllText(Path.Combine(pgData, FileName), $"""
            listen_addresses = ''
            unix_socket_directories = '{socketFolder}'
            unix_socket_permissions = 0700
            max_connections = 60
            shared_buffers = {BuffersMiB}MB
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            wal_compression = on
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            log_line_prefix = '%m [%p] %q%u@%d '

            """);
        var main = Path.Combine(pgData, "postgresql.conf");
        var include = $"include = '{FileName}'";
        if (!File.ReadAllText(main).Contains(include, StringComparison.Ordinal))
        {
            File.AppendAllText(main, $"\n{include}\n");
        }

        File.WriteAllText(Path.Combine(pgData, "pg_hba.conf"), "local all all peer map=ch\n");
        var lines = from peer in peers from role in DatabaseRoles.WithSuperuser select $"ch \"{peer}\" {role}\n";
        File.WriteAllText(Path.Combine(pgData, "pg_ident.conf"), string.Concat(lines));
    }
}
