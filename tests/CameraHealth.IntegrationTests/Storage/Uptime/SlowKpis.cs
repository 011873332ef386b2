using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>A piece of a device's time in which nothing changes.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="Status">Measured.</param>
/// <param name="Said">What a person said; null: nothing.</param>
/// <param name="IsInService">Whether it counts.</param>
/// <param name="IsMaintained">A window covers it.</param>
/// <param name="IsLate">Only windows entered after they had begun do.</param>
internal sealed record SlowPiece(DateTimeOffset From, DateTimeOffset To, Status Status, Status? Said, bool IsInService, bool IsMaintained, bool IsLate)
{
    public string Letter(Status status) =>
        !IsInService ? "N" : status == Status.Unknown ? "X" : IsMaintained ? "M" : status == Status.Unhealthy ? "D" : "U";
}

/// <summary>Everything a device went through, as plain lists, and the figures made from them piece by piece.</summary>
internal sealed class SlowKpis
{
    public List<(DateTimeOffset From, DateTimeOffset? To, Status Status)> History { get; init; } = [];

    public List<(DateTimeOffset From, ServiceState State)> Service { get; init; } = [];

    public List<(DateTimeOffset From, DateTimeOffset To, bool IsLate)> Maintenance { get; init; } = [];

    public List<(DateTimeOffset From, DateTimeOffset To, Status Status)> Said { get; init; } = [];

    public DateTimeOffset? MonitoredFrom => History.Count == 0 ? null : History.Min(span => span.From);

    public List<SlowPiece> Pieces(DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset?[] edges =
        [
            from, to, .. History.Select(span => (DateTimeOffset?)span.From), .. History.Select(span => span.To), .. Service.Select(step => (DateTimeOffset?)step.From),
            .. Maintenance.SelectMany(window => new DateTimeOffset?[] { window.From, window.To }), .. Said.SelectMany(said => new DateTimeOffset?[] { said.From, said.To }),
        ];
        var cuts = edges.OfType<DateTimeOffset>().Where(edge => edge >= from && edge <= to).Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), PieceAt)];
    }

    public TimeTally Tally(DateTimeOffset from, DateTimeOffset to, bool isCorrected)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var piece in Pieces(from, to))
        {
            var status = isCorrected ? piece.Said ?? piece.Status : piece.Status;
            var letter = piece.Letter(status);
            var micros = (piece.To - piece.From).Ticks / TimeSpan.TicksPerMicrosecond;
            Add(letter, micros);
            if (letter == "X" && !(piece.From >= MonitoredFrom))
            {
                Add("before", micros);
            }

            if (letter == "M" && piece.IsLate)
            {
                Add(status == Status.Unhealthy ? "late down" : "late up", micros);
            }
        }

        return new TimeTally(Sum("U"), Sum("D"), Sum("M"), Sum("X"), Sum("N"), Sum("before"), Sum("late up"), Sum("late down"));

        void Add(string letter, long micros) => sums[letter] = Sum(letter) + micros;
        long Sum(string letter) => sums.GetValueOrDefault(letter);
    }

    /// <summary>Begin, end, and whether it was seen up then; null end: it lasts at <paramref name="to"/>.</summary>
    public List<(DateTimeOffset From, DateTimeOffset? To, bool IsRepaired)> Outages(DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<(DateTimeOffset, DateTimeOffset?, bool)>();
        var pieces = Pieces(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Status != Status.Unhealthy || (i > 0 && pieces[i - 1].Status == Status.Unhealthy))
            {
                continue;
            }

            var last = i;
            while (pieces[last].Status == Status.Unhealthy && last + 1 < pieces.Count && pieces[last + 1].Status == Status.Unhealthy)
            {
                last++;
            }

            var (begin, end) = (pieces[i].From, pieces[last].To);
            if (begin < to && end > from && pieces[i].IsInService && !pieces[i].IsMaintained)
            {
                var isUp = last + 1 < pieces.Count && pieces[last + 1].Status is Status.Healthy or Status.Degraded;
                found.Add(end > to ? (begin, null, false) : (begin, end, last + 1 < pieces.Count && pieces[last + 1].Status is Status.Healthy or Status.Degraded && isUp));
            }
        }

        return found;
    }

    private SlowPiece PieceAt(DateTimeOffset from, DateTimeOffset to)
    {
        var covering = Maintenance.Where(window => window.From <= from && from < window.To).ToList();
        var status = History.Where(span => span.From <= from && (span.To is null || from < span.To)).Select(span => span.Status).SingleOrDefault(Status.Unknown);
        var said = Said.Where(said => said.From <= from && from < said.To).Select(said => (Status?)said.Status).SingleOrDefault();
        var isInService = Service.Count == 0 || Service.Where(step => step.From <= from).OrderBy(step => step.From).LastOrDefault().State == ServiceState.InService;
        return new SlowPiece(from, to, status, said, isInService, covering.Count > 0, covering.TrueForAll(window => window.IsLate));
    }
}
