using CameraHealth.Imaging;
using Spectre.Console;

namespace CameraHealth.Picturing;

/// <summary>The result of <c>picture</c> for people.</summary>
internal static class PictureTable
{
    /// <summary>Writes it.</summary>
    public static void Write(string name, PictureReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        table.Title = new TableTitle(name.EscapeMarkup());
        table.AddRow(Text.Of("PictureSize"), $"{report.Width}×{report.Height}");
        table.AddRow(Text.Of("PictureVerdict"), report.Verdict is { } verdict ? NameOf(verdict) : Text.Of("PictureNothing"));
        foreach (var finding in report.Findings)
        {
            table.AddRow(NameOf(finding.Kind), finding.AreaPercent is { } area ? Text.Of("PictureScoreArea", finding.Score, area) : Text.Of("PictureScore", finding.Score));
        }

        if (report.Shift is { } shift)
        {
            table.AddRow(Text.Of("PictureShift"), Text.Of("PictureShiftValue", shift.HorizontalPercent, shift.VerticalPercent, shift.RotationDegrees));
        }

        table.AddRow(Text.Of("PictureSharpness"), report.Sharpness is { } sharpness ? sharpness.ToString("0.00", Text.Culture) : Text.Of("NotMeasured"));
        var unknown = PictureFaultNames.All.Except(report.Measured).Select(NameOf).ToList();
        if (unknown.Count > 0)
        {
            table.AddRow(Text.Of("PictureNotMeasured"), string.Join(", ", unknown));
        }

        AnsiConsole.Write(table);
    }

    private static string NameOf(PictureFault kind) => Text.Of("PictureFault" + kind);
}
