namespace CameraHealth.Rtsp.Codecs;

/// <summary>The beginning of the usability information that H.264 (E.1.1) and H.265 (E.2.1) share.</summary>
internal static class VideoUsability
{
    private const uint ExtendedAspectRatio = 255;

    /// <summary>Aspect ratio, overscan, signal type and place of the chroma samples.</summary>
    public static void SkipToChromaLocation(ref BitReader reader)
    {
        if (reader.ReadFlag() && reader.ReadBits(8) == ExtendedAspectRatio)
            reader.Skip(32);
        if (reader.ReadFlag())
            reader.Skip(1);
        if (reader.ReadFlag())
        {
            reader.Skip(4);
            if (reader.ReadFlag())
                reader.Skip(24);
        }

        if (!reader.ReadFlag())
            return;
        reader.ReadUnsigned();
        reader.ReadUnsigned();
    }
}
