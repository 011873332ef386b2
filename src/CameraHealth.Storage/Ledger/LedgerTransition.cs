using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>A row to be added to the ledger.</summary>
/// <param name="Transition">What changed.</param>
/// <param name="Evidence">Hash of the observation that made it.</param>
/// <param name="Supersedes">Identity of the row it corrects; null: none.</param>
internal sealed record LedgerTransition(Transition Transition, byte[] Evidence, long? Supersedes)
{
    public short Line => RungNumber.Of(Transition.Rung);
}

/// <summary>A ledger row that nothing superseded.</summary>
internal sealed record StoredTransition(long Id, Transition Transition, byte[] Evidence)
{
    public short Line => RungNumber.Of(Transition.Rung);

    /// <summary>Whether it says the same, and by the same observation: its evidence is what a row stands on.</summary>
    public bool IsThat(LedgerTransition row) => Transition == row.Transition && Evidence.AsSpan().SequenceEqual(row.Evidence);
}
