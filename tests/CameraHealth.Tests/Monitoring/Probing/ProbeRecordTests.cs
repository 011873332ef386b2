using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class ProbeRecordTests
{
    private readonly ProbeRecord _record = new();

    [Fact]
    public void Later_finding_on_a_rung_replaces_the_earlier_one()
    {
        _record.Good(Rung.Reachable);
        _record.Found(Observed.Failed(Rung.Reachable, Reason.NoRoute));
        _record.Findings.ShouldBe([Observed.Failed(Rung.Reachable, Reason.NoRoute)]);
    }

    [Fact]
    public void Abandoned_poll_books_the_rung_that_was_being_asked_and_no_other()
    {
        _record.Ask(Rung.Reachable);
        _record.Good(Rung.Reachable);
        _record.Abandon(Finding.Failed, Reason.ReplyTimeout);
        _record.Findings.ShouldBe([RungFinding.Good(Rung.Reachable)]);

        _record.Ask(Rung.Responding);
        _record.Abandon(Finding.Failed, Reason.ReplyTimeout, "late");
        _record.Findings[^1].ShouldBe(new RungFinding(Rung.Responding, Finding.Failed, Reason.ReplyTimeout, "late"));
        _record.Asking.ShouldBeNull();
    }

    [Fact]
    public void First_byte_is_the_first_that_is_known()
    {
        _record.Sent(null);
        _record.Sent(Devices.Start);
        _record.Sent(Devices.Start.AddSeconds(-5));
        _record.FirstByteSentAt.ShouldBe(Devices.Start);
    }
}
