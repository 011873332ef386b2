using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>Names and locks in the data folder.</summary>
internal sealed class ClusterFolder(string dataFolder)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    private readonly string _private = Path.Combine(dataFolder, "cluster");

    /// <summary>Owned by the server's user.</summary>
    public string Server { get; } = Path.Combine(dataFolder, "postgres");

    public string PgData => Path.Combine(Server, "data");

    /// <summary>Names the server's process; stays behind when it is killed.</summary>
    public string PidFile => Path.Combine(PgData, "postmaster.pid");

    public string Log => Path.Combine(Server, "server.log");

    /// <summary>Major version that made the cluster; null: none made.</summary>
    public int? Major => File.Exists(Path.Combine(PgData, "PG_VERSION"))
        ? int.Parse(File.ReadAllText(Path.Combine(PgData, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture)
        : null;

    public void Create(bool isRoot)
    {
        Directory.CreateDirectory(dataFolder);
        if (isRoot)
        {
            // The postgres user passes through to its subfolder; what is ours beside it is closed by itself.
            File.SetUnixFileMode(dataFolder, File.GetUnixFileMode(dataFolder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        DataFolders.CreatePrivate(_private);
    }

    /// <summary>The socket's folder: short, because a socket path holds at most 107 bytes.</summary>
    public string SocketFolder(bool isRoot)
    {
        var name = "ch-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..12];
        var remembered = Path.Combine(_private, "socket");
        if (File.Exists(remembered) && File.ReadAllText(remembered).Trim() is var known && Path.GetFileName(known) == name)
        {
            return known;
        }

        // The first time, or the data folder was moved or copied: two servers must not meet in one socket folder.
        var runtime = isRoot ? "/run" : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var parent = runtime is { Length: > 0 and < 60 } && Directory.Exists(runtime) ? runtime : "/tmp";
        var folder = Path.Combine(parent, name);
        File.WriteAllText(remembered, folder);
        return folder;
    }

    /// <summary>Serialises starting and stopping.</summary>
    public async Task<FileStream> LockStartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryOpen("start.lock", FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                return held;
            }

            await Task.Delay(LockPoll, time, cancellationToken);
        }
    }

    /// <summary>Held by each user of the cluster for as long as it uses it (flock LOCK_SH).</summary>
    public FileStream HoldAsUser()
    {
        using (TryOpen("users.lock", FileAccess.ReadWrite, FileShare.ReadWrite))
        {
        }

        return TryOpen("users.lock", FileAccess.Read, FileShare.Read) ?? throw new IOException("users.lock is held exclusively");
    }

    /// <summary>Whether nobody holds the cluster any more (flock LOCK_EX). Ask with the start lock held.</summary>
    public bool IsUnused()
    {
        using var held = TryOpen("users.lock", FileAccess.ReadWrite, FileShare.None);
        return held is not null;
    }

    private FileStream? TryOpen(string name, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path.Combine(_private, name), access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, access, share);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
