using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Monitoring.Uptime;

/// <summary>Walks once along a device's time and books every microsecond under exactly one of U, D, M, X, N.</summary>
/// <remarks>Precedence: not in service, then unknown, then maintenance, then up or down: maintenance covers only what was observed,
/// so it can neither fill a hole nor lift the coverage.</remarks>
/// <param name="history">In order of time, not overlapping; holes are unknown.</param>
/// <param name="service">In service, in order of time, not overlapping.</param>
/// <param name="maintenance">As <see cref="MaintenanceCover"/> makes it.</param>
/// <param name="monitoredFrom">When monitoring began; <see cref="long.MaxValue"/>: never.</param>
internal sealed class TallySweep(
    ReadOnlyMemory<StatusStretch> history, IReadOnlyList<Stretch> service, IReadOnlyList<MaintenanceStretch> maintenance, long monitoredFrom)
{
    private int _history;
    private int _service;
    private int _maintenance;

    /// <summary>Books [from, to); it must not begin before the last one ended.</summary>
    public TimeTally Advance(long from, long to)
    {
        Span<long> booked = stackalloc long[TimeTally.Length];
        var spans = history.Span;
        for (var at = from; at < to;)
        {
            var next = to;
            var status = StatusAt(spans, at, ref next);
            var isInService = IsInService(at, ref next);
            var cover = CoverAt(at, ref next);
            Cut(monitoredFrom, at, ref next);
            Book(booked, status, isInService, cover, at < monitoredFrom, next - at);
            at = next;
        }

        return TimeTally.Of(booked);
    }

    private static void Book(Span<long> booked, Status status, bool isInService, bool? isLateCover, bool isBefore, long micros)
    {
        if (!isInService)
        {
            booked[4] += micros;
        }
        else if (status == Status.Unknown)
        {
            booked[3] += micros;
            booked[5] += isBefore ? micros : 0;
        }
        else if (isLateCover is { } isLate)
        {
            booked[2] += micros;
            booked[status == Status.Unhealthy ? 7 : 6] += isLate ? micros : 0;
        }
        else
        {
            booked[status == Status.Unhealthy ? 1 : 0] += micros;
        }
    }

    private Status StatusAt(ReadOnlySpan<StatusStretch> spans, long at, ref long next)
    {
        while (_history < spans.Length && spans[_history].To <= at)
        {
            _history++;
        }

        if (_history == spans.Length)
        {
            return Status.Unknown;
        }

        ref readonly var span = ref spans[_history];
        Cut(span.From, at, ref next);
        Cut(span.To, at, ref next);
        return span.From <= at ? span.Status : Status.Unknown;
    }

    private bool IsInService(long at, ref long next)
    {
        while (_service < service.Count && service[_service].To <= at)
        {
            _service++;
        }

        if (_service == service.Count)
        {
            return false;
        }

        Cut(service[_service].From, at, ref next);
        Cut(service[_service].To, at, ref next);
        return service[_service].From <= at;
    }

    private bool? CoverAt(long at, ref long next)
    {
        while (_maintenance < maintenance.Count && maintenance[_maintenance].To <= at)
        {
            _maintenance++;
        }

        if (_maintenance == maintenance.Count)
        {
            return null;
        }

        Cut(maintenance[_maintenance].From, at, ref next);
        Cut(maintenance[_maintenance].To, at, ref next);
        return maintenance[_maintenance].From <= at ? maintenance[_maintenance].IsLate : null;
    }

    private static void Cut(long boundary, long at, ref long next)
    {
        if (boundary > at && boundary < next)
        {
            next = boundary;
        }
    }
}
