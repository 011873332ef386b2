using System.Collections.Frozen;

namespace CameraHealth.Imaging;

/// <summary>The names of <see cref="PictureFault"/> that scripts, files and metrics use; a contract.</summary>
public static class PictureFaultNames
{
    private static readonly FrozenDictionary<PictureFault, string> Names = new Dictionary<PictureFault, string>
    {
        [PictureFault.SignalLoss] = "signal_loss",
        [PictureFault.Black] = "black",
        [PictureFault.Overexposed] = "overexposed",
        [PictureFault.LowContrast] = "low_contrast",
        [PictureFault.Blurred] = "blurred",
        [PictureFault.Covered] = "covered",
        [PictureFault.Frozen] = "frozen",
        [PictureFault.Moved] = "moved",
        [PictureFault.ColourCast] = "colour_cast",
        [PictureFault.Noise] = "noise",
        [PictureFault.Stripes] = "stripes",
        [PictureFault.Mosaic] = "mosaic",
        [PictureFault.NightFilterFault] = "night_filter_fault",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, PictureFault> Faults =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All of them, in the order of suppression.</summary>
    public static IReadOnlyList<PictureFault> All { get; } = Enum.GetValues<PictureFault>();

    /// <summary>The name of a fault, such as <c>signal_loss</c>.</summary>
    public static string ToName(this PictureFault fault) => Names[fault];

    /// <summary>The fault of a name; false when there is none of it.</summary>
    public static bool TryParse(string name, out PictureFault fault) => Faults.TryGetValue(name, out fault);
}
