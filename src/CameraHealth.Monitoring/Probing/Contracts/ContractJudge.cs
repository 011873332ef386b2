using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Contracts;

/// <summary>Holds the measures of a stream against the contract that holds for it, which it takes from the device where nobody entered one.</summary>
public sealed class ContractJudge(ContractBook book, RecorderChannels channels)
{
    // Settings are changed rarely, by people: once a day is soon enough, unless the stream differs from them.
    private static readonly TimeSpan SettingsHold = TimeSpan.FromHours(24);
    private static readonly TimeSpan SettingsHoldWhileDeviating = TimeSpan.FromMinutes(10);

    /// <summary>The measures with what deviates from the contract. Before the device is said to deviate from its own settings, these are read again.</summary>
    public async Task<StreamReading> JudgeAsync(PollTarget target, StreamRole stream, StreamReading measured, CancellationToken cancellationToken)
    {
        await FollowSettingsAsync(target, SettingsHold, cancellationToken);
        var judged = Compare(target, stream, measured);
        if (judged.Deviations.Count == 0 || book.Of(target, stream)?.Source != ContractSource.Device)
        {
            return judged;
        }

        await FollowSettingsAsync(target, SettingsHoldWhileDeviating, cancellationToken);
        return Compare(target, stream, measured);
    }

    private StreamReading Compare(PollTarget target, StreamRole stream, StreamReading measured) =>
        measured with { Deviations = book.Of(target, stream) is { } contract ? ContractCheck.Deviations(contract.Terms, measured) : [] };

    private async Task FollowSettingsAsync(PollTarget target, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (await channels.KnownAsync(target, maxAge, cancellationToken) is not { } profiles)
        {
            return;
        }

        // Where the register names a path, nobody says which profile that is.
        var main = target.Device.StreamPath is null ? RecorderChannels.MainOf(profiles, target.Device) : null;
        var sub = RecorderChannels.SubOf(profiles, target.Device);
        await book.TellAsync(target, StreamRole.Main, main is null ? null : ToldContract.Of(main), cancellationToken);
        await book.TellAsync(target, StreamRole.Sub, sub is null ? null : ToldContract.Of(sub), cancellationToken);
    }
}
