using System.CommandLine;

namespace CameraHealth.Commands;

/// <summary>A passphrase, from a variable or a file and never as an argument (other users of the machine see those).</summary>
internal sealed class PassphraseOptions
{
    private readonly Option<string?> _env = new("--passphrase-env") { HelpName = "NAME", Description = Text.Of("OptionPassphraseEnv") };
    private readonly Option<FileInfo?> _file = new("--passphrase-file") { HelpName = "F", Description = Text.Of("OptionPassphraseFile") };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_env);
        command.Options.Add(_file);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">None was given, two were, or the source is not there.</exception>
    public string Read(ParseResult parsed) => SecretSource.Read(parsed.GetValue(_env), parsed.GetValue(_file)) ?? throw new UsageException(Text.Of("PassphraseMissing"));
}
