namespace CameraHealth.Storage.Model;

/// <summary>A device's state at the end of a day's observations: where a second judgement of later facts begins.</summary>
internal sealed class DeviceCheckpointEntity
{
    public int DeviceId { get; init; }

    /// <summary>Time of the last observation that the state was made from.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>JSON of the whole state.</summary>
    public required string State { get; init; }
}
