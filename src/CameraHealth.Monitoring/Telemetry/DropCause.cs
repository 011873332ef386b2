namespace CameraHealth.Monitoring.Telemetry;

/// <summary>Why observations were given up; a metric label in snake_case.</summary>
public enum DropCause
{
    /// <summary>Too many waited in memory.</summary>
    QueueFull,

    /// <summary>The spool was full: raw samples went, what changed a verdict stayed.</summary>
    SpoolFull,

    /// <summary>Spool and reserve were full: nothing was assessed.</summary>
    ReserveFull,

    /// <summary>Neither the database nor the disk took anything: nothing was assessed.</summary>
    Unwritable,

    /// <summary>A record on disk was damaged or torn. What it held is not known: one is counted a place.</summary>
    Damaged,

    /// <summary>The database refused them for good.</summary>
    Refused,

    /// <summary>They came after their retention had passed.</summary>
    PastRetention,
}
