using System.Collections.Concurrent;
using CameraHealth.Authentication;

namespace CameraHealth.IntegrationTests.Onvif;

/// <summary>Counts what it is asked and told; lets the first <paramref name="allowed"/> logins pass.</summary>
public sealed class CountingGate(int allowed = int.MaxValue) : ILoginGate
{
    private int _reserved;

    public int Reserved => _reserved;

    public ConcurrentQueue<(LoginOutcome Outcome, int? AttemptsLeft)> Reports { get; } = new();

    public IEnumerable<LoginOutcome> Outcomes => Reports.Select(r => r.Outcome);

    public ValueTask<LoginPermission> ReserveAsync(CancellationToken cancellationToken)
        => ValueTask.FromResult(Interlocked.Increment(ref _reserved) <= allowed ? new LoginPermission(true, null, _reserved) : LoginPermission.Denied(null));

    public ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft, CancellationToken cancellationToken)
    {
        Reports.Enqueue((outcome, attemptsLeft));
        return ValueTask.CompletedTask;
    }
}
