namespace CameraHealth.Imaging.Measures;

/// <summary>How much of what the reference shows is burnt out now. A bright wall or sky that turns white on a bright day takes nothing away that was to be seen.</summary>
internal static class BurntParts
{
    private const double Structure = 4;
    private const double Burnt = 228;

    /// <summary>Share of the tiles with structure in the reference that have lost it to white, 0–1.</summary>
    /// <param name="now">Tiles of the picture.</param>
    /// <param name="then">Tiles of the reference, as many.</param>
    public static double ShareOf(TileMap now, TileMap then)
    {
        var (burnt, all) = (0, 0);
        for (var i = 0; i < then.All.Length; i++)
        {
            if (then.All[i].Deviation >= Structure && then.All[i].Mean <= Burnt)
            {
                all++;
                burnt += now.All[i].Mean > Burnt ? 1 : 0;
            }
        }

        return all == 0 ? 0 : (double)burnt / all;
    }
}
