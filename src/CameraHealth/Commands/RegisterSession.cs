using CameraHealth.Hosting;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary>Runs a command on the register; a code that it does not know is a wrong argument.</summary>
internal static class RegisterSession
{
    /// <exception cref="UsageException">The register has no such code.</exception>
    public static Task<int> RunAsync(string? data, Func<NpgsqlDataSource, Task> work, CancellationToken cancellationToken) => RunAsync(
        data,
        async database =>
        {
            await work(database);
            return ExitCode.Good;
        },
        cancellationToken);

    /// <summary>The same; the work says what to exit with.</summary>
    /// <exception cref="UsageException">The register has no such code.</exception>
    public static async Task<int> RunAsync(string? data, Func<NpgsqlDataSource, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var home = await DatabaseHome.OpenMigratedAsync(data, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        try
        {
            return await work(database);
        }
        catch (UnknownCodeException exception)
        {
            throw new UsageException(Text.Of("CodeUnknown", exception.Code));
        }
    }
}
