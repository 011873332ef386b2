namespace CameraHealth.Storage.Hours;

/// <summary>Values of one measure, added up. A mean is made from the sum: a mean of means would be another number.</summary>
/// <param name="Count">Values; 0: not measured, and nothing else of it means anything.</param>
/// <param name="Sum">Of the values.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct MeasureSum(int Count, double Sum, double Min, double Max)
{
    /// <summary>Sum ÷ count; null: not measured.</summary>
    public double? Mean => Count > 0 ? Sum / Count : null;

    /// <summary>With one value more; null: it was not measured.</summary>
    public MeasureSum With(double? value) => value is { } number ? this + new MeasureSum(1, number, number, number) : this;

    /// <summary>The values of both.</summary>
    public static MeasureSum operator +(MeasureSum one, MeasureSum other) =>
        one.Count == 0 ? other
        : other.Count == 0 ? one
        : new MeasureSum(one.Count + other.Count, one.Sum + other.Sum, Math.Min(one.Min, other.Min), Math.Max(one.Max, other.Max));
}
