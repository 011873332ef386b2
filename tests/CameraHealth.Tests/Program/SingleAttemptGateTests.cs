using CameraHealth.Authentication;
using CameraHealth.Probing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Program;

public sealed class SingleAttemptGateTests
{
    private readonly SingleAttemptGate _gate = new();

    [Theory]
    [InlineData(LoginOutcome.Refused)]
    [InlineData(LoginOutcome.NotAnswered)]
    public async Task Attempt_that_was_not_accepted_is_the_only_one(LoginOutcome outcome)
    {
        await AttemptAsync(outcome);
        (await ReserveAsync()).ShouldBe(LoginPermission.Denied(null));
        (await ReserveAsync()).MayAttempt.ShouldBeFalse();
    }

    [Fact]
    public async Task Attempt_whose_outcome_nobody_told_is_the_only_one()
    {
        (await ReserveAsync()).MayAttempt.ShouldBeTrue();
        (await ReserveAsync()).MayAttempt.ShouldBeFalse();
    }

    [Fact]
    public async Task Accepted_credential_is_used_until_it_is_refused()
    {
        await AttemptAsync(LoginOutcome.Accepted);
        await AttemptAsync(LoginOutcome.Accepted);
        await AttemptAsync(LoginOutcome.Refused);
        (await ReserveAsync()).MayAttempt.ShouldBeFalse();
    }

    private ValueTask<LoginPermission> ReserveAsync() => _gate.ReserveAsync(TestContext.Current.CancellationToken);

    private async Task AttemptAsync(LoginOutcome outcome)
    {
        var permission = await ReserveAsync();
        permission.MayAttempt.ShouldBeTrue();
        await _gate.ReportAsync(permission, outcome, null, TestContext.Current.CancellationToken);
    }
}
