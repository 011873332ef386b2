namespace CameraHealth.Rtsp.Codecs;

/// <summary>What one RTP payload holds of a picture.</summary>
[Flags]
internal enum PictureParts
{
    None = 0,

    /// <summary>Coded picture, or a piece of it.</summary>
    Slice = 1,

    /// <summary>Decoding can begin with the picture.</summary>
    Keyframe = 2,

    /// <summary>The first slice of a picture begins here.</summary>
    Beginning = 4,
}
