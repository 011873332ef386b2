namespace CameraHealth.Monitoring.Assessment;

/// <summary>The overall verdict on a device. Numbers are stored: never reuse one.</summary>
public enum Status
{
    /// <summary>We cannot say. Never counted as up and never as down.</summary>
    Unknown = 0,

    /// <summary>Every applicable rung was measured good.</summary>
    Healthy = 1,

    /// <summary>It works, but not as it should. Counts as up.</summary>
    Degraded = 2,

    /// <summary>It does not do its job. Counts as down.</summary>
    Unhealthy = 3,
}

/// <summary>The verdict on one rung. Numbers 0–3 mean the same step as in <see cref="Status"/>; they are stored: never reuse one.</summary>
public enum RungStatus
{
    /// <summary>Not measured, or no longer vouched for.</summary>
    Unknown = 0,

    /// <summary>Good.</summary>
    Good = 1,

    /// <summary>It works, but not as it should.</summary>
    Deviating = 2,

    /// <summary>Broken.</summary>
    Failed = 3,

    /// <summary>A lower rung is broken or does not let us in: neither good nor failed, and outside the KPIs.</summary>
    Blocked = 4,

    /// <summary>The device refuses our login: says nothing about its service.</summary>
    Refused = 5,
}
