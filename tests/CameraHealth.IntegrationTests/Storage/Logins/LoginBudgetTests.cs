using CameraHealth.Authentication;
using CameraHealth.Storage.Logins;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Logins;

public sealed class LoginBudgetTests(StorageFixture storage) : IClassFixture<StorageFixture>, IAsyncDisposable
{
    private const string Account = "admin";

    private readonly string _host = Guid.NewGuid().ToString("N");
    private readonly FakeTimeProvider _time = new();
    private readonly List<NpgsqlDataSource> _processes = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_attempts_are_free_then_one_after_35_minutes_and_one_an_hour_later_and_then_none_until_a_person_acts()
    {
        var gate = Gate();
        await RefuseAsync(gate);
        await RefuseAsync(gate);
        await ShouldBeHeldAsync(gate, "35 minutes");
        await LetPassAsync("34 minutes 59 seconds");
        await ShouldBeHeldAsync(gate, "35 minutes");
        await LetPassAsync("1 second");

        await RefuseAsync(gate);
        await ShouldBeHeldAsync(gate, "1 hour");
        await LetPassAsync("59 minutes 59 seconds");
        await ShouldBeHeldAsync(gate, "1 hour");
        await LetPassAsync("1 second");

        await RefuseAsync(gate);
        await LetPassAsync("1 year");
        (await ReserveAsync(gate)).ShouldBe(LoginPermission.Denied(null));
        (await RowAsync()).ShouldBe("4 4 stopped");

        await new LoginBudget(Process(), _time).ReleaseAsync(_host.ToUpperInvariant(), Account, TestContext.Current.CancellationToken);
        (await ReserveAsync(gate)).MayAttempt.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(null, false)]
    public async Task Few_attempts_left_stop_at_once(int? attemptsLeft, bool stops)
    {
        var gate = Gate();
        await RefuseAsync(gate, attemptsLeft);
        var next = await ReserveAsync(gate);
        next.MayAttempt.ShouldBe(!stops);
        next.HeldUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Accepted_login_forgets_the_refusals_and_needs_no_reservation_in_any_process()
    {
        var gate = Gate();
        await RefuseAsync(gate);
        await gate.ReportAsync(await ReserveAsync(gate), LoginOutcome.Accepted, null, TestContext.Current.CancellationToken);
        (await RowAsync()).ShouldBe("0 0 going");
        (await ReserveAsync(gate)).ShouldBe(new LoginPermission(true, null, 0));
        (await ReserveAsync(Gate())).ShouldBe(new LoginPermission(true, null, 0));
        (await RowAsync()).ShouldBe("0 0 going");
    }

    [Fact]
    public async Task Refusal_of_an_accepted_login_counts_and_ends_the_free_passage_of_every_process_that_is_refused()
    {
        var (one, two) = (Gate(), Gate());
        await AcceptAsync(one);
        var (first, second) = (await ReserveAsync(one), await ReserveAsync(two));
        await one.ReportAsync(first, LoginOutcome.Refused, null, TestContext.Current.CancellationToken);
        await two.ReportAsync(second, LoginOutcome.Refused, null, TestContext.Current.CancellationToken);
        (await RowAsync()).ShouldBe("2 2 going");
        await ShouldBeHeldAsync(one, "35 minutes");
        await ShouldBeHeldAsync(two, "35 minutes");
    }

    [Fact]
    public async Task Attempt_without_an_answer_stays_counted()
    {
        var gate = Gate();
        for (var i = 0; i < 2; i++)
        {
            await gate.ReportAsync(await ReserveAsync(gate), LoginOutcome.NotAnswered, null, TestContext.Current.CancellationToken);
        }

        await ShouldBeHeldAsync(gate, "35 minutes");
        (await RowAsync()).ShouldBe("2 0 going");
    }

    [Fact]
    public async Task Attempts_of_processes_that_died_are_never_made_again()
    {
        var permitted = 0;
        var pool = Process();
        for (var restart = 0; restart < 50; restart++)
        {
            permitted += (await ReserveAsync(new LoginBudget(pool, _time).GateFor(_host, Account))).MayAttempt ? 1 : 0;
        }

        permitted.ShouldBe(2);
    }

    [Fact]
    public async Task Two_processes_with_many_channels_never_take_more_than_the_budget()
    {
        LoginBudget[] processes = [new(Process(), _time), new(Process(), _time)];
        var asking = Task.WhenAll(Enumerable.Range(0, 40).Select(number => ReserveAsync(processes[number % 2].GateFor(_host, Account))));
        await PassTimeUntilAsync(asking);
        (await asking).Count(permission => permission.MayAttempt).ShouldBe(2);
        (await RowAsync()).ShouldBe("2 0 going");
    }

    [Fact]
    public async Task Channels_of_a_recorder_wait_for_the_first_answer_rather_than_for_the_hold()
    {
        var gate = Gate();
        var (first, second) = (await ReserveAsync(gate), await ReserveAsync(gate));
        var third = ReserveAsync(gate);
        await gate.ReportAsync(first, LoginOutcome.Accepted, null, TestContext.Current.CancellationToken);
        (await third).ShouldBe(new LoginPermission(true, null, 0));
        await gate.ReportAsync(second, LoginOutcome.Accepted, null, TestContext.Current.CancellationToken);
        (await RowAsync()).ShouldBe("0 0 going");
    }

    [Fact]
    public async Task Reservation_is_committed_when_it_is_given()
    {
        (await ReserveAsync(Gate())).AttemptId.ShouldBe(1);
        (await storage.Database.ScalarAsync<int>($"select attempts from login_budgets where host = '{_host}'")).ShouldBe(1);
        (await storage.Database.ScalarAsync<long>($"select count(*) from pg_locks where relation = 'login_budgets'::regclass and pid <> pg_backend_pid()")).ShouldBe(0);
    }

    [Fact]
    public async Task Cut_off_from_the_database_no_attempt_is_made()
    {
        var away = Process(new NpgsqlConnectionStringBuilder(storage.Database.Options.App) { Host = "/nowhere" }.ConnectionString);
        var gate = new LoginBudget(away, _time).GateFor(_host, Account);
        (await ReserveAsync(gate)).MayAttempt.ShouldBeFalse();
    }

    [Fact]
    public async Task Connection_that_dies_before_the_commit_gives_no_attempt_and_counts_none()
    {
        var gate = Gate();
        Task<LoginPermission> asking;
        await using (await Backend.LockTableAsync(storage.Database, "login_budgets"))
        {
            asking = ReserveAsync(gate);
            await Backend.TerminateAsync(storage.Database, await Backend.WaitUntilBlockedAsync(storage.Database, "login_budgets"));
            (await asking).MayAttempt.ShouldBeFalse();
        }

        (await ReserveAsync(gate)).AttemptId.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "1 1 going")]
    [InlineData(2, "1 1 stopped")]
    public async Task Refusal_that_could_not_be_written_is_written_with_the_next_reservation(int? attemptsLeft, string told)
    {
        var gate = Gate();
        var permission = await ReserveAsync(gate);
        await using (await Backend.LockTableAsync(storage.Database, "login_budgets"))
        {
            var telling = gate.ReportAsync(permission, LoginOutcome.Refused, attemptsLeft, TestContext.Current.CancellationToken).AsTask();
            await Backend.TerminateAsync(storage.Database, await Backend.WaitUntilBlockedAsync(storage.Database, "login_budgets"));
            await telling;
        }

        (await RowAsync()).ShouldBe("1 0 going");
        var next = await ReserveAsync(gate);
        next.MayAttempt.ShouldBe(attemptsLeft is null);
        (await RowAsync()).ShouldBe(attemptsLeft is null ? "2 1 going" : told);
    }

