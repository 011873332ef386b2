using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing;

/// <summary>
/// Trust on first use: the first certificate and the strongest login that a device accepted are expected of it from then on, until a person accepts
/// another. What the register says wins over what was met here as soon as it says something new.
/// </summary>
public sealed class TrustBook(ITrustStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<long, Entry> _entries = new();

    /// <summary>Puts what is expected of the device that is contacted into a request.</summary>
    public RtspProbeRequest Expect(PollTarget target, RtspProbeRequest request)
    {
        var known = EntryOf(target).Known;
        return request with
        {
            AllowBasic = target.Policy.AllowBasic,
            ExpectedCertificateSha256 = known.CertificateSha256,
            AcceptedLoginScheme = known.LoginScheme,
        };
    }

    /// <summary>Takes in what a probe met.</summary>
    public async Task LearnAsync(PollTarget target, StreamReport report, CancellationToken cancellationToken)
    {
        var entry = EntryOf(target);
        var known = Learn(entry.Known, report);
        if (known == entry.Known && entry.IsKept)
        {
            return;
        }

        var met = new MetTrust(target.Contacted.Id, target.Contacted.Host, known, report.CertificateValidUntil);
        var isKept = await ShortWrite.TryAsync(token => store.KeepAsync(met, token), time, cancellationToken);
        _entries[target.Contacted.Id] = entry with { Known = known, IsKept = isKept };
    }

    private static DeviceTrust Learn(DeviceTrust known, StreamReport report)
    {
        var isOther = report.Failure?.Reason == StreamFailureReason.CertificateChanged;
        var scheme = IsAccepted(report) ? report.LoginScheme : null;
        return new DeviceTrust
        {
            // A certificate counts as met once something was said over it.
            CertificateSha256 = known.CertificateSha256 ?? (report.FirstByteSentAt is null ? null : report.CertificateSha256),
            LoginScheme = known.LoginScheme is null || LoginScheme.IsWeaker(known.LoginScheme, scheme) ? scheme ?? known.LoginScheme : known.LoginScheme,
            OtherCertificateSha256 = isOther ? report.CertificateSha256 : report.CertificateSha256 is null ? known.OtherCertificateSha256 : null,
            WeakerLoginScheme = report.WeakerLoginScheme ?? (scheme is null ? known.WeakerLoginScheme : null),
        };
    }

    // Only what let us go on to the stream has taken the account.
    private static bool IsAccepted(StreamReport report) => report.Outcome is StreamOutcome.Streaming or StreamOutcome.Described or StreamOutcome.NoMedia;

    private Entry EntryOf(PollTarget target)
    {
        var (register, host) = (target.Trust ?? DeviceTrust.None, target.Contacted.Host);
        return _entries.TryGetValue(target.Contacted.Id, out var entry) && entry.Register == register && entry.Host == host
            ? entry
            : new Entry(register, host, register, IsKept: true);
    }

    private sealed record Entry(DeviceTrust Register, string Host, DeviceTrust Known, bool IsKept);
}
