using CameraHealth.Simulator.Logins;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Simulator;

public sealed class LoginCounterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LoginCounter _counter;

    public LoginCounterTests() => _counter = new LoginCounter(_time);

    [Fact]
    public void Fifth_refusal_locks_and_the_fourth_does_not()
    {
        Refuse(4);
        _counter.IsLocked.ShouldBeFalse();
        _counter.AttemptsLeft.ShouldBe(1);
        Refuse(1);
        _counter.IsLocked.ShouldBeTrue();
        _counter.AttemptsLeft.ShouldBe(0);
    }

    [Fact]
    public void Right_password_is_refused_and_counted_while_locked()
    {
        Refuse(5);
        _counter.Admit(right: true).ShouldBeFalse();
        _counter.Refusals.ShouldBe(6);
        _counter.Attempts.ShouldBe(6);
    }

    [Fact]
    public void Lock_ends_after_30_minutes_and_not_before()
    {
        Refuse(5);
        _time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        _counter.Admit(right: true).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        _counter.Admit(right: true).ShouldBeTrue();
    }

    [Fact]
    public void Accepted_login_begins_the_row_of_refusals_anew_but_not_the_total()
    {
        Refuse(4);
        _counter.Admit(right: true).ShouldBeTrue();
        Refuse(4);
        _counter.IsLocked.ShouldBeFalse();
        _counter.Refusals.ShouldBe(8);
    }

    [Fact]
    public void Lock_for_good_outlasts_any_time_until_taken_away()
    {
        _counter.LockForGood(true);
        _time.Advance(TimeSpan.FromDays(1));
        _counter.Admit(right: true).ShouldBeFalse();
        _counter.LockForGood(false);
        _counter.Admit(right: true).ShouldBeTrue();
    }

    private void Refuse(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _counter.Admit(right: false).ShouldBeFalse();
        }
    }
}
