using System.Globalization;

namespace CameraHealth.Monitoring.Drills;

/// <summary>The strata of age. Numbers are stored.</summary>
public enum DrillAge
{
    /// <summary>Asked for by a person.</summary>
    OnDemand = 0,

    /// <summary>A day old.</summary>
    Day = 1,

    /// <summary>A week old.</summary>
    Week = 2,

    /// <summary>15 days old.</summary>
    Fortnight = 3,

    /// <summary>The last day that has to be kept.</summary>
    LastDay = 4,

    /// <summary>Any moment between an hour and the required days.</summary>
    Any = 5,
}

/// <summary>A channel that can be drawn.</summary>
/// <param name="DeviceId">The camera.</param>
/// <param name="Code">Its code, which the draw goes by: identities mean nothing to whoever checks it.</param>
/// <param name="RequiredDays">Days that have to be kept.</param>
/// <param name="LastDrawn">Its last night; null: never.</param>
public sealed record DrillChannel(long DeviceId, string Code, int RequiredDays, DateOnly? LastDrawn);

/// <summary>A drawn drill.</summary>
/// <param name="DeviceId">The camera.</param>
/// <param name="Age">The stratum.</param>
/// <param name="At">The moment, UTC, whole seconds.</param>
public sealed record DrawnDrill(long DeviceId, DrillAge Age, DateTimeOffset At);

/// <summary>
/// The draw of a night: each channel at least every 21 days, the five ages in turn by chance. Pure: seed, register and history give the same draw to
/// everybody who checks it.
/// </summary>
public static class DrillDraw
{
    /// <summary>No channel waits longer, in days.</summary>
    public const int Cycle = 21;

    private static readonly DrillAge[] Ages = [DrillAge.Day, DrillAge.Week, DrillAge.Fortnight, DrillAge.LastDay, DrillAge.Any];

    /// <summary>Draws.</summary>
    /// <param name="seed">The night's seed.</param>
    /// <param name="night">The night.</param>
    /// <param name="now">When it is drawn, UTC.</param>
    /// <param name="channels">All channels that can be drawn.</param>
    public static IReadOnlyList<DrawnDrill> Of(DrillSeed seed, DateOnly night, DateTimeOffset now, IReadOnlyCollection<DrillChannel> channels)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(channels);
        // As many a night as it takes to be through in two thirds of the time, so that nights that fail can be made up for; those that waited too long come whatever the number.
        var share = (int)Math.Ceiling(channels.Count / (Cycle * 2 / 3.0));
        bool IsDue(DrillChannel channel) => channel.LastDrawn is null || night.DayNumber - channel.LastDrawn.Value.DayNumber >= Cycle - 1;
        var ordered = channels.Where(channel => channel.LastDrawn != night)
            .OrderByDescending(channel => channel.LastDrawn is not null && IsDue(channel))
            // Whoever was never drawn has waited for nobody knows how long.
            .ThenByDescending(channel => channel.LastDrawn is null)
            .ThenBy(channel => Tier(channel, night))
            .ThenBy(channel => seed.Draw($"order/{channel.Code}", long.MaxValue)).ToList();
        var due = ordered.Count(channel => channel.LastDrawn is not null && IsDue(channel));
        return [.. ordered.Take(Math.Max(share, due)).Select(channel => Draw(seed, now, channel))];
    }

    // Half of the draw is left to chance among those that were not drawn for a week; the others wait.
    private static int Tier(DrillChannel channel, DateOnly night) => channel.LastDrawn is not { } last || night.DayNumber - last.DayNumber > 7 ? 0 : 1;

    private static DrawnDrill Draw(DrillSeed seed, DateTimeOffset now, DrillChannel channel)
    {
        var age = Ages[seed.Draw($"age/{channel.Code}", Ages.Length)];
        var required = Math.Max(1, channel.RequiredDays);
        var day = age switch
        {
            DrillAge.Day => 1,
            DrillAge.Week => Math.Min(7, required),
            DrillAge.Fortnight => Math.Min(15, required),
            _ => Math.Max(1, required - 1),
        };
        var seconds = age == DrillAge.Any
            ? 3600 + seed.Draw($"moment/{channel.Code}", Math.Max(1, (required * 86_400L) - 3600))
            // Within the day that is so old, never younger.
            : (day * 86_400L) + seed.Draw($"moment/{channel.Code}", age == DrillAge.LastDay ? 43_200 : 86_400) - (age == DrillAge.Day ? 0 : 43_200);
        return new DrawnDrill(channel.DeviceId, age, ToSecond(now).AddSeconds(-Math.Min(seconds, (required * 86_400L) - 60)));
    }

    private static DateTimeOffset ToSecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>A name of an age for people and metrics.</summary>
    public static string NameOf(DrillAge age) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(age.ToString()).ToString(CultureInfo.InvariantCulture);
}
