using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Assessment;

/// <summary>The verdict table of the design. Rungs are written lowest first as <c>Status[:Reason]</c>.</summary>
public sealed class VerdictTableTests
{
    [Theory]
    // Every applicable rung measured good.
    [InlineData("Good Good Good Good", Status.Healthy, Reason.None, null)]
    // Clock off, stream out of contract: it works, but not as it should. The lowest flaw is named.
    [InlineData("Good Deviating:ClockOff Good Good", Status.Degraded, Reason.ClockOff, Rung.Responding)]
    [InlineData("Good Good Good Deviating:NoFrames", Status.Degraded, Reason.NoFrames, Rung.Streaming)]
    [InlineData("Good Deviating:ClockOff Good Deviating:NoFrames", Status.Degraded, Reason.ClockOff, Rung.Responding)]
    [InlineData("Good Good Deviating:NotPermitted Good", Status.Degraded, Reason.NotPermitted, Rung.Authenticated)]
    // ONVIF silent while the stream is good; the silence is named before the clock.
    [InlineData("Good Failed:ReplyTimeout Blocked Good", Status.Degraded, Reason.ReplyTimeout, Rung.Responding)]
    [InlineData("Good Good Failed:DeviceFault Good", Status.Degraded, Reason.DeviceFault, Rung.Authenticated)]
    [InlineData("Good Deviating:ClockOff Failed:DeviceFault Good", Status.Degraded, Reason.DeviceFault, Rung.Authenticated)]
    // A login refused while pictures arrive.
    [InlineData("Good Good Refused:CredentialsRefused Good", Status.Degraded, Reason.CredentialsRefused, Rung.Authenticated)]
    [InlineData("Good Good Refused:CredentialsRefused Deviating:NoFrames", Status.Degraded, Reason.CredentialsRefused, Rung.Authenticated)]
    // Nothing reachable.
    [InlineData("Failed:ConnectTimeout Blocked Blocked Blocked", Status.Unhealthy, Reason.ConnectTimeout, Rung.Reachable)]
    [InlineData("Failed:ConnectRefused Unknown Unknown Unknown", Status.Unhealthy, Reason.ConnectRefused, Rung.Reachable)]
    // RTSP gives no frames; the first rung that broke is named, but never a login that we are refused.
    [InlineData("Good Good Good Failed:NoFrames", Status.Unhealthy, Reason.NoFrames, Rung.Streaming)]
    [InlineData("Good Failed:ReplyTimeout Blocked Failed:NoFrames", Status.Unhealthy, Reason.ReplyTimeout, Rung.Responding)]
    [InlineData("Good Good Refused:CredentialsRefused Failed:StreamNotFound", Status.Unhealthy, Reason.StreamNotFound, Rung.Streaming)]
    // Login refused and nothing higher measured: never downtime, whatever else is known.
    [InlineData("Good Good Refused:CredentialsRefused Refused:CredentialsRefused", Status.Unknown, Reason.CredentialsRefused, Rung.Authenticated)]
    [InlineData("Good Good Refused:LoginHeld Unknown:NotYetMeasured", Status.Unknown, Reason.LoginHeld, Rung.Authenticated)]
    [InlineData("Good Good Good Refused:NotPermitted", Status.Unknown, Reason.NotPermitted, Rung.Streaming)]
    [InlineData("Good Failed:NotOnvif Blocked Refused:CredentialsRefused", Status.Unknown, Reason.CredentialsRefused, Rung.Streaming)]
    [InlineData("Good Deviating:ClockOff Good Refused:CredentialsRefused", Status.Unknown, Reason.CredentialsRefused, Rung.Streaming)]
    // No observation when due; not yet measured.
    [InlineData("Unknown:NotYetMeasured Unknown:NotYetMeasured Unknown:NotYetMeasured Unknown:NotYetMeasured", Status.Unknown, Reason.NotYetMeasured, Rung.Reachable)]
    [InlineData("Good Good Good Unknown:NoObservation", Status.Unknown, Reason.NoObservation, Rung.Streaming)]
    [InlineData("Good Failed:ReplyTimeout Blocked Unknown:NotYetMeasured", Status.Unknown, Reason.NotYetMeasured, Rung.Streaming)]
    [InlineData("Unknown:NoObservation Unknown:NoObservation Unknown:NoObservation Good", Status.Unknown, Reason.NoObservation, Rung.Reachable)]
    [InlineData("Good Good Unknown:NoObservation Failed:NoFrames", Status.Unknown, Reason.NoObservation, Rung.Authenticated)]
    public void Camera_with_onvif(string rungs, Status status, Reason reason, Rung? broken) => ShouldBe(Rungs.All, rungs, status, reason, broken);

