namespace CameraHealth.Simulator.Logins;

/// <summary>What became of a request's credential.</summary>
internal enum LoginVerdict
{
    /// <summary>It is the right one, or none is asked.</summary>
    Accepted,

    /// <summary>None was sent: challenge, do not count.</summary>
    Missing,

    /// <summary>Right, but its nonce is too old or used up: challenge with stale=true, do not count.</summary>
    Stale,

    /// <summary>Wrong, or the account is locked: counted.</summary>
    Refused,
}
