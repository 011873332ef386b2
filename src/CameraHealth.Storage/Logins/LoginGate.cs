using CameraHealth.Authentication;
using Npgsql;

namespace CameraHealth.Storage.Logins;

/// <summary>One account on one host, as this process uses it.</summary>
internal sealed class LoginGate(LoginTable table, TimeProvider time) : ILoginGate
{
    // The channels of a recorder ask at once. Those that come third wait for the first to be told, rather than for 35 minutes.
    private static readonly TimeSpan WaitForOthers = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private bool _isAccepted;
    private LoginRefusals _owed;
    private int _inFlight;
    private long _reservedAt;
    private TaskCompletionSource _told = NewSignal();

    public async ValueTask<LoginPermission> ReserveAsync(CancellationToken cancellationToken)
    {
        // Accepted lately: no reservation, no query. A refusal ends this at once.
        if (Volatile.Read(ref _isAccepted))
        {
            return new LoginPermission(true, null, 0);
        }

        var told = Told;
        var permission = await TryReserveAsync(cancellationToken);
        if (permission is { MayAttempt: false, HeldUntil: not null } && IsSomebodyTrying())
        {
            await Task.WhenAny(told, Task.Delay(WaitForOthers, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            permission = Volatile.Read(ref _isAccepted) ? new LoginPermission(true, null, 0) : await TryReserveAsync(cancellationToken);
        }

        return permission;
    }

    public async ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft, CancellationToken cancellationToken)
    {
        var wasReserved = permission.AttemptId != 0;
        try
        {
            if (outcome == LoginOutcome.Refused)
            {
                Volatile.Write(ref _isAccepted, false);
                await RefuseAsync(LoginRefusals.One(wasReserved, attemptsLeft), cancellationToken);
            }
            else if (outcome == LoginOutcome.Accepted && !Volatile.Read(ref _isAccepted))
            {
                await table.AcceptAsync(cancellationToken);
                TakeOwed();
                Volatile.Write(ref _isAccepted, true);
            }
        }
        catch (NpgsqlException) when (outcome == LoginOutcome.Accepted)
        {
            // The database is away: the reservation stays counted, which only holds back more than needed.
        }
        finally
        {
            if (wasReserved)
            {
                Tell();
            }
        }
    }

    private async ValueTask<LoginPermission> TryReserveAsync(CancellationToken cancellationToken)
    {
        var owed = TakeOwed();
        try
        {
            var (permission, isAccepted) = await table.ReserveAsync(owed, cancellationToken);
            Volatile.Write(ref _isAccepted, isAccepted);
            if (permission.AttemptId != 0)
            {
                Interlocked.Increment(ref _inFlight);
                Volatile.Write(ref _reservedAt, time.GetTimestamp());
            }

            return permission;
        }
        catch (NpgsqlException)
        {
            // Cut off from the budget: no reservation, no attempt.
            Owe(owed);
            return LoginPermission.CutOff;
        }
        catch (OperationCanceledException)
        {
            Owe(owed);
            throw;
        }
    }

    private async Task RefuseAsync(LoginRefusals refusals, CancellationToken cancellationToken)
    {
        try
        {
            await table.RefuseAsync(refusals, cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
        {
            // Not lost: it is written with the next reservation, which cannot be had without the database.
            Owe(refusals);
            if (error is OperationCanceledException)
            {
                throw;
            }
        }
    }

    private LoginRefusals TakeOwed()
    {
        lock (_lock)
        {
            var owed = _owed;
            _owed = default;
            return owed;
        }
    }

    private void Owe(LoginRefusals refusals)
    {
        lock (_lock)
        {
            _owed = _owed.And(refusals);
        }
    }

    private Task Told
    {
        get
        {
            lock (_lock)
            {
                return _told.Task;
            }
        }
    }

    // A reservation whose outcome is never told (its poll was cut off) must not make every later one wait.
    private bool IsSomebodyTrying() =>
        Volatile.Read(ref _inFlight) > 0 && time.GetElapsedTime(Volatile.Read(ref _reservedAt)) < WaitForOthers;

    private void Tell()
    {
        lock (_lock)
        {
            Interlocked.Decrement(ref _inFlight);
            _told.TrySetResult();
            _told = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
