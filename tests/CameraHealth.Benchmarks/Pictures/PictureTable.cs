using System.Globalization;
using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>The table of finds, misses and false alarms.</summary>
internal static class PictureTable
{
    private const double RecallGoal = 0.95;
    private const double AlarmGoal = 0.01;

    /// <summary>Writes it.</summary>
    /// <returns>Whether every goal is reached.</returns>
    public static bool Write(IReadOnlyList<PictureResult> results)
    {
        Console.WriteLine();
        Console.WriteLine($"{"found, with reference,",-22}{"weak",14}{"medium",14}{"strong",14}   {"is the verdict",14}   {"medium, alone",14}");
        var good = true;
        foreach (var fault in PictureFaultNames.All)
        {
            var of = results.Where(result => result.Shot.Fault == fault).ToList();
            var medium = of.Where(result => result.Shot.Strength == Strength.Medium).ToList();
            var recall = Share(medium, result => PictureResult.Found(result.Compared, fault));
            good &= recall >= RecallGoal;
            Console.WriteLine(
                $"  {fault.ToName(),-20}{Cell(of, Strength.Weak),14}{Cell(of, Strength.Medium),14}{Cell(of, Strength.Strong),14}   "
                + $"{Percent(medium, result => result.Compared.Verdict == fault),14}   "
                + $"{(fault is PictureFault.Moved or PictureFault.Frozen ? "not measured" : Percent(medium, result => PictureResult.Found(result.Alone, fault))),14}"
                + (recall >= RecallGoal ? "" : "   UNDER 95 %"));
        }

        good &= WriteAlarms(results);
        WriteMisses(results);
        return good;
    }

    private static bool WriteAlarms(IReadOnlyList<PictureResult> results)
    {
        var untouched = results.Where(result => result.Shot.Fault is null).ToList();
        Console.WriteLine();
        foreach (var (name, of) in Enum.GetValues<Light>().Select(light => (light.ToString(), untouched.Where(result => result.Shot.Light == light).ToList())).Append(("all", untouched)))
        {
            Console.WriteLine(
                $"  false alarms, {name,-9}{Percent(of, result => result.Compared.Verdict is not null),16} of {of.Count}; alone {Percent(of, result => result.Alone.Verdict is not null)}");
        }

        foreach (var result in untouched.Where(result => result.Compared.Verdict is not null || result.Alone.Verdict is not null).OrderBy(result => result.Shot.Name, StringComparer.Ordinal))
        {
            Console.WriteLine($"    {result.Shot.Name.Trim()} {result.Shot.Width}: {Describe(result.Compared)}; alone {Describe(result.Alone)}");
        }

        return Share(untouched, result => result.Compared.Verdict is not null) <= AlarmGoal;
    }

    private static void WriteMisses(IReadOnlyList<PictureResult> results)
    {
        Console.WriteLine();
        Console.WriteLine("  missed at medium and strong:");
        foreach (var result in results.Where(result => result.Shot is { Fault: { } fault, Strength: not Strength.Weak } && !PictureResult.Found(result.Compared, fault))
            .OrderBy(result => result.Shot.Fault).ThenBy(result => result.Shot.Name, StringComparer.Ordinal))
        {
            var fault = result.Shot.Fault!.Value;
            Console.WriteLine($"    {result.Shot.Name} {result.Shot.Width}: {(result.Compared.Measured.Contains(fault) ? "" : "not measured; ")}{Describe(result.Compared)}");
        }
    }

    private static string Describe(PictureReport report) => report.Findings.Count == 0 ? "nothing"
        : string.Join(" ", report.Findings.Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.Kind.ToName()} {finding.Score:0.00}")));

    private static string Cell(List<PictureResult> results, Strength strength) =>
        Percent(results.Where(result => result.Shot.Strength == strength).ToList(), result => PictureResult.Found(result.Compared, result.Shot.Fault!.Value));

    private static string Percent(List<PictureResult> results, Func<PictureResult, bool> which) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Share(results, which):0.0} % ({results.Count(which)})");

    private static double Share(List<PictureResult> results, Func<PictureResult, bool> which) => results.Count == 0 ? 0 : (double)results.Count(which) / results.Count;
}
