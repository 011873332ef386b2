using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Model;
using CameraHealth.Storage.Uptime;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Policies;

/// <summary>The policies in the register; workers take a change over within seconds.</summary>
public sealed class PolicyStore(NpgsqlDataSource database)
{
    /// <summary>Every policy, by name.</summary>
    public async Task<IReadOnlyList<PollPolicy>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        return [.. (await context.PollPolicies.AsNoTracking().ToListAsync(cancellationToken)).Select(row => row.ToPolicy()).OrderBy(policy => policy.Name, StringComparer.Ordinal)];
    }

    /// <summary>Changes a policy, all of the change or nothing; who and why is kept with what was before.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="change">Makes the new policy from the present one; its name is not changed.</param>
    /// <param name="person">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Errors of the policy as it would be; empty: it was changed.</returns>
    /// <exception cref="UnknownCodeException">There is no such policy.</exception>
    public async Task<IReadOnlyList<FormattableString>> ChangeAsync(
        string name, Func<PollPolicy, PollPolicy> change, string person, string reason, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.PollPolicies.FromSql($"select * from poll_policies where name = {name} for update").SingleOrDefaultAsync(cancellationToken)
            ?? throw new UnknownCodeException(name);
        var before = row.ToPolicy();
        var after = change(before);
        if (PolicyRules.Validate(after) is { Count: > 0 } errors)
        {
            return errors;
        }

        row.Take(after);
        await context.SaveChangesAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"""
            insert into audit_log (subject, code, person, reason, before, after)
            values ('policy', {name}, {person}, {reason}, {StoredJson.Write(before)}::jsonb, {StoredJson.Write(after)}::jsonb);
            update fleet_version set version = version + 1
            """, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }
}
