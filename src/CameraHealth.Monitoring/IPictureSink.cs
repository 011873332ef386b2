using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring;

/// <summary>Takes pictures that were looked at. Never waits: pictures are evidence, and no poll waits for it.</summary>
public interface IPictureSink
{
    /// <summary>Takes one, or drops it when too many wait.</summary>
    void Offer(TakenPicture picture);
}

/// <summary>A picture with what was seen in it.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="At">Time of its observation.</param>
/// <param name="Reading">What was seen.</param>
/// <param name="Bytes">As they came, at most 16 MiB.</param>
public sealed record TakenPicture(long DeviceId, DateTimeOffset At, PictureReading Reading, ReadOnlyMemory<byte> Bytes);
