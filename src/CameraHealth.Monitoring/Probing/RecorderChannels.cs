using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing;

/// <summary>The health of a recorder's channels, read from its list of profiles. One read serves all channels of a recorder that are due together.</summary>
public sealed class RecorderChannels(DeviceSessions sessions, TimeProvider time)
{
    // Channels of one recorder are due in the same slot; the list, or that it did not come, is the newest fact for all of them that long.
    private static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<long, ChannelList> _lists = new();
    private readonly ConcurrentDictionary<long, ChannelList> _told = new();

    /// <summary>Asks the recorder whether it lists the channel, and books what is found.</summary>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        try
        {
            var profiles = await ListAsync(target, record, cancellationToken);
            if (ProfileOf(profiles, target.Device.Channel!.Value) is null)
            {
                // Most recorders list only the channels that are online; the register knows the others (onvif/specs#470).
                record.Found(new RungFinding(Rung.Reachable, Finding.Failed, Reason.ChannelNotListed, $"the recorder lists {Channels(profiles).Count(channel => channel is not null)} channels"));
                return;
            }

            record.Good(Rung.Reachable);
            record.Good(Rung.Responding);
            record.Good(Rung.Authenticated);
        }
        catch (OnvifException failure)
        {
            var finding = OnvifFindings.Of(Rung.Reachable, failure);
            record.Found(finding.Finding is Finding.Refused or Finding.Inconclusive
                ? finding
                : finding with { Finding = Finding.Failed, Reason = Reason.RecorderUnavailable });
        }
    }

    /// <summary>The main profile of a channel: the recorder's video sources in their order, from 1. Null: not listed.</summary>
    public static MediaProfile? ProfileOf(IReadOnlyList<MediaProfile> profiles, int channel) =>
        Channels(profiles).ElementAtOrDefault(channel - 1)?.First();

    /// <summary>The numbers of the channels that are listed, with the token of their video source.</summary>
    public static IReadOnlyDictionary<int, string> SourcesOf(IReadOnlyList<MediaProfile> profiles) => Channels(profiles)
        .Select((channel, index) => (Number: index + 1, Source: channel?.Key)).Where(channel => channel.Source is not null)
        .ToDictionary(channel => channel.Number, channel => channel.Source!);

    /// <summary>The profile of the main stream: a channel's on its recorder, else the device's first with an encoder. Null: none is listed.</summary>
    /// <exception cref="OnvifException">The profiles did not come, now or some seconds ago.</exception>
    public async Task<MediaProfile?> FindMainAsync(PollTarget target, ProbeRecord? record, CancellationToken cancellationToken)
    {
        return MainOf(await ListAsync(target, record, cancellationToken), target.Device);
    }

    /// <summary>The profile of a device's main stream: a channel's on its recorder, else the first with an encoder. Null: none is listed.</summary>
    public static MediaProfile? MainOf(IReadOnlyList<MediaProfile> profiles, Device device) => device.Channel is { } channel
        ? ProfileOf(profiles, channel)
        : profiles.FirstOrDefault(candidate => candidate.Codec is not null) ?? (profiles.Count > 0 ? profiles[0] : null);

    /// <summary>The profile of its sub stream: the next one of the same video source with a smaller picture. Null: none is listed.</summary>
    public static MediaProfile? SubOf(IReadOnlyList<MediaProfile> profiles, Device device) => MainOf(profiles, device) is { VideoSourceToken: not null } main
        ? profiles.FirstOrDefault(candidate => candidate.VideoSourceToken == main.VideoSourceToken && candidate.Codec is not null && candidate.Token != main.Token
            && (long?)candidate.Width * candidate.Height < (long?)main.Width * main.Height)
        : null;

    /// <summary>The profiles as they were last told, asked again when that was longer ago than <paramref name="maxAge"/>; null: they were never told.</summary>
    public async Task<IReadOnlyList<MediaProfile>?> KnownAsync(PollTarget target, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (target.Contacted.OnvifPort is null)
        {
            return null;
        }

        var last = _told.GetValueOrDefault(target.Contacted.Id);
        if (last is not null && time.GetUtcNow() - last.AskedAt < maxAge)
        {
            return last.Profiles;
        }

        try
        {
            return await ListAsync(target, null, cancellationToken);
        }
        catch (OnvifException)
        {
            // What keeps it from answering is the health poll's to find.
            return last?.Profiles;
        }
    }

    /// <summary>The recorder's profiles, not older than some seconds.</summary>
    /// <exception cref="OnvifException">The recorder did not give them, now or some seconds ago.</exception>
    public async Task<IReadOnlyList<MediaProfile>> ListAsync(PollTarget target, ProbeRecord? record, CancellationToken cancellationToken)
    {
        var recorder = target.Contacted.Id;
        if (_lists.TryGetValue(recorder, out var list) && time.GetUtcNow() - list.AskedAt < SharedFor)
        {
            record?.Sent(list.SentAt);
            return list.Failure is null ? list.Profiles : throw new OnvifException(list.Failure.Reason, list.Failure.Detail, list.Failure);
        }

        var client = sessions.OnvifOf(target);
        client.ClearTrace();
        try
        {
            var profiles = await client.GetProfilesAsync(cancellationToken);
            _told[recorder] = _lists[recorder] = new ChannelList(time.GetUtcNow(), client.FirstByteSentAt, profiles, null);
            return profiles;
        }
        catch (OnvifException failure)
        {
            // Its silence is waited for once and not once a channel: the patience of the others would run out.
            _lists[recorder] = new ChannelList(time.GetUtcNow(), client.FirstByteSentAt, [], failure);
            throw;
        }
        finally
        {
            record?.Sent(client.FirstByteSentAt);
            record?.Explain(client.Trace);
        }
    }

    // A channel is a video source, not a profile: main and sub stream share it. Numbers that a recorder writes into the token
    // (…001, …_3) name the channel, so that one that vanished does not shift those behind it.
    private static List<IGrouping<string, MediaProfile>?> Channels(IReadOnlyList<MediaProfile> profiles)
    {
        var sources = profiles.Where(profile => profile.VideoSourceToken is not null).GroupBy(profile => profile.VideoSourceToken!, StringComparer.Ordinal).ToList();
        var numbers = sources.ConvertAll(source => TrailingNumber(source.Key));
        if (numbers.Any(number => number is null or < 1 or > 1024) || numbers.Distinct().Count() != numbers.Count)
        {
            return [.. sources];
        }

        var channels = new List<IGrouping<string, MediaProfile>?>(new IGrouping<string, MediaProfile>?[numbers.Max() ?? 0]);
        for (var i = 0; i < sources.Count; i++)
        {
            channels[numbers[i]!.Value - 1] = sources[i];
        }

        return channels;
    }

    private static int? TrailingNumber(string token)
    {
        var digits = token.AsSpan(token.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        return int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private sealed record ChannelList(DateTimeOffset AskedAt, DateTimeOffset? SentAt, IReadOnlyList<MediaProfile> Profiles, OnvifException? Failure);
}
