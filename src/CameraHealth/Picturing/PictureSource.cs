using CameraHealth.Imaging;

namespace CameraHealth.Picturing;

/// <summary>Where a picture comes from: a file, or an address of a device. Exactly one is set.</summary>
/// <param name="Path">The file.</param>
/// <param name="Address">http:// or https://, without user or password.</param>
internal sealed record PictureSource(string? Path, Uri? Address)
{
    private static readonly string[] PasswordNames = ["password", "passwd", "pass", "pwd", "pw"];

    /// <summary>How it is called in messages.</summary>
    public string Name => Path ?? Address!.ToString();

    /// <summary>Reads a file name or an address.</summary>
    /// <exception cref="UsageException">No such file, another scheme, or a password in it.</exception>
    public static PictureSource Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return OfFile(text)!;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            throw new UsageException(Text.Of("PictureSourceUnreadable"));
        }

        return address.UserInfo.Length == 0 && !HoldsPassword(address.Query) ? new PictureSource(null, address) : throw new UsageException(Text.Of("PictureUrlPassword"));
    }

    /// <summary>A file; null for none.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static PictureSource? OfFile(string? path) => path is null ? null
        : File.Exists(path) ? new PictureSource(path, null) : throw new UsageException(Text.Of("FileMissing", path));

    /// <summary>The encoded bytes, never more than a picture may have.</summary>
    /// <exception cref="PictureException">There are more.</exception>
    /// <exception cref="CannotRunException">The device gave no picture.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<byte[]> ReadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        if (Address is { } address)
        {
            using var download = new PictureDownload(time);
            return await download.ReadAsync(address, cancellationToken);
        }

        await using var stream = new FileStream(Path!, FileMode.Open, FileAccess.Read, FileShare.Read);
        return await BoundedRead.AllAsync(stream, cancellationToken);
    }

    private static bool HoldsPassword(string query) => query.TrimStart('?').Split('&')
        .Select(pair => Uri.UnescapeDataString(pair.Split('=')[0])).Any(name => PasswordNames.Contains(name, StringComparer.OrdinalIgnoreCase));
}
