using CameraHealth.Hosting;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary>Runs a command on the register; a code that it does not know is a wrong argument.</summary>
internal static class RegisterWrite
{
    /// <exception cref="UsageException">The register has no such code.</exception>
    public static async Task<int> RunAsync(string? data, Func<NpgsqlDataSource, Task> write, CancellationToken cancellationToken)
    {
        await using var home = await DatabaseHome.OpenMigratedAsync(data, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        try
        {
            await write(database);
            return ExitCode.Good;
        }
        catch (UnknownCodeException exception)
        {
            throw new UsageException(Text.Of("CodeUnknown", exception.Code));
        }
    }
}
