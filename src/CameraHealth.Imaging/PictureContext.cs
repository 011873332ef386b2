namespace CameraHealth.Imaging;

/// <summary>What is known about the camera of a picture.</summary>
public sealed record PictureContext
{
    /// <summary>Nothing is known.</summary>
    public static PictureContext None { get; } = new();

    /// <summary>The accepted view of this camera, of day or night as the picture; null: none, and <c>moved</c> is not measured.</summary>
    public Picture? Reference { get; init; }

    /// <summary>The picture before this one, taken some seconds ago at least; null: none, and <c>frozen</c> is not measured.</summary>
    public Picture? Previous { get; init; }

    /// <summary>Whether the sun is up at the camera; null: not known, then only an evenly bright picture is held for one of the day.</summary>
    public bool? IsDaylight { get; init; }
}
