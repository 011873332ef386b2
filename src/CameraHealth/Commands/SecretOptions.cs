using System.CommandLine;
using CameraHealth.Authentication;

namespace CameraHealth.Commands;

/// <summary>The account of a command: the user as an option, the password never as an argument (other users of the machine see those).</summary>
internal sealed class SecretOptions
{
    private readonly Option<string?> _user = new("--user") { HelpName = "U", Description = Text.Of("OptionUser") };
    private readonly Option<string?> _passwordEnv = new("--password-env") { HelpName = "NAME", Description = Text.Of("OptionPasswordEnv") };
    private readonly Option<FileInfo?> _passwordFile = new("--password-file") { HelpName = "F", Description = Text.Of("OptionPasswordFile") };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_user);
        command.Options.Add(_passwordEnv);
        command.Options.Add(_passwordFile);
    }

    /// <summary>Reads the account; null: none was given.</summary>
    /// <exception cref="UsageException">Only half of one was given, or its source is not there.</exception>
    public DeviceCredential? Read(ParseResult parsed)
    {
        return (parsed.GetValue(_user), ReadPassword(parsed)) switch
        {
            (null, null) => null,
            ({ } name, { } secret) => new DeviceCredential(name, secret),
            _ => throw new UsageException(Text.Of("AccountIncomplete")),
        };
    }

    /// <summary>Reads an account whose name may be known already.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="knownUser">Used when none is given; null: one has to be.</param>
    /// <exception cref="UsageException">No password was given, or no user.</exception>
    public DeviceCredential Read(ParseResult parsed, string? knownUser)
    {
        if ((parsed.GetValue(_user) ?? knownUser, ReadPassword(parsed)) is not ({ Length: > 0 } name, { Length: > 0 } secret))
        {
            throw new UsageException(Text.Of("AccountIncomplete"));
        }

        return name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl) || secret.Any(char.IsControl)
            ? throw new UsageException(Text.Of("AccountUnusable")) : new DeviceCredential(name, secret);
    }

    private string? ReadPassword(ParseResult parsed) => SecretSource.Read(parsed.GetValue(_passwordEnv), parsed.GetValue(_passwordFile));
}
