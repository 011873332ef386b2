using System.Collections.Concurrent;
using System.Globalization;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>
/// The last picture of each device as it came, on the worker's own disk: whether a picture stands still can be told from its very pixels only, and so
/// many bytes are not for memory or the database. Readable by the worker alone; lost, nothing is compared once.
/// </summary>
/// <param name="folder">Where; made when needed.</param>
/// <param name="time">Clock.</param>
public sealed class PreviousPictures(string folder, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    // A picture is compared with one that the camera had time to differ from.
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _keptAt = new();

    /// <summary>The last picture; null: none, or it is some seconds old only.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(long deviceId, CancellationToken cancellationToken)
    {
        if (_keptAt.TryGetValue(deviceId, out var kept) && time.GetUtcNow() - kept < MinAge)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(PathOf(deviceId));
            return file.Exists && file.Length <= MaxBytes ? await File.ReadAllBytesAsync(file.FullName, cancellationToken) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a picture, or none when it is too large or the disk does not take it.</summary>
    public async Task KeepAsync(long deviceId, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var path = PathOf(deviceId);
            if (picture.Length > MaxBytes)
            {
                File.Delete(path);
                return;
            }

            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            await using (var file = new FileStream(path + ".new", options))
            {
                await file.WriteAsync(picture, cancellationToken);
            }

            File.Move(path + ".new", path, overwrite: true);
            _keptAt[deviceId] = time.GetUtcNow();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whether the next picture stands still is not measured then.
        }
    }

    private string PathOf(long deviceId) => Path.Combine(folder, deviceId.ToString(CultureInfo.InvariantCulture) + ".picture");
}
