using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Sealing;

/// <summary>What is sealed cannot be changed, deleted or added to without being named; and who makes the whole chain again is shown by a digest kept outside.</summary>
public sealed class SealTests(PostgresFixture postgres)
{
    private const string AnyTransition = "(select min(id) from transitions)";

    [Fact]
    public async Task Days_that_are_over_are_sealed_once_and_fit()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        (await scene.SealAsync()).ShouldBe(3);
        (await scene.SealAsync()).ShouldBe(0);

        var seals = await scene.ListAsync();
        var today = DateOnly.FromDateTime(await database.ScalarAsync<DateTime>("select clock_timestamp() at time zone 'UTC'"));
        seals.Select(seal => seal.Day).ShouldBe([today.AddDays(-1), today.AddDays(-2), today.AddDays(-3)]);
        var transitions = await database.ScalarAsync<long>("select count(*) from transitions");
        transitions.ShouldBeGreaterThan(3);
        seals.Sum(seal => seal.Rows).ShouldBe((int)transitions + 2);
        seals[0].Rows.ShouldBe(0);
        var verdict = await scene.VerifyAsync((seals[0].Day, seals[0].Digest), (seals[2].Day, seals[2].Digest));
        verdict.Faults.ShouldBeEmpty();
        (verdict.Days, verdict.Rows).ShouldBe((3, transitions + 2));
    }

    [Theory]
    [InlineData($"update transitions set reason = reason + 1 where id = {AnyTransition}", "transition 1 of day", "was changed")]
    [InlineData($"update transitions set at = at + interval '1 microsecond' where id = {AnyTransition}", "transition 1 of day", "was changed")]
    [InlineData($"delete from transitions where id = {AnyTransition}", "transition 1 of day", "was deleted")]
    [InlineData($"update transitions set recorded_at = recorded_at + interval '1 day' where id = {AnyTransition}", "transition 1 of day", "was deleted, or moved")]
    [InlineData("update status_corrections set entered_by = 'ai khác'", "correction 1 of day", "was changed")]
    [InlineData("update status_corrections set superseded_at = null, superseded_by = null, superseded_why = null", "end of correction 1 of day", "was deleted")]
    [InlineData("update status_corrections set superseded_why = 'lý do khác'", "end of correction 1 of day", "was changed")]
    [InlineData("delete from status_corrections", "correction 1 of day", "was deleted")]
    [InlineData(
        "insert into transitions (device_id, rung, at, from_status, to_status, reason, evidence_hash, recorded_at, batch_id) select device_id, 1, at, from_status, to_status, reason, evidence_hash, recorded_at, batch_id from transitions where id = 1",
        "transition", "was added to day")]
    [InlineData("update ledger_seals set list = overlay(list placing '\\x00'::bytea from 20) where rows > 0", "was changed", "its digest is not that of its list")]
    [InlineData("delete from ledger_seals where day = (select min(day) + 1 from ledger_seals)", "the seal of day", "is missing")]
    [InlineData("delete from ledger_seals where day = (select min(day) from ledger_seals)", "does not rest on the digest of the day before", "lies before the first sealed day")]
    public async Task Sealed_row_that_was_tampered_with_is_named(string tampering, string named, string how)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        await scene.SealAsync();
        (await scene.VerifyAsync()).Faults.ShouldBeEmpty();
        await scene.TamperAsync(tampering);

        var faults = string.Join('\n', (await scene.VerifyAsync()).Faults);
        faults.ShouldContain(named);
        faults.ShouldContain(how);
        (await scene.RunAsync("ledger", "verify")).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Chain_made_again_after_a_change_is_caught_only_by_a_digest_kept_outside()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        await scene.SealAsync();
        var printed = (await scene.ListAsync())[1];
        await scene.TamperAsync("update status_corrections set reason = 'lý do khác'; delete from ledger_seals");
        await scene.SealAsync();

        var (exit, said) = await scene.RunAsync("ledger", "verify");
        exit.ShouldBe(0, said);
        said.ShouldContain("Không có --anchor nên chưa chứng minh được");
        (exit, said) = await scene.RunAsync("ledger", "verify", "--anchor", $"{printed.Day:yyyy-MM-dd}={printed.Text}");
        exit.ShouldBe(1);
        said.ShouldContain($"day {printed.Day:yyyy-MM-dd} has the digest");
    }

    [Fact]
    public async Task Anchor_of_a_day_that_holds_is_proof()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        (await scene.RunAsync("ledger", "seals")).Said.ShouldContain("Chưa ngày nào được niêm phong");
        await scene.SealAsync();
        var listed = (await scene.RunAsync("ledger", "seals", "--days", "1")).Said.Split('\t');
        var (exit, said) = await scene.RunAsync("ledger", "verify", "--anchor", $"{listed[0]}={listed[2].ToUpperInvariant()}");
        exit.ShouldBe(0, said);
        said.ShouldContain("Niêm phong khớp: 3 ngày");
        said.ShouldNotContain("Không có --anchor");
        (await scene.RunAsync("ledger", "verify", "--anchor", "2001-01-01=" + listed[2])).Exit.ShouldBe(1);
        (await scene.RunAsync("ledger", "verify", "--anchor", "hôm qua")).Exit.ShouldBe(2);
        (await scene.RunAsync("ledger", "verify", "--anchor", listed[0] + "=abc")).Exit.ShouldBe(2);
        (await scene.RunAsync("ledger", "seals", "--days", "0")).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task Old_days_fit_after_a_migration_that_adds_a_column()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        await scene.SealAsync();
        await database.ExecuteAsync("alter table transitions add column note text not null default 'mới'; alter table status_corrections add column note text");
        (await scene.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Application_may_add_a_day_and_change_none()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        await scene.SealAsync();
        foreach (var change in new[] { "update ledger_seals set rows = 0", "delete from ledger_seals", "truncate ledger_seals" })
        {
            await using var command = database.App.CreateCommand(change);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync(change));
        }
    }
}
