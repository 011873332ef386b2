namespace CameraHealth.Monitoring.Observations;

/// <summary>A term of a stream's contract, in the order in which the first that deviates is named. Numbers are stored: never reuse one.</summary>
public enum ContractTerm
{
    /// <summary>Codec.</summary>
    Codec = 1,

    /// <summary>Width and height.</summary>
    Size = 2,

    /// <summary>Pictures per second.</summary>
    FrameRate = 3,

    /// <summary>Bit/s.</summary>
    BitRate = 4,

    /// <summary>From keyframe to keyframe.</summary>
    KeyframeInterval = 5,
}

/// <summary>A term that a stream did not keep: measured, and outside what is wanted and tolerated.</summary>
/// <param name="Term">Which.</param>
/// <param name="Wanted">What the contract says, with its unit, English.</param>
/// <param name="Measured">What was measured, with its unit, English.</param>
public sealed record ContractDeviation(ContractTerm Term, string Wanted, string Measured);
