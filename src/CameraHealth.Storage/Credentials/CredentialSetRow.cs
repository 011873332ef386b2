namespace CameraHealth.Storage.Credentials;

/// <summary>A credential set as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">Null: no password was given yet.</param>
/// <param name="Devices">Devices that share it.</param>
/// <param name="InStep">Of these, the ones that have its present password.</param>
/// <param name="ChangedAt">When the password was given last; null: never.</param>
/// <param name="ChangedBy">By whom: user of the operating system; null: nobody.</param>
public sealed record CredentialSetRow(string Name, string? Account, int Devices, int InStep, DateTimeOffset? ChangedAt, string? ChangedBy);

/// <summary>Who changes a credential set, and how.</summary>
/// <param name="EnteredBy">User of the operating system.</param>
/// <param name="Action">One of <see cref="CredentialAction"/>.</param>
/// <param name="TriedDevice">Code of the device that was tried first; null: none was.</param>
public sealed record CredentialEntry(string EnteredBy, string Action, string? TriedDevice);

/// <summary>What is done with a credential set.</summary>
public static class CredentialAction
{
    /// <summary>A password was given, and tried nowhere.</summary>
    public const string Set = "set";

    /// <summary>A password was given after a device had accepted it.</summary>
    public const string Rotate = "rotate";

    /// <summary>A password was tried, and the device refused it.</summary>
    public const string Refused = "refused";
}

/// <summary>There is no credential set of this name.</summary>
public sealed class UnknownSetException(string name) : Exception($"There is no credential set '{name}'.")
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>No worker has made its key known, so nothing can be sealed.</summary>
public sealed class NoWorkerKeyException() : Exception("No worker has made its key known.");
