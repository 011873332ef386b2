using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Logins;

/// <summary>A new credential lets attempts go on, as far as the device's own counter bears it: it does not know that the credential is another one.</summary>
internal static class BudgetRelease
{
    // What the device may have counted: every refusal we know, and every attempt whose outcome was never told. One of these may be counted twice,
    // which only holds back more than needed.
    private const string Statement = """
        with changed as (select distinct h, a from unnest(@hosts, @accounts) as u (h, a)),
        forgotten as (delete from login_budgets b using changed where b.host = h and b.account = a
            and (b.attempts = 0 or b.last_attempt_at is null or b.last_attempt_at < clock_timestamp() - @forgets))
        update login_budgets b set
            last_outcome = null,
            attempts = case when b.stopped_at is not null or greatest(b.attempts, b.refusals + b.attempts - 1) >= @most then @free else least(b.attempts, @free - 1) end,
            refusals = least(greatest(b.attempts, b.refusals + b.attempts - 1), @most - 1),
            stopped_at = null
        from changed where b.host = h and b.account = a
            and b.attempts > 0 and b.last_attempt_at >= clock_timestamp() - @forgets
        """;

    /// <summary>Releases accounts on hosts within the context's transaction: at once what the device has forgotten; else one attempt more while it
    /// stays below its limit, and after that a hold instead of a stop.</summary>
    public static Task ApplyAsync(StorageContext context, IReadOnlyCollection<(string Host, string Account)> accounts, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync(
            Statement,
            [
                new NpgsqlParameter("hosts", accounts.Select(account => account.Host.ToLowerInvariant()).ToArray()),
                new NpgsqlParameter("accounts", accounts.Select(account => account.Account).ToArray()),
                new NpgsqlParameter("forgets", LoginRule.FirstHold),
                new NpgsqlParameter("most", LoginRule.MaxRefusals),
                new NpgsqlParameter("free", LoginRule.FreeAttempts),
            ],
            cancellationToken);
}
