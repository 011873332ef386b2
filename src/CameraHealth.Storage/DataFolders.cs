namespace CameraHealth.Storage;

/// <summary>Where the program keeps what must outlive it.</summary>
public static class DataFolders
{
    /// <summary><c>/var/lib/camerahealth</c> for root, else <c>$XDG_STATE_HOME/camerahealth</c> (XDG Base Directory Specification),
    /// else <c>~/.local/state/camerahealth</c>.</summary>
    public static string Default()
    {
        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/camerahealth";
        }

        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return string.IsNullOrEmpty(state) || !Path.IsPathRooted(state)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "camerahealth")
            : Path.Combine(state, "camerahealth");
    }

    /// <summary>Makes a folder that nobody but this user enters.</summary>
    internal static void CreatePrivate(string folder)
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, Mode);
        File.SetUnixFileMode(folder, Mode);
    }

    /// <summary>Makes a file that only its owner reads.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static FileStream CreatePrivateFile(string path) => new(
        path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
}
