namespace CameraHealth.Imaging;

/// <summary>The bytes are no picture that can be judged.</summary>
/// <param name="reason">Why, of a closed set.</param>
/// <param name="detail">The same for people, in English.</param>
public sealed class PictureException(PictureFailureReason reason, string detail) : Exception(detail)
{
    /// <summary>Why.</summary>
    public PictureFailureReason Reason { get; } = reason;
}
