namespace CameraHealth.Worker.Spooling;

/// <summary>Settings of what is kept on disk while the database is away.</summary>
public sealed class SpoolOptions
{
    private const long MiB = 1 << 20;

    /// <summary>Bytes on disk at most, the reserve included; 64 MiB to 1 TiB. When it is full the oldest raw samples go first.</summary>
    public long MaxBytes { get; set; } = 1024 * MiB;

    /// <summary>Of these, kept for state changes alone. When it is full too, assessing stops.</summary>
    internal long ReserveBytes { get; init; } = 16 * MiB;

    /// <summary>A file is closed at this size: what is cut off at once when raw samples go.</summary>
    internal long SegmentBytes => Math.Clamp((MaxBytes - ReserveBytes) / 8, 1, 4 * MiB);

    /// <summary>Every error of these options, each with name, value and limit.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        if (MaxBytes is < 64 * MiB or > MiB * MiB)
        {
            yield return $"{"Spool:" + nameof(MaxBytes)}: {MaxBytes} is not between {64 * MiB} and {MiB * MiB}";
        }
    }
}
