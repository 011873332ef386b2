using System.Net.Sockets;

namespace CameraHealth.Rtsp;

/// <summary>
/// Asks one camera for its stream, as RFC 2326 has it: OPTIONS, DESCRIBE, SETUP of the first video, PLAY, some seconds of
/// media, TEARDOWN. Holds no state: one instance serves any number of probes at a time.
/// </summary>
public sealed class RtspProbe(TimeProvider time)
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan DialogueTime = TimeSpan.FromSeconds(15);

    /// <summary>Opens the stream and measures what arrives.</summary>
    /// <returns>Always a report; a failure is an outcome with a reason.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; the device was told goodbye.</exception>
    public Task<StreamReport> ProbeAsync(RtspProbeRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, playMedia: true, cancellationToken);

    /// <summary>Asks for the description only (OPTIONS and DESCRIBE): cheap, and takes no session of the device.
    /// Success is <see cref="StreamOutcome.Described"/>.</summary>
    /// <inheritdoc cref="ProbeAsync"/>
    public Task<StreamReport> DescribeAsync(RtspProbeRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, playMedia: false, cancellationToken);

    private async Task<StreamReport> RunAsync(RtspProbeRequest request, bool playMedia, CancellationToken caller)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new StreamFindings(time);
        try
        {
            using var deadline = new Deadline(time, request.Deadline ?? DialogueTime + request.Receive, caller);
            await AttemptAsync(request, playMedia, findings, deadline, caller);
            return findings.ToReport(playMedia);
        }
        catch (StreamException e)
        {
            return findings.ToReport(e);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return findings.ToReport(new StreamException(StreamOutcome.Timeout, StreamFailureReason.ReplyTimeout, "No reply in time."));
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return findings.ToReport(
                new StreamException(StreamOutcome.ProtocolError, StreamFailureReason.ConnectionClosed, $"The connection broke ({DeviceText.Shorten(e.Message)})."));
        }
    }

    private async Task AttemptAsync(RtspProbeRequest request, bool playMedia, StreamFindings findings, Deadline deadline, CancellationToken caller)
    {
        var address = RtspAddress.From(request.Target);
        var next = new NextAttempt(address, MediaTransports.Plan(request.Transport, address.IsSecure));
        for (var attempts = 0; attempts < MaxAttempts; attempts++)
        {
            findings.Transport = next.Transports[0];
            if (await new ProbeAttempt(request, next.Address, findings, time).RunAsync(next.Transports, playMedia, deadline, caller) is not { } onward)
                return;
            // A redirect may lead into TLS, and then UDP is out.
            next = onward.Address.IsSecure && !next.Address.IsSecure ? onward with { Transports = MediaTransports.Plan(request.Transport, isSecure: true) } : onward;
        }

        throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.Redirected, "The device redirects in circles.");
    }
}
