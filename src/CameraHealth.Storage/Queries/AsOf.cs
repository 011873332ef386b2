using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>Recorded times to read the ledger up to.</summary>
internal static class AsOf
{
    /// <exception cref="ArgumentOutOfRangeException">It lies in the future: what is recorded until then is not known yet.</exception>
    public static async Task<DateTimeOffset> CheckAsync(NpgsqlConnection connection, DateTimeOffset? asked, CancellationToken cancellationToken)
    {
        var now = await RecordedTime.ReadAsync(connection, cancellationToken);
        if (asked > now)
        {
            throw new ArgumentOutOfRangeException(nameof(asked), asked, "The as-of lies in the future.");
        }

        return asked ?? now;
    }
}
