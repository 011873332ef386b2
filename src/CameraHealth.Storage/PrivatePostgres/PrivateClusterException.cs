namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>What kept the private cluster from running.</summary>
public enum PrivateClusterFailure
{
    /// <summary>No server programs on this machine.</summary>
    ServerNotInstalled,

    /// <summary>The cluster was made by another major version than the one installed.</summary>
    OtherVersion,

    /// <summary>The user that runs the program has no name, or the postgres user is missing.</summary>
    NoAccount,

    /// <summary>A folder cannot be used.</summary>
    Folder,

    /// <summary>initdb or the server failed; the message holds its last words.</summary>
    ServerFailed,
}

/// <summary>The private cluster cannot be started; the message says what to do.</summary>
public sealed class PrivateClusterException(PrivateClusterFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kept it.</summary>
    public PrivateClusterFailure Failure { get; } = failure;
}
