namespace CameraHealth.Storage.Pictures;

/// <summary>Which pictures are kept, how large and how long. Section <c>Pictures</c>. Pictures show people: they are small, few, and every view is logged.</summary>
public sealed class PicturesOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Pictures";

    /// <summary>Days that evidence is kept (the picture in which a finding began, and the last good one before it); 1 to 3650.</summary>
    public int RetentionDays { get; set; } = 30;

    /// <summary>Bytes of all stored pictures; 16 MiB to 1 TiB. The oldest evidence goes first; each device's latest picture and its references stay.</summary>
    public long MaxBytes { get; set; } = 5L << 30;

    /// <summary>Width of stored pictures in pixels, wider ones are reduced; 320 to 1920.</summary>
    public int Width { get; set; } = 1280;

    /// <summary>JPEG quality of stored pictures; 40 to 95.</summary>
    public int Quality { get; set; } = 80;

    /// <summary>Days from a device's first picture on in which its typical view is learned; 1 to 60.</summary>
    public int LearnDays { get; set; } = 3;

    /// <summary>Days that it is kept who looked at which picture; 90 to 3650: the application itself cannot delete younger views.</summary>
    public int ViewRetentionDays { get; set; } = 365;

    /// <summary>Every error of these options, each with name, value and limits.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(RetentionDays), RetentionDays, 1, 3650),
            (nameof(MaxBytes), MaxBytes, 16L << 20, 1L << 40),
            (nameof(Width), Width, 320, 1920),
            (nameof(Quality), Quality, 40, 95),
            (nameof(LearnDays), LearnDays, 1, 60),
            (nameof(ViewRetentionDays), ViewRetentionDays, 90, 3650),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{"Pictures:" + name}: {value} is not between {least} and {most}";
            }
        }
    }
}
