using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What one poll found about each rung, a number each: finding × 128 + reason; 0: not measured.</summary>
internal readonly record struct RungFacts(short Reachable, short Responding, short Authenticated, short Streaming, short Picture = 0)
{
    private const int Reasons = 128;

    public short this[Rung rung] => rung switch
    {
        Rung.Reachable => Reachable,
        Rung.Responding => Responding,
        Rung.Authenticated => Authenticated,
        Rung.Streaming => Streaming,
        _ => Picture,
    };

    /// <summary>The worst finding; inconclusive when nothing was measured.</summary>
    public Finding Worst
    {
        get
        {
            var worst = Math.Max(Math.Max(Reachable / Reasons, Responding / Reasons), Math.Max(Authenticated / Reasons, Streaming / Reasons));
            return worst == 0 ? Finding.Inconclusive : (Finding)worst;
        }
    }

    public static RungFacts Of(IReadOnlyList<RungFinding> findings)
    {
        Span<short> facts = stackalloc short[5];
        foreach (var finding in findings)
        {
            facts[(int)finding.Rung - 1] = checked((short)(((int)finding.Finding * Reasons) + (int)finding.Reason));
        }

        return new RungFacts(facts[0], facts[1], facts[2], facts[3], facts[4]);
    }

    /// <summary>What was found about a rung; null: it was not measured.</summary>
    public RungFinding? Find(Rung rung) => this[rung] is var fact and not 0 ? new RungFinding(rung, (Finding)(fact / Reasons), (Reason)(fact % Reasons)) : null;
}
