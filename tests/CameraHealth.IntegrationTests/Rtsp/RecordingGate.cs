using CameraHealth.Authentication;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>A gate that remembers what it was asked and told.</summary>
internal sealed class RecordingGate : ILoginGate
{
    public bool Allows { get; init; } = true;

    public int Reserved { get; private set; }

    public List<LoginOutcome> Told { get; } = [];

    public ValueTask<LoginPermission> ReserveAsync(CancellationToken cancellationToken)
    {
        Reserved++;
        return ValueTask.FromResult(Allows ? new LoginPermission(MayAttempt: true, HeldUntil: null, AttemptId: 1) : LoginPermission.Denied(until: null));
    }

    public ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft, CancellationToken cancellationToken)
    {
        Told.Add(outcome);
        return ValueTask.CompletedTask;
    }
}
