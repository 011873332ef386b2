namespace CameraHealth.Storage.Upkeep;

/// <summary>How long observations are kept, and how. Section <c>Observations</c>.</summary>
public sealed class ObservationsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Observations";

    /// <summary>Days that raw observations are kept, today not counted; 1 to 3650. Older ones are dropped by whole UTC days, and not taken any more.</summary>
    public int RetentionDays { get; set; } = 30;

    /// <summary>Days that the sums of hours are kept, today not counted; from <see cref="RetentionDays"/> to 7300.</summary>
    public int HourRetentionDays { get; set; } = 800;

    /// <summary>An hour is packed when it ended so long ago; 1 h to 30 days.</summary>
    public TimeSpan PackAfter { get; set; } = TimeSpan.FromHours(26);

    /// <summary>Devices packed in one transaction; 10 to 10,000.</summary>
    public int PackDevices { get; set; } = 500;

    /// <summary>From one look at what is to be done to the next; 1 min to 24 h.</summary>
    public TimeSpan UpkeepInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Every error of these options, each with name, value and limit.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        if (RetentionDays is < 1 or > 3650)
        {
            yield return $"Observations:RetentionDays: {RetentionDays} is not between 1 and 3650";
        }

        if (HourRetentionDays < RetentionDays || HourRetentionDays > 7300)
        {
            yield return $"Observations:HourRetentionDays: {HourRetentionDays} is not between {RetentionDays} and 7300";
        }

        if (PackDevices is < 10 or > 10_000)
        {
            yield return $"Observations:PackDevices: {PackDevices} is not between 10 and 10000";
        }

        foreach (var (name, value, least, most) in new[]
        {
            (nameof(PackAfter), PackAfter, TimeSpan.FromHours(1), TimeSpan.FromDays(30)),
            (nameof(UpkeepInterval), UpkeepInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        })
        {
            if (value < least || value > most)
            {
                yield return $"Observations:{name}: {value} is not between {least} and {most}";
            }
        }
    }
}
