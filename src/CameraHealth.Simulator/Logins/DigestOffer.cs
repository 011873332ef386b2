using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Logins;

/// <summary>The login schemes of a challenge.</summary>
internal enum DigestOffer
{
    Md5,
    Sha256,
    Several,
    Basic,
}

/// <summary>What a device of given quirks offers.</summary>
internal static class DigestOffers
{
    internal static DigestOffer Of(IReadOnlyList<DeviceQuirk> quirks) =>
        quirks.Contains(DeviceQuirk.Sha256Only) ? DigestOffer.Sha256
        : quirks.Contains(DeviceQuirk.SeveralChallenges) ? DigestOffer.Several
        : quirks.Contains(DeviceQuirk.BasicOnly) ? DigestOffer.Basic
        : DigestOffer.Md5;
}
