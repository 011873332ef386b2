using CameraHealth.Authentication;

namespace CameraHealth.Monitoring.Probing;

/// <summary>
/// One budget of refused logins per (host, account) for every protocol, the command line and every worker. The seam to Postgres.
/// </summary>
/// <remarks>
/// While the last outcome is not Accepted, each attempt is reserved and committed before it is sent. Two attempts at first (one per scheme), then
/// a hold of 35 min, then of 1 h; after four refusals a stop until the credential changes or a person releases it. A reservation whose outcome
/// was never told (the process died) counts as a possible refusal for the holds. "N attempts left" ≤ 3 stops at once.
/// </remarks>
public interface ILoginBudget
{
    /// <summary>The gate for one account on one host. Host names are compared without case.</summary>
    ILoginGate GateFor(string host, string account);
}
