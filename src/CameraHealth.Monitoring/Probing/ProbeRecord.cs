using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing;

/// <summary>What a probe has found so far. Kept apart from the probe's return, so that a deadline loses nothing that was known before it.</summary>
public sealed class ProbeRecord
{
    private readonly List<RungFinding> _findings = [];
    private readonly List<string> _trace = [];

    /// <summary>Findings, at most one a rung.</summary>
    public IReadOnlyList<RungFinding> Findings => _findings;

    /// <summary>The rung that is being asked now; null: none.</summary>
    public Rung? Asking { get; private set; }

    /// <summary>When the first byte of the poll went out; null: nothing was sent.</summary>
    public DateTimeOffset? FirstByteSentAt { get; private set; }

    /// <summary>Device clock; null: not read.</summary>
    public ClockReading? Clock { get; set; }

    /// <summary>Stream measures; null: no picture.</summary>
    public StreamReading? Stream { get; set; }

    /// <summary>What was seen in the picture; null: none was looked at.</summary>
    public PictureReading? Picture { get; set; }

    /// <summary>The picture itself, as it came; null: none.</summary>
    public ReadOnlyMemory<byte>? PictureBytes { get; set; }

    /// <summary>Identity; null: not answered.</summary>
    public DeviceIdentityReading? Identity { get; set; }

    /// <summary>One line a request or reply, secrets masked.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>Says which rung the next step asks.</summary>
    public void Ask(Rung rung) => Asking = rung;

    /// <summary>Says that something was sent; the first time counts.</summary>
    public void Sent(DateTimeOffset? at) => FirstByteSentAt ??= at;

    /// <summary>Keeps lines for the technician.</summary>
    public void Explain(IEnumerable<string> lines) => _trace.AddRange(lines);

    /// <summary>Books a finding; the rung is no longer asked.</summary>
    public void Found(RungFinding finding)
    {
        _findings.RemoveAll(earlier => earlier.Rung == finding.Rung);
        _findings.Add(finding);
        Asking = null;
    }

    /// <summary>Books a rung as good.</summary>
    public void Good(Rung rung) => Found(RungFinding.Good(rung));

    /// <summary>Books what could not be finished: the rung that was being asked, if any.</summary>
    public void Abandon(Finding finding, Reason reason, string? detail = null)
    {
        if (Asking is { } rung)
        {
            Found(new RungFinding(rung, finding, reason, detail));
        }
    }
}
