using CameraHealth.Authentication;
using CameraHealth.Hosting;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Probing;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Logins;
using CameraHealth.Worker;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary>Gives a credential set a new password: one device is tried, and only what it accepted is sealed for the others.</summary>
internal sealed class CredentialRotation(NpgsqlDataSource database, string name, DeviceCredential credential)
{
    // Devices that could not be asked say nothing about the password; so many are gone through until one can.
    private const int MostTried = 5;

    private readonly CredentialSets _sets = new(database);

    /// <summary>Who runs the command: user of the operating system, also when root acts for him.</summary>
    public static string Operator => Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } user ? user : Environment.UserName;

    /// <summary>Runs it.</summary>
    /// <param name="code">Device to try; null: the one whose account was refused least.</param>
    /// <param name="cancellationToken">Ends it; nothing was changed then.</param>
    /// <returns>0: changed; 1: the device refused, 3: none could be asked, nothing was changed.</returns>
    public async Task<int> RunAsync(string? code, CancellationToken cancellationToken)
    {
        var members = await _sets.ReadTriedAsync(name, credential.UserName, cancellationToken);
        var tried = code is null ? members.Take(MostTried).ToList() : [.. members.Where(device => device.Code == code)];
        if (tried.Count == 0)
        {
            throw new UsageException(code is null ? Text.Of("CredentialsSealedNone", name) : Text.Of("CredentialsNotMember", name));
        }

        var trial = new LoginTrial(new LoginBudget(database, TimeProvider.System), ReadNetworks());
        foreach (var device in tried)
        {
            await Console.Error.WriteLineAsync(Text.Of("CredentialsTrying", device.Code));
            await _sets.ReleaseForTrialAsync(device.Host, credential.UserName, cancellationToken);
            var (outcome, detail) = await trial.RunAsync(device, credential, cancellationToken);
            switch (outcome)
            {
                case TrialOutcome.Accepted:
                    await Console.Error.WriteLineAsync(Text.Of("CredentialsAccepted", device.Code));
                    return await SealAsync(device, members.Count, cancellationToken);
                case TrialOutcome.Refused:
                    await _sets.NoteRefusalAsync(name, credential.UserName, new CredentialEntry(Operator, CredentialAction.Refused, device.Code), cancellationToken);
                    await Console.Error.WriteLineAsync(Text.Of("CredentialsRefused", device.Code, detail));
                    return ExitCode.Finding;
                default:
                    await Console.Error.WriteLineAsync(Text.Of(
                        outcome switch
                        {
                            TrialOutcome.Held => "CredentialsTrialHeld",
                            TrialOutcome.NotAsked => "CredentialsTrialNotAsked",
                            _ => "CredentialsTrialNotReached",
                        },
                        device.Code, detail));
                    break;
            }
        }

        await Console.Error.WriteLineAsync(Text.Of("CredentialsUntried", name));
        return ExitCode.CannotRun;
    }

    private static CameraNetworks ReadNetworks()
    {
        var reader = new OptionsReader(DatabaseHome.ReadConfiguration());
        var options = reader.Read<CameraNetworksOptions>("CameraNetworks");
        List<FormattableString> errors = [.. reader.Errors, .. options.Validate()];
        return errors.Count == 0 ? new CameraNetworks(options) : throw new UsageException(string.Join(Environment.NewLine, errors.Select(Text.Of)));
    }

    private async Task<int> SealAsync(Device tried, int devices, CancellationToken cancellationToken)
    {
        var sealedFor = await CommandProgress.RunAsync(Text.Of("CredentialsSealing"), devices, progress => _sets.SealAsync(
            name, credential, new CredentialEntry(Operator, CredentialAction.Rotate, tried.Code), progress, cancellationToken));
        await Console.Out.WriteLineAsync(Text.Of("CredentialsSealed", name, sealedFor));
        return ExitCode.Good;
    }
}
