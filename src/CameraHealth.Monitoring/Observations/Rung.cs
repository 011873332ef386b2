namespace CameraHealth.Monitoring.Observations;

/// <summary>A rung of the ladder of "works". Numbers are stored and give the order; 0 is kept for the overall status.</summary>
public enum Rung
{
    /// <summary>A TCP port of it accepts a connection; for a channel: the recorder lists it.</summary>
    Reachable = 1,

    /// <summary>ONVIF answers.</summary>
    Responding = 2,

    /// <summary>Our account is accepted.</summary>
    Authenticated = 3,

    /// <summary>Frames really arrive.</summary>
    Streaming = 4,

    /// <summary>The picture can be used: not black, covered, blurred, moved, frozen.</summary>
    Picture = 5,
}

/// <summary>Sets of rungs, and which poll measures which.</summary>
public static class Rungs
{
    /// <summary>Every rung, lowest first.</summary>
    public static readonly IReadOnlyList<Rung> All = [Rung.Reachable, Rung.Responding, Rung.Authenticated, Rung.Streaming, Rung.Picture];

    /// <summary>A recorder's own rungs: its channels stream, it does not.</summary>
    public static readonly IReadOnlyList<Rung> UpToAuthenticated = [Rung.Reachable, Rung.Responding, Rung.Authenticated];

    /// <summary>A device that speaks RTSP only has no ONVIF to respond.</summary>
    public static readonly IReadOnlyList<Rung> WithoutResponding = [Rung.Reachable, Rung.Authenticated, Rung.Streaming, Rung.Picture];

    /// <summary>The kind of poll that measures a rung. Each rung has exactly one, so that freshness has one meaning.</summary>
    public static PollKind MeasuredBy(Rung rung) => rung switch
    {
        Rung.Streaming => PollKind.Stream,
        Rung.Picture => PollKind.Picture,
        _ => PollKind.Health,
    };

    /// <summary>
    /// Whether a device cannot be judged without it. A picture may be out of reach for good (no snapshot, no decoder): that the rung was not measured is
    /// shown, and what was measured is judged without it.
    /// </summary>
    public static bool IsRequired(Rung rung) => rung != Rung.Picture;
}
