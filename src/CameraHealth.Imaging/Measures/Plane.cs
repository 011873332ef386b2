namespace CameraHealth.Imaging.Measures;

/// <summary>One value a pixel, 0–255, row after row.</summary>
internal sealed class Plane(int width, int height, byte[] pixels)
{
    public Plane(int width, int height)
        : this(width, height, new byte[width * height])
    {
    }

    public int Width { get; } = width;

    public int Height { get; } = height;

    public Span<byte> Pixels => pixels.AsSpan(0, Width * Height);

    public Span<byte> Row(int y) => pixels.AsSpan(y * Width, Width);
}
