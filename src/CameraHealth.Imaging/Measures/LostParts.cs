namespace CameraHealth.Imaging.Measures;

/// <summary>How much of what the reference shows is hidden: structure that was there, and something with less of it in its place.</summary>
/// <param name="Share">Share of the tiles with structure in the reference that do not show it now, 0–1.</param>
/// <param name="Tiles">How many tiles of the reference have structure.</param>
/// <param name="Likeness">Correlation of bright and dark across the whole picture, tile by tile, -1–1.</param>
internal readonly record struct LostParts(double Share, int Tiles, double Likeness)
{
    private const double Structure = 4;
    private const double Weaker = 0.6;
    private const double Alike = 0.3;

    /// <summary>Compares two pictures of the same size.</summary>
    public static LostParts Of(Plane picture, Plane view)
    {
        // At half the size: what only fine texture tells may be lost to blur.
        var (now, reference) = (Half(picture), Half(view));
        var (nowTiles, referenceTiles) = (TileMap.Of(now), TileMap.Of(reference));
        var (lost, all) = (0, 0);
        for (var row = 0; row < nowTiles.Rows; row++)
        {
            for (var column = 0; column < nowTiles.Columns; column++)
            {
                ref readonly var before = ref referenceTiles[column, row];
                if (before.Deviation >= Structure)
                {
                    all++;
                    // Fog, blur and dusk take structure away as well, but what is left of it is like the reference.
                    lost += nowTiles[column, row].Slope < Weaker * before.Slope && Measures.Likeness.Of(now, reference, column * TileMap.Side, row * TileMap.Side, TileMap.Side) < Alike ? 1 : 0;
                }
            }
        }

        return new LostParts(all == 0 ? 0 : (double)lost / all, all, LikenessOf(nowTiles, referenceTiles));
    }

    private static double LikenessOf(TileMap a, TileMap b)
    {
        var (sumA, sumB, squaresA, squaresB, products, count) = (0.0, 0.0, 0.0, 0.0, 0.0, a.All.Length);
        for (var i = 0; i < count; i++)
        {
            double va = a.All[i].Mean, vb = b.All[i].Mean;
            (sumA, sumB, squaresA, squaresB, products) = (sumA + va, sumB + vb, squaresA + (va * va), squaresB + (vb * vb), products + (va * vb));
        }

        var (varianceA, varianceB) = (squaresA - (sumA / count * sumA), squaresB - (sumB / count * sumB));
        return varianceA <= 0 || varianceB <= 0 ? 0 : (products - (sumA / count * sumB)) / Math.Sqrt(varianceA * varianceB);
    }

    private static Plane Half(Plane plane)
    {
        var half = new Plane(plane.Width / 2, plane.Height / 2);
        Reduction.Box(plane, half, 2);
        return half;
    }
}
