using System.Globalization;

namespace CameraHealth.Worker.Spooling;

/// <summary>The spool's folder and its files: <c>N.spool</c> with records as they came, <c>N.kept</c> with what was kept of the files up to N.</summary>
/// <param name="folder">Made (0700) if it is not there.</param>
internal class SpoolFiles(string folder)
{
    private const string RawEnding = ".spool";
    private const string KeptEnding = ".kept";
    private const string DraftEnding = ".draft";
    private const UnixFileMode ForUsOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder, and takes it for this process until disposed.</summary>
    /// <exception cref="IOException">It cannot be used, or another process uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public FileStream Hold()
    {
        Directory.CreateDirectory(folder, ForUsOnly | UnixFileMode.UserExecute);
        File.SetUnixFileMode(folder, ForUsOnly | UnixFileMode.UserExecute);
        return Open(Path.Combine(folder, "lock"), FileMode.OpenOrCreate);
    }

    /// <summary>Files with records as they came, in order.</summary>
    public IReadOnlyList<(string Path, long Number)> Raw() => List(RawEnding);

    /// <summary>Files with what was kept; at most one unless a crash left an older one.</summary>
    public IReadOnlyList<(string Path, long Number)> Kept() => List(KeptEnding);

    public string RawPath(long number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D12}{RawEnding}"));

    public string KeptPath(long number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D12}{KeptEnding}"));

    /// <summary>Makes a file of ours.</summary>
    public virtual FileStream Create(string path) => Open(path, FileMode.Create);

    /// <summary>Writes a file whole or not at all.</summary>
    public void Replace(string path, Action<Stream> write)
    {
        var draft = path + DraftEnding;
        using (var file = Create(draft))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Removes drafts that a crash left.</summary>
    public void RemoveDrafts()
    {
        foreach (var draft in Directory.GetFiles(folder, "*" + DraftEnding))
        {
            File.Delete(draft);
        }
    }

    public static FileStream OpenToRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static FileStream Open(string path, FileMode mode) => new(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = mode == FileMode.OpenOrCreate ? FileShare.None : FileShare.Read | FileShare.Delete,
        UnixCreateMode = ForUsOnly,
        BufferSize = 0,
    });

    private List<(string Path, long Number)> List(string ending) => [.. Directory.GetFiles(folder, "*" + ending)
        .Select(path => (Path: path, IsOurs: long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number), Number: number))
        .Where(file => file.IsOurs)
        .Select(file => (file.Path, file.Number))
        .OrderBy(file => file.Number)];
}
