namespace CameraHealth.Storage.Backup;

/// <summary>Why a backup or a restore ended.</summary>
public enum BackupFailure
{
    /// <summary>pg_dump or pg_restore is not installed, or not in the version of the server.</summary>
    Programs,

    /// <summary>The file is there already, or not there, or no backup of this product.</summary>
    File,

    /// <summary>The backup was made by a newer program, or a newer PostgreSQL.</summary>
    TooNew,

    /// <summary>The database to restore into holds something.</summary>
    NotEmpty,

    /// <summary>The program ended with an error, which the message quotes.</summary>
    Failed,
}

/// <summary>A backup or restore that cannot be; nothing was changed.</summary>
/// <param name="failure">The kind.</param>
/// <param name="message">What was found, in English, without secrets.</param>
public sealed class BackupException(BackupFailure failure, string message) : Exception(message)
{
    /// <summary>The kind.</summary>
    public BackupFailure Failure { get; } = failure;
}
