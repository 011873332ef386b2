using System.Globalization;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Components;

/// <summary>A device's status over a window as a strip. What no interval covers is unknown.</summary>
public sealed partial class StatusStrip
{
    /// <summary>Units of the drawing: a minute each over a day.</summary>
    private const double Width = 1440;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<IntervalRow> History { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter]
    [EditorRequired]
    public DateTimeOffset To { get; set; }

    [Inject]
    private Formats Formats { get; set; } = default!;

    private IEnumerable<Piece> Pieces =>
        from interval in History
        let piece = new Piece(Later(interval.From, From), Earlier(interval.To ?? To, To), interval.Status, interval.Reason)
        where piece.From < piece.To
        select piece;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private string X(DateTimeOffset at) => Scaled(at - From).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>At least one unit: a short outage must stay visible.</summary>
    private string W(Piece piece) => Math.Max(1, Scaled(piece.To - piece.From)).ToString("0.##", CultureInfo.InvariantCulture);

    private double Scaled(TimeSpan span) => span / (To - From) * Width;

    private sealed record Piece(DateTimeOffset From, DateTimeOffset To, Status Status, Reason Reason);
}
