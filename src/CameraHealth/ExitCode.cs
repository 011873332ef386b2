namespace CameraHealth;

/// <summary>What the program tells its caller; scripts rely on the numbers.</summary>
internal static class ExitCode
{
    /// <summary>Good.</summary>
    public const int Good = 0;

    /// <summary>It ran, and found something wrong.</summary>
    public const int Finding = 1;

    /// <summary>Called wrongly.</summary>
    public const int Usage = 2;

    /// <summary>It cannot run here: a server, a file or a right is missing.</summary>
    public const int CannotRun = 3;
}
