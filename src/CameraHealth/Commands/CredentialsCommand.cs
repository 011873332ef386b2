using System.CommandLine;
using CameraHealth.Authentication;
using CameraHealth.Hosting;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>credentials list|set|rotate</c>: logins that many devices share.</summary>
internal static class CredentialsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("credentials", Text.Of("Credentials")) { CreateList(), CreateSet(), CreateRotate() };

    private static Command CreateList()
    {
        var data = DataFolder.Option();
        var command = new Command("list", Text.Of("CredentialsList")) { data };
        command.SetAction((parsed, cancellationToken) => WithDatabaseAsync(parsed.GetValue(data), ListAsync, cancellationToken));
        return command;
    }

    private static Command CreateSet()
    {
        var (name, data, secrets) = (NameArgument(), DataFolder.Option(), new SecretOptions());
        var command = new Command("set", Text.Of("CredentialsSet")) { name, data };
        secrets.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (set, credential) = (NameOf(parsed.GetValue(name)!), secrets.Read(parsed, null));
            return WithDatabaseAsync(parsed.GetValue(data), (database, token) => SealAsync(database, set, credential, token), cancellationToken);
        });
        return command;
    }

    private static Command CreateRotate()
    {
        var (name, data, secrets) = (NameArgument(), DataFolder.Option(), new SecretOptions());
        var device = new Option<string?>("--device") { HelpName = "CODE", Description = Text.Of("CredentialsDevice") };
        var command = new Command("rotate", Text.Of("CredentialsRotate")) { name, device, data };
        secrets.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var set = NameOf(parsed.GetValue(name)!);
            return WithDatabaseAsync(parsed.GetValue(data), async (database, token) =>
            {
                var sets = new CredentialSets(database);
                var rotation = new CredentialRotation(database, set, secrets.Read(parsed, await sets.FindAccountAsync(set, token)));
                return await rotation.RunAsync(parsed.GetValue(device), token);
            }, cancellationToken);
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = Text.Of("CredentialsName") };

    // What stands in the place of a name may be a password: it is not repeated.
    private static string NameOf(string text) => RegisterCode.IsValid(text) ? text : throw new UsageException(Text.Of("CredentialsNameWrong"));

    private static async Task<int> WithDatabaseAsync(string? dataFolder, Func<NpgsqlDataSource, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var home = await DatabaseHome.OpenMigratedAsync(dataFolder, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        await home.RegisterKeyAsync(database, cancellationToken);
        try
        {
            return await work(database, cancellationToken);
        }
        catch (UnknownSetException exception)
        {
            throw new UsageException(Text.Of("CredentialsUnknown", exception.Name));
        }
        catch (NoWorkerKeyException exception)
        {
            throw new CannotRunException(Text.Of("CredentialsNoKey"), exception);
        }
    }

    private static async Task<int> ListAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var sets = await new CredentialSets(database).ListAsync(cancellationToken);
        foreach (var set in sets)
        {
            await Console.Out.WriteLineAsync(set is { Account: { } account, ChangedAt: { } changedAt }
                ? Text.Of("CredentialsRow", set.Name, account, set.Devices, set.InStep, changedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", Text.Culture), set.ChangedBy)
                : Text.Of("CredentialsRowEmpty", set.Name, set.Devices));
        }

        if (sets.Count == 0)
        {
            await Console.Out.WriteLineAsync(Text.Of("CredentialsNone"));
        }

        return ExitCode.Good;
    }

    private static async Task<int> SealAsync(NpgsqlDataSource database, string name, DeviceCredential credential, CancellationToken cancellationToken)
    {
        var sealedFor = await new CredentialSets(database).SealAsync(
            name, credential, new CredentialEntry(CredentialRotation.Operator, CredentialAction.Set, null), null, cancellationToken);
        await Console.Out.WriteLineAsync(sealedFor > 0 ? Text.Of("CredentialsSealed", name, sealedFor) : Text.Of("CredentialsSealedNone", name));
        return ExitCode.Good;
    }
}
