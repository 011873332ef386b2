namespace CameraHealth.Commands;

/// <summary>Where a secret comes from: a variable or a file.</summary>
internal static class SecretSource
{
    /// <summary>Reads it; null: neither was named.</summary>
    /// <exception cref="UsageException">Both were named, or the one named is not there.</exception>
    public static string? Read(string? variable, FileInfo? file)
    {
        if (variable is not null && file is not null)
        {
            throw new UsageException(Text.Of("PasswordTwice"));
        }

        return variable is not null ? Environment.GetEnvironmentVariable(variable) ?? throw new UsageException(Text.Of("PasswordEnvMissing", variable))
            : file is null ? null
            : file.Exists ? File.ReadAllText(file.FullName).TrimEnd('\r', '\n')
            : throw new UsageException(Text.Of("FileMissing", file.FullName));
    }
}
