namespace CameraHealth.Storage.Sealing;

/// <summary>What is sealed. The numbers are part of the seal's form and never change.</summary>
public enum SealedKind : byte
{
    /// <summary>A row of the ledger.</summary>
    Transition = 1,

    /// <summary>What a person said against the measured status, as it was entered.</summary>
    Correction = 2,

    /// <summary>That such a correction was taken back: by whom, when, why.</summary>
    CorrectionEnd = 3,
}
