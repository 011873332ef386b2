using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Model;

/// <summary>How often and how patiently; spans are stored as <c>interval</c>.</summary>
internal sealed class PollPolicyEntity
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required TimeSpan HealthInterval { get; set; }

    public required TimeSpan HealthDeadline { get; set; }

    public required TimeSpan StreamInterval { get; set; }

    public required TimeSpan StreamDeadline { get; set; }

    public required TimeSpan StreamReceive { get; set; }

    public required short FailuresToConfirm { get; set; }

    public required short RecoveriesToConfirm { get; set; }

    public required TimeSpan RepeatAfter { get; set; }

    public required TimeSpan ClockTolerance { get; set; }

    public TimeSpan PictureInterval { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan PictureDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether no signal, or a black picture, is Unhealthy.</summary>
    public bool IsDarkUnhealthy { get; set; } = true;

    /// <summary>Whether Basic may be answered where nothing better is offered.</summary>
    public bool AllowBasic { get; set; }

    /// <summary>Becomes the policy, except for its name.</summary>
    public void Take(PollPolicy policy)
    {
        (HealthInterval, HealthDeadline) = (policy.HealthInterval, policy.HealthDeadline);
        (StreamInterval, StreamDeadline, StreamReceive) = (policy.StreamInterval, policy.StreamDeadline, policy.StreamReceive);
        (FailuresToConfirm, RecoveriesToConfirm) = ((short)policy.FailuresToConfirm, (short)policy.RecoveriesToConfirm);
        (RepeatAfter, ClockTolerance) = (policy.RepeatAfter, policy.ClockTolerance);
        (PictureInterval, PictureDeadline) = (policy.PictureInterval, policy.PictureDeadline);
        (IsDarkUnhealthy, AllowBasic) = (policy.IsDarkUnhealthy, policy.AllowBasic);
    }

    public PollPolicy ToPolicy() => new()
    {
        Name = Name,
        HealthInterval = HealthInterval,
        HealthDeadline = HealthDeadline,
        StreamInterval = StreamInterval,
        StreamDeadline = StreamDeadline,
        StreamReceive = StreamReceive,
        FailuresToConfirm = FailuresToConfirm,
        RecoveriesToConfirm = RecoveriesToConfirm,
        RepeatAfter = RepeatAfter,
        ClockTolerance = ClockTolerance,
        PictureInterval = PictureInterval,
        PictureDeadline = PictureDeadline,
        IsDarkUnhealthy = IsDarkUnhealthy,
        AllowBasic = AllowBasic,
    };
}
