namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>What a relay does to RTP packets; each decision comes from the seed and the packet's place in the row.</summary>
internal sealed record RelayFaults
{
    public int Seed { get; init; } = 1;

    /// <summary>Share of packets that are dropped, 0–1.</summary>
    public double Drop { get; init; }

    /// <summary>Share of packets that are sent twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Share of packets that are held back until some later ones have passed.</summary>
    public double Reorder { get; init; }

    /// <summary>How many packets pass one that is held back.</summary>
    public int ReorderDepth { get; init; } = 5;
}
