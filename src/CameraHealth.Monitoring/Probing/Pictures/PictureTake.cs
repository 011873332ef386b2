using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>What one source gave: the bytes of a picture, or why there are none.</summary>
/// <param name="Bytes">As they came; null: none.</param>
/// <param name="Reason"><see cref="Reason.None"/> with bytes.</param>
/// <param name="Detail">For the technician; null: nothing to add.</param>
public sealed record PictureTake(ReadOnlyMemory<byte>? Bytes, Reason Reason = Reason.None, string? Detail = null)
{
    /// <summary>No picture.</summary>
    public static PictureTake None(Reason reason, string? detail = null) => new(null, reason, detail);
}

/// <summary>A way to a picture of a device.</summary>
public interface IPictureSource
{
    /// <summary>Where its pictures come from.</summary>
    PictureOrigin Origin { get; }

    /// <summary>Takes one. Every failure of the device is told, never thrown.</summary>
    /// <exception cref="OperationCanceledException">The deadline passed or the worker stops.</exception>
    Task<PictureTake> TakeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken);
}
