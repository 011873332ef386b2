using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Components;

/// <summary>A small line of values over time, from 0 to the largest.</summary>
public sealed partial class Sparkline
{
    private const double Width = 240;
    private const double Height = 36;
    private const double Margin = 2;

    /// <summary>In order of time; null: not measured.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<(DateTimeOffset At, double? Value)> Points { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter]
    [EditorRequired]
    public DateTimeOffset To { get; set; }

    /// <summary>Read out in place of the line.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>Polls further apart than this have something missing between them.</summary>
    [Parameter]
    public TimeSpan MaxStep { get; set; } = TimeSpan.FromMinutes(15);

    private IEnumerable<List<(double X, double Y)>> Runs
    {
        get
        {
            var most = Math.Max(Points.Max(point => point.Value) ?? 0, double.Epsilon);
            var run = new List<(double X, double Y)>();
            DateTimeOffset? last = null;
            foreach (var (at, value) in Points)
            {
                if (run.Count > 0 && (value is null || at - last > MaxStep))
                {
                    yield return run;
                    run = [];
                }

                if (value is { } number)
                {
                    run.Add(((at - From) / (To - From) * Width, Height - Margin - (number / most * (Height - (2 * Margin)))));
                    last = at;
                }
            }

            if (run.Count > 0)
            {
                yield return run;
            }
        }
    }

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
