namespace CameraHealth.Monitoring.Drills;

/// <summary>How a drill counts in K11. Numbers are stored: never reuse one.</summary>
public enum DrillStanding
{
    /// <summary>Footage was handed over.</summary>
    Proven = 1,

    /// <summary>It was not, and that is the device's.</summary>
    Failed = 2,

    /// <summary>Busy, refused, not verified, or our own: counts on neither side, and is listed.</summary>
    Apart = 3,
}

/// <summary>Counts outcomes.</summary>
public static class DrillStandings
{
    /// <summary>How an outcome counts.</summary>
    public static DrillStanding Of(DrillOutcome outcome, string? reason) => outcome switch
    {
        DrillOutcome.Proven => DrillStanding.Proven,
        DrillOutcome.Gap or DrillOutcome.Undecodable => DrillStanding.Failed,
        DrillOutcome.Unreachable when reason is not ("own_network_down" or "address_not_allowed") => DrillStanding.Failed,
        _ => DrillStanding.Apart,
    };
}