    [Theory]
    [InlineData("Good Good Good", Status.Healthy, Reason.None, null)]
    [InlineData("Good Good Failed:StreamNotFound", Status.Unhealthy, Reason.StreamNotFound, Rung.Streaming)]
    [InlineData("Good Failed:RtspTimeout Failed:RtspTimeout", Status.Unhealthy, Reason.RtspTimeout, Rung.Authenticated)]
    [InlineData("Failed:ConnectRefused Blocked Blocked", Status.Unhealthy, Reason.ConnectRefused, Rung.Reachable)]
    [InlineData("Good Refused:CredentialsRefused Refused:CredentialsRefused", Status.Unknown, Reason.CredentialsRefused, Rung.Authenticated)]
    [InlineData("Good Unknown:NoObservation Good", Status.Unknown, Reason.NoObservation, Rung.Authenticated)]
    [InlineData("Good Good Deviating:NoFrames", Status.Degraded, Reason.NoFrames, Rung.Streaming)]
    public void Encoder_that_speaks_rtsp_only(string rungs, Status status, Reason reason, Rung? broken) => ShouldBe(Rungs.WithoutResponding, rungs, status, reason, broken);

    [Theory]
    [InlineData("Good Good Good", Status.Healthy, Reason.None, null)]
    [InlineData("Good Deviating:ClockOff Good", Status.Degraded, Reason.ClockOff, Rung.Responding)]
    [InlineData("Good Good Deviating:NotPermitted", Status.Degraded, Reason.NotPermitted, Rung.Authenticated)]
    [InlineData("Good Good Refused:CredentialsRefused", Status.Unknown, Reason.CredentialsRefused, Rung.Authenticated)]
    // No stream of its own that could speak for it: a recorder whose ONVIF is silent does not do its job.
    [InlineData("Good Failed:ReplyTimeout Blocked", Status.Unhealthy, Reason.ReplyTimeout, Rung.Responding)]
    [InlineData("Failed:NoRoute Blocked Blocked", Status.Unhealthy, Reason.NoRoute, Rung.Reachable)]
    [InlineData("Good Good Unknown:NoObservation", Status.Unknown, Reason.NoObservation, Rung.Authenticated)]
    public void Recorder(string rungs, Status status, Reason reason, Rung? broken) => ShouldBe(Rungs.UpToAuthenticated, rungs, status, reason, broken);

    [Theory]
    [InlineData("Failed:ChannelNotListed Blocked Blocked Blocked", Status.Unhealthy, Reason.ChannelNotListed, Rung.Reachable)]
    [InlineData("Failed:RecorderUnavailable Blocked Blocked Blocked", Status.Unhealthy, Reason.RecorderUnavailable, Rung.Reachable)]
    [InlineData("Refused:CredentialsRefused Blocked Blocked Refused:CredentialsRefused", Status.Unknown, Reason.CredentialsRefused, Rung.Reachable)]
    [InlineData("Refused:NotPermitted Blocked Blocked Unknown:NotYetMeasured", Status.Unknown, Reason.NotPermitted, Rung.Reachable)]
    [InlineData("Refused:NotPermitted Blocked Blocked Good", Status.Degraded, Reason.NotPermitted, Rung.Reachable)]
    public void Channel_behind_a_recorder(string rungs, Status status, Reason reason, Rung? broken) => ShouldBe(Rungs.All, rungs, status, reason, broken);

    [Fact]
    public void Attempts_that_were_inconclusive_explain_an_unknown()
    {
        RungState[] rungs =
        [
            State(Rung.Reachable, "Unknown:NoObservation") with { Inconclusive = Reason.OwnNetworkDown }, State(Rung.Streaming, "Good"),
        ];
        VerdictTable.Judge(rungs).ShouldBe(new Verdict(Status.Unknown, Reason.OwnNetworkDown, Rung.Reachable));
    }

    [Fact]
    public void Blocked_rung_never_decides()
    {
        // Every combination of verdicts below it: what the blocked rung was before does not show through.
        foreach (var responding in Enum.GetValues<RungStatus>())
        {
            RungState[] rungs = [State(Rung.Reachable, "Good"), State(Rung.Responding, $"{responding}"), State(Rung.Authenticated, "Blocked"), State(Rung.Streaming, "Good")];
            var verdict = VerdictTable.Judge(rungs);
            verdict.BrokenRung.ShouldNotBe(Rung.Authenticated);
            verdict.ShouldBe(VerdictTable.Judge([.. rungs.Where(rung => rung.Rung != Rung.Authenticated)]));
        }
    }

    private static void ShouldBe(IReadOnlyList<Rung> applicable, string rungs, Status status, Reason reason, Rung? broken) =>
        VerdictTable.Judge([.. applicable.Zip(rungs.Split(' '), State)]).ShouldBe(new Verdict(status, reason, broken));

    private static RungState State(Rung rung, string text)
    {
        var parts = text.Split(':');
        return new RungState
        {
            Rung = rung,
            Status = Enum.Parse<RungStatus>(parts[0]),
            Reason = parts.Length > 1 ? Enum.Parse<Reason>(parts[1]) : Reason.None,
            Since = Devices.Start,
        };
    }
}
