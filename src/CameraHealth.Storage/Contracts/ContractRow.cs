using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Contracts;

/// <summary>A version of a contract. Instants are UTC.</summary>
/// <param name="Contract">What it says.</param>
/// <param name="Person">Who entered it; null: told by the device.</param>
/// <param name="Reason">Why; null: told by the device.</param>
/// <param name="RecordedAt">Since when it is known.</param>
/// <param name="SupersededAt">Until when; null: it stands.</param>
public sealed record ContractRow(RegisteredContract Contract, string? Person, string? Reason, DateTimeOffset RecordedAt, DateTimeOffset? SupersededAt)
{
    /// <summary>Of rows that stand, the one that holds for a stream: a person's, else the device's. Null: none.</summary>
    public static ContractRow? Holding(IEnumerable<ContractRow> rows, StreamRole stream) =>
        rows.Where(row => row.SupersededAt is null && row.Contract.Stream == stream).MaxBy(row => row.Contract.Source);
}
