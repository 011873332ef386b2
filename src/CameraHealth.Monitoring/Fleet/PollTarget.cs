using CameraHealth.Authentication;

namespace CameraHealth.Monitoring.Fleet;

/// <summary>A device with all a poll of it needs. Lives in the worker only: the credential is open.</summary>
/// <param name="Device">The register's row.</param>
/// <param name="Policy">How often and how patiently.</param>
/// <param name="Credential">The account; null: none registered. For a channel: the recorder's.</param>
/// <param name="CredentialUnreadable">True when one is stored that this worker's key does not open.</param>
/// <param name="Recorder">The recorder in front of a channel; null for direct access.</param>
/// <param name="Trust">What the device that is contacted proved of itself before; null: nothing yet.</param>
/// <param name="Contracts">What its streams are to deliver, by the register; null: nothing.</param>
public sealed record PollTarget(
    Device Device, PollPolicy Policy, DeviceCredential? Credential, bool CredentialUnreadable, Device? Recorder, DeviceTrust? Trust = null, IReadOnlyList<RegisteredContract>? Contracts = null)
{
    /// <summary>The device that is contacted: the recorder for a channel, else the device itself.</summary>
    public Device Contacted => Recorder ?? Device;
}

/// <summary>A site's devices of one policy, at most 100: what is scheduled, fenced and handed over as one.</summary>
/// <param name="Id">Database identity.</param>
/// <param name="SiteCode">The site.</param>
/// <param name="Epoch">The fencing number under which this worker owns the group; what carries an older one is never a verdict.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Targets">Its devices.</param>
public sealed record PollGroup(long Id, string SiteCode, long Epoch, PollPolicy Policy, IReadOnlyList<PollTarget> Targets);
