namespace CameraHealth.Storage.Sealing;

/// <summary>One sealed day.</summary>
/// <param name="Day">The day, UTC, in which its rows were recorded.</param>
/// <param name="Rows">How many.</param>
/// <param name="Digest">SHA-256 over the day before's digest and the hash of each row: what is printed and kept outside.</param>
/// <param name="SealedAt">When, by the database's clock.</param>
public sealed record DaySeal(DateOnly Day, int Rows, byte[] Digest, DateTimeOffset SealedAt)
{
    /// <summary>The digest as it is printed: 64 lower hexadecimal digits.</summary>
    public string Text => Convert.ToHexStringLower(Digest);
}
