using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>The verdict on a device and what is needed to judge its next observation.</summary>
public sealed record DeviceState
{
    /// <summary>The device.</summary>
    public required long DeviceId { get; init; }

    /// <summary>Overall verdict as of <see cref="LastAt"/>; readers clip it by <see cref="EffectiveAt"/>.</summary>
    public Status Status { get; init; } = Status.Unknown;

    /// <summary>Why.</summary>
    public Reason Reason { get; init; } = Reason.NotYetMeasured;

    /// <summary>First rung that broke (or is not known); null when Healthy.</summary>
    public Rung? BrokenRung { get; init; }

    /// <summary>Since when the overall verdict holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Time of the device's last observation of any kind; null: never observed.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Unknown begins here if the observation the verdict rests on does not come; null: the verdict rests on none.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Until when the verdict is vouched for; null: it rests on no observation.</summary>
    public DateTimeOffset? VouchedUntil { get; init; }

    /// <summary>Rung states, applicable rungs only, lowest first.</summary>
    public required IReadOnlyList<RungState> Rungs { get; init; }

    /// <summary>State of a device that was never observed.</summary>
    public static DeviceState NeverObserved(long deviceId, IEnumerable<Rung> applicable, DateTimeOffset since) => new()
    {
        DeviceId = deviceId,
        Since = since,
        Rungs = [.. applicable.Select(rung => new RungState { Rung = rung, Since = since })],
    };

    /// <summary>The verdict as it stands at <paramref name="now"/>: past the vouched time it is Unknown since the moment the observation was due.</summary>
    public (Status Status, Reason Reason, DateTimeOffset Since) EffectiveAt(DateTimeOffset now) =>
        Status != Status.Unknown && VouchedUntil < now && NextDueAt is { } due
            ? (Status.Unknown, Reason.NoObservation, due > Since ? due : Since)
            : (Status, Reason, Since);
}
