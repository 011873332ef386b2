namespace CameraHealth.Monitoring;

/// <summary>What a worker keeps on its disk for the database. Numbers are stored: never reuse one.</summary>
public enum SpoolState
{
    /// <summary>Nothing: batches go straight to the database.</summary>
    Empty = 0,

    /// <summary>Batches wait for the database, or are being brought to it.</summary>
    CatchingUp = 1,

    /// <summary>It was full: raw samples were given up, state changes were kept.</summary>
    Shedding = 2,

    /// <summary>Nothing more can be kept: assessing has stopped, and the time becomes Unknown.</summary>
    Stopped = 3,
}

/// <summary>How much waits on a worker's disk.</summary>
/// <param name="State">What that means.</param>
/// <param name="Batches">Batches that wait.</param>
/// <param name="Bytes">Bytes that they take.</param>
/// <param name="OldestAt">Time of the oldest observation among them; null: none waits.</param>
public readonly record struct SpoolReport(SpoolState State, int Batches, long Bytes, DateTimeOffset? OldestAt);
