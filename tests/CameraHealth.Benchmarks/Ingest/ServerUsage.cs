using System.Globalization;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>CPU time of a PostgreSQL server: its processes, and the ended ones that it waited for.</summary>
internal sealed class ServerUsage(int postmaster)
{
    private const double TicksPerSecond = 100;

    public static async Task<ServerUsage> OfAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select pg_backend_pid()");
        var backend = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new ServerUsage((int)Fields(backend)![1]);
    }

    public TimeSpan Read()
    {
        var own = Fields(postmaster)!;
        var ticks = own[11] + own[12] + own[13] + own[14];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process) && Fields(process) is { } fields && (int)fields[1] == postmaster)
            {
                ticks += fields[11] + fields[12];
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    // Fields of stat from the third (state, as 0) on: 1 parent, 11 and 12 own time, 13 and 14 of the children. Null: it has ended.
    private static double[]? Fields(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return [.. stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Select(field => double.TryParse(field, CultureInfo.InvariantCulture, out var value) ? value : 0)];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
