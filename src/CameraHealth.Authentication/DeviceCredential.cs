namespace CameraHealth.Authentication;

/// <summary>An account on a device. The password shows in no text form of this type.</summary>
public sealed class DeviceCredential(string userName, string password)
{
    /// <summary>Account name; not a secret.</summary>
    public string UserName { get; } = userName;

    /// <summary>The secret. Read only where a digest is computed.</summary>
    public string Password { get; } = password;

    /// <summary>The account name and a mask.</summary>
    public override string ToString() => $"{UserName}:***";
}
