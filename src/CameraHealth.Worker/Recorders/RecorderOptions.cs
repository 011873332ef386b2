using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Worker.Recorders;

/// <summary>How recorders are asked for their footage, and when drills are made.</summary>
public sealed class RecorderOptions
{
    /// <summary>From one survey of a recorder to the next; 1 min to 24 h.</summary>
    public TimeSpan SurveyInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Recorders surveyed at once; 1 to 64.</summary>
    public int SurveysAtOnce { get; set; } = 4;

    /// <summary>Local hour at which nightly drills may begin; 0 to 23.</summary>
    public int OffPeakFromHour { get; set; } = 1;

    /// <summary>Local hour from which no nightly drill begins; 0 to 23, not the same.</summary>
    public int OffPeakUntilHour { get; set; } = 5;

    /// <summary>Zone of these hours.</summary>
    public string Zone { get; set; } = LocalTime.DefaultZone;

    /// <summary>Drills at once, never two on one recorder; 1 to 16.</summary>
    public int DrillsAtOnce { get; set; } = 2;

    /// <summary>The whole playback of a drill; 10 s to 2 min. So long the streams of the recorder's channels wait.</summary>
    public TimeSpan PlaybackDeadline { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How often the queue is looked at; 1 s to 1 min.</summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The zone.</summary>
    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>Every error of these options.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(SurveyInterval), SurveyInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            (nameof(PlaybackDeadline), PlaybackDeadline, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2)),
            (nameof(Pace), Pace, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{"Recorders:" + name}: {value} is not between {least} and {most}";
            }
        }

        foreach (var (name, value, least, most) in new[]
        {
            (nameof(SurveysAtOnce), SurveysAtOnce, 1, 64), (nameof(DrillsAtOnce), DrillsAtOnce, 1, 16),
            (nameof(OffPeakFromHour), OffPeakFromHour, 0, 23), (nameof(OffPeakUntilHour), OffPeakUntilHour, 0, 23),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{"Recorders:" + name}: {value} is not between {least} and {most}";
            }
        }

        if (OffPeakFromHour == OffPeakUntilHour)
        {
            yield return $"Recorders:OffPeakUntilHour: {OffPeakUntilHour} is the same as OffPeakFromHour";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            yield return $"Recorders:Zone: '{Zone}' is not a time zone";
        }
    }

    /// <summary>Whether nightly drills may begin at a moment, and which night it belongs to.</summary>
    public (bool IsOffPeak, DateOnly Night) At(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZone);
        var hour = local.Hour;
        var isOffPeak = OffPeakFromHour < OffPeakUntilHour
            ? hour >= OffPeakFromHour && hour < OffPeakUntilHour
            : hour >= OffPeakFromHour || hour < OffPeakUntilHour;
        // A night that began before midnight keeps its day.
        var day = DateOnly.FromDateTime(local.DateTime);
        return (isOffPeak, OffPeakFromHour > OffPeakUntilHour && hour < OffPeakUntilHour ? day.AddDays(-1) : day);
    }
}
