using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>The overall status's history as readers see it: the ledger's rows, the last one clipped by its freshness.</summary>
internal static class StatusHistory
{
    public static IReadOnlyList<StatusSpan> Spans(IEnumerable<Transition> transitions, DeviceState state, DateTimeOffset now)
    {
        var rows = transitions.Where(transition => transition.Rung is null).ToList();
        var effective = state.EffectiveAt(now);
        var ends = rows.Skip(1).Select(row => row.At).Append(effective.Status == state.Status ? now : effective.Since);
        return [.. rows.Zip(ends, (row, end) => new StatusSpan(row.At, end, (Status)row.To)).Where(span => span.To > span.From)];
    }
}
