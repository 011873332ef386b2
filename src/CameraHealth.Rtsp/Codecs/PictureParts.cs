namespace CameraHealth.Rtsp.Codecs;

/// <summary>What one RTP payload holds of a picture.</summary>
[Flags]
internal enum PictureParts
{
    None = 0,

    /// <summary>Coded picture, or a piece of it.</summary>
    Slice = 1,

    /// <summary>The picture can be decoded by itself.</summary>
    Keyframe = 2,
}
