namespace CameraHealth.Storage.Sealing;

/// <summary>What a verification of the seals found.</summary>
/// <param name="Days">Sealed days read.</param>
/// <param name="Rows">Sealed rows compared.</param>
/// <param name="Last">The last sealed day; null: nothing is sealed yet.</param>
/// <param name="Faults">What does not fit, in English, each naming its row or day; the first ones of many.</param>
public sealed record SealVerdict(int Days, long Rows, DaySeal? Last, IReadOnlyList<string> Faults);
