namespace CameraHealth.Imaging;

/// <summary>Why bytes could not be made a picture.</summary>
public enum PictureFailureReason
{
    /// <summary>No JPEG and no PNG.</summary>
    NotAPicture,

    /// <summary>More bytes than <see cref="PictureLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>More pixels than <see cref="PictureLimits.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>Fewer pixels than can be judged: a side under <see cref="PictureLimits.MinSide"/>.</summary>
    TooSmall,

    /// <summary>It ends before its last row.</summary>
    Truncated,

    /// <summary>Damaged so that nothing can be shown.</summary>
    Corrupt,

    /// <summary>A kind of JPEG or PNG that is not decoded here, such as arithmetic coding or interlaced PNG.</summary>
    Unsupported,
}
