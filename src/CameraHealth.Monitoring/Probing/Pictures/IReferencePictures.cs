namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>The accepted views of cameras. The seam to Postgres.</summary>
public interface IReferencePictures
{
    /// <summary>The accepted views of a device; none when they cannot be read now: then nothing is compared with them.</summary>
    Task<AcceptedViews> FindAsync(long deviceId, CancellationToken cancellationToken);
}

/// <summary>The views of one device that a person accepted, as encoded pictures.</summary>
/// <param name="Day">By day; null: none.</param>
/// <param name="Night">By night; null: none.</param>
public sealed record AcceptedViews(ReadOnlyMemory<byte>? Day, ReadOnlyMemory<byte>? Night)
{
    /// <summary>None.</summary>
    public static AcceptedViews None { get; } = new(null, null);

    /// <summary>The one of day or night.</summary>
    public ReadOnlyMemory<byte>? Of(bool isNight) => isNight ? Night : Day;
}