    [Fact]
    public async Task Accounts_and_hosts_have_budgets_of_their_own_and_case_of_a_host_makes_none()
    {
        await RefuseAsync(Gate());
        await RefuseAsync(new LoginBudget(Process(), _time).GateFor(_host.ToUpperInvariant(), Account));
        await ShouldBeHeldAsync(Gate(), "35 minutes");
        (await ReserveAsync(new LoginBudget(Process(), _time).GateFor(_host, "Admin"))).MayAttempt.ShouldBeTrue();
        (await ReserveAsync(new LoginBudget(Process(), _time).GateFor("other-" + _host, Account))).MayAttempt.ShouldBeTrue();
    }

    private static Task<LoginPermission> ReserveAsync(ILoginGate gate) => gate.ReserveAsync(TestContext.Current.CancellationToken).AsTask();

    private static async Task RefuseAsync(ILoginGate gate, int? attemptsLeft = null)
    {
        var permission = await ReserveAsync(gate);
        permission.MayAttempt.ShouldBeTrue();
        await gate.ReportAsync(permission, LoginOutcome.Refused, attemptsLeft, TestContext.Current.CancellationToken);
    }

    private static async Task AcceptAsync(ILoginGate gate) =>
        await gate.ReportAsync(await ReserveAsync(gate), LoginOutcome.Accepted, null, TestContext.Current.CancellationToken);

    private async Task ShouldBeHeldAsync(ILoginGate gate, string hold)
    {
        var asking = ReserveAsync(gate);
        await PassTimeUntilAsync(asking);
        var until = new DateTimeOffset(await storage.Database.ScalarAsync<DateTime>($"select last_attempt_at + interval '{hold}' from login_budgets where host = '{_host}' and account = '{Account}'"), TimeSpan.Zero);
        (await asking).ShouldBe(LoginPermission.Denied(until));
    }

    // A gate waits some seconds of its process's time for others that try; the holds are told by the database's clock alone.
    private async Task PassTimeUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private Task LetPassAsync(string time) =>
        storage.Database.ExecuteAsync($"update login_budgets set last_attempt_at = last_attempt_at - interval '{time}' where host = '{_host}'");

    private Task<string> RowAsync() => storage.Database.ScalarAsync<string>(
        $"select concat_ws(' ', attempts, refusals, case when stopped_at is null then 'going' else 'stopped' end) from login_budgets where host = '{_host}' and account = '{Account}'");

    // Each as another process has it: own pool, own memory.
    private ILoginGate Gate() => new LoginBudget(Process(), _time).GateFor(_host, Account);

    private NpgsqlDataSource Process(string? connection = null)
    {
        var process = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection ?? storage.Database.Options.App) { MaxPoolSize = 5, Pooling = true }.ConnectionString);
        _processes.Add(process);
        return process;
    }
}
