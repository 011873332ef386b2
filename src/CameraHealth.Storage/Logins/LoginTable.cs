using CameraHealth.Authentication;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Logins;

/// <summary>The row of one account on one host. Each call is a transaction of its own; every time is the database's.</summary>
internal sealed class LoginTable(NpgsqlDataSource database, string host, string account)
{
    /// <summary>Reserves an attempt, committed when this returns.</summary>
    /// <param name="owed">Refusals that could not be written when they happened.</param>
    /// <param name="cancellationToken">Ends the asking; what was committed stays.</param>
    /// <returns>The permission, and whether the account is accepted (then nothing was reserved).</returns>
    public async Task<(LoginPermission Permission, bool IsAccepted)> ReserveAsync(LoginRefusals owed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (found, now) = await LockAsync(connection, cancellationToken);
        if (owed.Count > 0)
        {
            found = found.Refused(owed, now);
            await UpdateAsync(connection, found, LoginOutcome.Refused, now, cancellationToken);
        }

        var permission = new LoginPermission(true, null, 0);
        if (!found.IsAccepted)
        {
            var next = LoginRule.NextAttemptAt(found);
            permission = LoginPermission.Denied(next);
            if (next <= now)
            {
                found = found with { Attempts = found.Attempts + 1, LastAttemptAt = now };
                await UpdateAsync(connection, found, null, now, cancellationToken);
                permission = new LoginPermission(true, null, found.Attempts);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return (permission, found.IsAccepted);
    }

    public async Task AcceptAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("""
            insert into login_budgets (host, account, attempts, refusals, last_attempt_at, last_outcome) values (@host, @account, 0, 0, clock_timestamp(), @accepted)
            on conflict (host, account) do update set attempts = 0, refusals = 0, last_outcome = @accepted, stopped_at = null
            """);
        command.Parameters.AddWithValue("accepted", (short)LoginOutcome.Accepted);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Counts refusals.</summary>
    public async Task RefuseAsync(LoginRefusals refusals, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (found, now) = await LockAsync(connection, cancellationToken);
        await UpdateAsync(connection, found.Refused(refusals, now), LoginOutcome.Refused, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Forgets everything: the credential changed, or a person released it.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("delete from login_budgets where host = @host and account = @account");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<(LoginAccount Account, DateTimeOffset Now)> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Named(new NpgsqlCommand("insert into login_budgets (host, account, attempts, refusals) values (@host, @account, 0, 0) on conflict do nothing", connection));
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = "select attempts, refusals, last_attempt_at, last_outcome, stopped_at is not null, clock_timestamp() from login_budgets where host = @host and account = @account for update";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (Read(reader), reader.GetInstant(5));
    }

    private static LoginAccount Read(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetInt32(1), reader.GetNullable<DateTimeOffset>(2), reader.GetNullable<short>(3) == (short)LoginOutcome.Accepted, reader.GetBoolean(4));

    private async Task UpdateAsync(NpgsqlConnection connection, LoginAccount found, LoginOutcome? outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Named(new NpgsqlCommand("""
            update login_budgets set attempts = @attempts, refusals = @refusals, last_attempt_at = @last, last_outcome = coalesce(@outcome, last_outcome),
                stopped_at = case when @stopped then coalesce(stopped_at, @now) end
            where host = @host and account = @account
            """, connection));
        command.Parameters.AddWithValue("attempts", found.Attempts);
        command.Parameters.AddWithValue("refusals", found.Refusals);
        command.Parameters.AddWithValue("last", (object?)found.LastAttemptAt ?? DBNull.Value);
        command.Parameters.Add(new NpgsqlParameter<short?>("outcome", NpgsqlTypes.NpgsqlDbType.Smallint) { TypedValue = (short?)outcome });
        command.Parameters.AddWithValue("stopped", found.IsStopped);
        command.Parameters.AddWithValue("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql) => Named(database.CreateCommand(sql));

    private NpgsqlCommand Named(NpgsqlCommand command)
    {
        command.Parameters.AddWithValue("host", host);
        command.Parameters.AddWithValue("account", account);
        return command;
    }
}
