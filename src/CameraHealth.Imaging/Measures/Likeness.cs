namespace CameraHealth.Imaging.Measures;

/// <summary>Correlation of two pictures in a square: whether they show the same there, whatever the light.</summary>
internal static class Likeness
{
    /// <summary>-1 to 1; 0 where one of them is flat.</summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">Another of the same size.</param>
    /// <param name="left">Left edge of the square, inside both.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="side">Its side, pixels.</param>
    public static double Of(Plane a, Plane b, int left, int top, int side)
    {
        var (sumA, sumB, squaresA, squaresB, products) = (0, 0, 0, 0, 0);
        for (var y = top; y < top + side; y++)
        {
            ReadOnlySpan<byte> rowA = a.Row(y).Slice(left, side), rowB = b.Row(y).Slice(left, side);
            for (var x = 0; x < rowA.Length; x++)
            {
                int va = rowA[x], vb = rowB[x];
                (sumA, sumB, squaresA, squaresB, products) = (sumA + va, sumB + vb, squaresA + (va * va), squaresB + (vb * vb), products + (va * vb));
            }
        }

        double count = side * side;
        var (varianceA, varianceB) = (squaresA - (sumA / count * sumA), squaresB - (sumB / count * sumB));
        return varianceA <= 0 || varianceB <= 0 ? 0 : (products - (sumA / count * sumB)) / Math.Sqrt(varianceA * varianceB);
    }
}
