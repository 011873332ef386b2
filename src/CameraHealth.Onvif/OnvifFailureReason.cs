namespace CameraHealth.Onvif;

/// <summary>Why an ONVIF call gave no answer.</summary>
public enum OnvifFailureReason
{
    /// <summary>The host refused the TCP connection.</summary>
    ConnectRefused,

    /// <summary>Host or network unreachable, or the host name has no address.</summary>
    NoRoute,

    /// <summary>The fault lies with this machine: network down, no local address, no sockets left. Says nothing of the device.</summary>
    OwnNetworkDown,

    /// <summary>No TCP connection within the call's deadline.</summary>
    ConnectTimeout,

    /// <summary>Connected, but no complete reply within the call's deadline.</summary>
    ReplyTimeout,

    /// <summary>The device ended the connection before a complete reply.</summary>
    ConnectionClosed,

    /// <summary>TLS could not be set up.</summary>
    TlsFailed,

    /// <summary>The caller's network policy forbids the address; nothing was sent.</summary>
    AddressNotAllowed,

    /// <summary>A web server answered, but not ONVIF: 404, 405, 415, a redirect (never followed), HTML.</summary>
    HttpNotOnvif,

    /// <summary>The reply is no XML, no SOAP, holds a DTD, or lacks what the operation must answer.</summary>
    MalformedReply,

    /// <summary>The reply is larger or more deeply nested than the options allow.</summary>
    ReplyTooLarge,

    /// <summary>The device demands a login and none is known.</summary>
    CredentialsMissing,

    /// <summary>The device refused the credential, by each scheme it may be tried with.</summary>
    CredentialsRefused,

    /// <summary>Nothing was sent: the login budget holds attempts back, or the device warned of a near lock-out.</summary>
    LoginHeld,

    /// <summary>Nothing was sent: the login budget could not be asked.</summary>
    BudgetUnavailable,

    /// <summary>The device offers only a login scheme that is never used: Basic, or one weaker than it accepted before.</summary>
    LoginSchemeUnsupported,

    /// <summary>Login accepted, but the account lacks the right.</summary>
    NotPermitted,

    /// <summary>The device is full or out of resources; says nothing about the credential.</summary>
    Busy,

    /// <summary>The device does not implement the operation at that address.</summary>
    ActionNotSupported,

    /// <summary>The device does not have the service.</summary>
    NoSuchService,

    /// <summary>A profile, source or configuration token is unknown to the device: refresh the inventory.</summary>
    InvalidToken,

    /// <summary>The device says it needs a reset or power cycle (ter:CriticalError, ONVIF Core 5.8.2.2).</summary>
    DeviceCritical,

    /// <summary>The device names, or leads to, an address on another host: nothing is sent there.</summary>
    ForeignAddress,

    /// <summary>Any other SOAP fault or HTTP error.</summary>
    Fault,
}
