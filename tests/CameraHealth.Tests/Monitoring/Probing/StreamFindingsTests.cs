using System.Reflection;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;
using StreamFindings = CameraHealth.Monitoring.Probing.StreamFindings;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class StreamFindingsTests
{
    [Theory]
    [InlineData(StreamOutcome.Streaming, null, Finding.Good, Reason.None)]
    [InlineData(StreamOutcome.Described, null, Finding.Good, Reason.None)]
    [InlineData(StreamOutcome.NoMedia, StreamFailureReason.NoFrames, Finding.Failed, Reason.NoFrames)]
    [InlineData(StreamOutcome.NoMedia, StreamFailureReason.NoPictures, Finding.Failed, Reason.NoFrames)]
    [InlineData(StreamOutcome.NoMedia, StreamFailureReason.NoVideoTrack, Finding.Failed, Reason.NoVideoTrack)]
    [InlineData(StreamOutcome.NotFound, StreamFailureReason.NotFound, Finding.Failed, Reason.StreamNotFound)]
    [InlineData(StreamOutcome.NotFound, StreamFailureReason.RangeRefused, Finding.Failed, Reason.StreamNotFound)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.CredentialsRefused, Finding.Refused, Reason.CredentialsRefused)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.CredentialsMissing, Finding.Refused, Reason.CredentialsMissing)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.LoginHeld, Finding.Refused, Reason.LoginHeld)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.BudgetUnavailable, Finding.Inconclusive, Reason.BudgetUnavailable)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.LoginSchemeUnsupported, Finding.Refused, Reason.LoginSchemeUnsupported)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.Forbidden, Finding.Refused, Reason.NotPermitted)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.LoginWithdrawn, Finding.Inconclusive, Reason.DeviceBusy)]
    [InlineData(StreamOutcome.Busy, StreamFailureReason.Busy453, Finding.Inconclusive, Reason.DeviceBusy)]
    [InlineData(StreamOutcome.Busy, StreamFailureReason.Busy503, Finding.Inconclusive, Reason.DeviceBusy)]
    [InlineData(StreamOutcome.Unsupported, StreamFailureReason.TransportRefused, Finding.Inconclusive, Reason.StreamUnsupported)]
    [InlineData(StreamOutcome.Unsupported, StreamFailureReason.SchemeUnsupported, Finding.Inconclusive, Reason.StreamUnsupported)]
    [InlineData(StreamOutcome.Unsupported, StreamFailureReason.MethodRefused, Finding.Failed, Reason.StreamUnsupported)]
    [InlineData(StreamOutcome.Unsupported, StreamFailureReason.Redirected, Finding.Failed, Reason.StreamUnsupported)]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.LoginSchemeWeaker, Finding.Refused, Reason.LoginSchemeWeaker)]
    [InlineData(StreamOutcome.TlsFailed, StreamFailureReason.TlsHandshakeFailed, Finding.Failed, Reason.TlsFailed)]
    [InlineData(StreamOutcome.TlsFailed, StreamFailureReason.CertificateChanged, Finding.Refused, Reason.CertificateChanged)]
    [InlineData(StreamOutcome.Refused, StreamFailureReason.ConnectRefused, Finding.Failed, Reason.RtspRefused)]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.NoRoute, Finding.Failed, Reason.RtspUnreachable)]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.ConnectTimeout, Finding.Failed, Reason.RtspUnreachable)]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.NameNotResolved, Finding.Inconclusive, Reason.NameNotResolved)]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.AddressNotAllowed, Finding.Inconclusive, Reason.AddressNotAllowed)]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.OwnNetworkDown, Finding.Inconclusive, Reason.OwnNetworkDown)]
    [InlineData(StreamOutcome.Timeout, StreamFailureReason.ReplyTimeout, Finding.Failed, Reason.RtspTimeout)]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.ConnectionClosed, Finding.Failed, Reason.RtspProtocolError)]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.ErrorReply, Finding.Failed, Reason.RtspProtocolError)]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.MalformedReply, Finding.Failed, Reason.RtspProtocolError)]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.MalformedDescription, Finding.Failed, Reason.RtspProtocolError)]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.HeaderTooLarge, Finding.Failed, Reason.RtspProtocolError)]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.BodyTooLarge, Finding.Failed, Reason.RtspProtocolError)]
    public void Probe_of_a_stream_says(StreamOutcome outcome, string? failure, Finding finding, Reason reason)
    {
        var found = StreamFindings.Of(Rung.Streaming, Report(outcome, failure));
        (found.Rung, found.Finding, found.Reason).ShouldBe((Rung.Streaming, finding, reason));
    }

    [Fact]
    public void Every_outcome_and_every_reason_is_in_the_table_above()
    {
        var rows = typeof(StreamFindingsTests).GetMethod(nameof(Probe_of_a_stream_says))!.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (IReadOnlyList<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).ToList();
        rows.Select(row => (StreamOutcome)row[0].Value!).Distinct().ShouldBe(Enum.GetValues<StreamOutcome>(), ignoreOrder: true);
        rows.Select(row => row[1].Value).OfType<string>().Distinct(StringComparer.Ordinal).ShouldBe(StreamFailureReason.All, ignoreOrder: true);
    }

    [Theory]
    [InlineData(StreamOutcome.Described, null, "Reachable=Good Authenticated=Good")]
    [InlineData(StreamOutcome.NotFound, StreamFailureReason.NotFound, "Reachable=Good Authenticated=Good")]
    [InlineData(StreamOutcome.Unauthenticated, StreamFailureReason.CredentialsRefused, "Reachable=Good Authenticated=Refused:CredentialsRefused")]
    [InlineData(StreamOutcome.TlsFailed, StreamFailureReason.CertificateChanged, "Reachable=Good Authenticated=Refused:CertificateChanged")]
    [InlineData(StreamOutcome.Busy, StreamFailureReason.Busy503, "Reachable=Good Authenticated=Inconclusive:DeviceBusy")]
    [InlineData(StreamOutcome.Timeout, StreamFailureReason.ReplyTimeout, "Reachable=Good Authenticated=Failed:RtspTimeout")]
    [InlineData(StreamOutcome.ProtocolError, StreamFailureReason.MalformedReply, "Reachable=Good Authenticated=Failed:RtspProtocolError")]
    [InlineData(StreamOutcome.Refused, StreamFailureReason.ConnectRefused, "Reachable=Failed:ConnectRefused")]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.ConnectTimeout, "Reachable=Failed:ConnectTimeout")]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.NoRoute, "Reachable=Failed:NoRoute")]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.NameNotResolved, "Reachable=Inconclusive:NameNotResolved")]
    [InlineData(StreamOutcome.Unreachable, StreamFailureReason.OwnNetworkDown, "Reachable=Inconclusive:OwnNetworkDown")]
    public void Description_says_of_the_lower_rungs_of_an_encoder(StreamOutcome outcome, string? failure, string expected) => string
        .Join(' ', StreamFindings.OfHealth(Report(outcome, failure)).Select(found => $"{found.Rung}={found.Finding}{(found.Reason == Reason.None ? "" : $":{found.Reason}")}"))
        .ShouldBe(expected);

    [Fact]
    public void What_was_not_measured_stays_absent()
    {
        var reading = StreamFindings.ReadingOf(Report(StreamOutcome.Streaming, null) with { Codec = "H264", FrameRate = 24.9 });
        reading.ShouldBe(new StreamReading { Codec = "H264", FrameRate = 24.9 });
    }

    [Fact]
    public void Every_measure_of_the_reading_is_taken_from_the_report()
    {
        var reading = StreamFindings.ReadingOf(Report(StreamOutcome.Streaming, null) with
        {
            Codec = "H265",
            Width = 1,
            Height = 2,
            FrameRate = 3,
            FrameRateTimestamps = 4,
            FrameRateDeclared = 5,
            BitRate = 6,
            LossRatio = 7,
            Jitter = TimeSpan.FromSeconds(8),
            KeyframeInterval = TimeSpan.FromSeconds(9),
            TimeToFirstKeyframe = TimeSpan.FromSeconds(10),
            LongestGap = TimeSpan.FromSeconds(11),
        });
        // What it is compared with comes later.
        var values = typeof(StreamReading).GetProperties().Where(property => property.CanWrite && property.Name is not (nameof(StreamReading.Deviations) or nameof(StreamReading.Sub))).Select(property => property.GetValue(reading)).ToList();
        values.ShouldAllBe(value => value != null);
        values.Distinct().Count().ShouldBe(values.Count);
    }

    private static StreamReport Report(StreamOutcome outcome, string? failure) =>
        new() { Outcome = outcome, Failure = failure is null ? null : new StreamFailure(failure, "detail"), Duration = TimeSpan.FromSeconds(1) };
}
