namespace CameraHealth.Onvif.Soap;

/// <summary>What a fault means (ONVIF Core 5.8.2; makes differ in the outer codes, so subcodes and text decide).</summary>
internal static class FaultReason
{
    /// <summary>The device wants a login, or refuses the one it got.</summary>
    public static bool IsAboutLogin(SoapFault fault)
        => fault.Has("NotAuthorized", "SenderNotAuthorized", "FailedAuthentication", "FailedCheck", "InvalidSecurity", "InvalidSecurityToken",
               "SecurityTokenUnavailable", "UnsupportedSecurityToken", "MessageExpired")
            || fault.Says("not authorized") || fault.Says("unauthorized") || fault.Says("authority failure")
            || fault.Says("authorized time check failed") || fault.Says("requires authorization");

    /// <summary>
    /// Illustra Flex2 and Pro4 refuse the action parameter with "The [action] cannot be processed at the receiver"
    /// (agsh/onvif#302); others call it an unknown action.
    /// </summary>
    public static bool IsAboutActionParameter(SoapFault fault)
        => fault.Has("UnknownAction") || fault.Says("[action] cannot be processed") || fault.Says("action mismatch");

    /// <summary>The device says that the account or the source address is locked.</summary>
    public static bool SaysLocked(SoapFault fault) => fault.Says("locked") || fault.Says("lock out") || fault.Says("lockout");

    /// <summary>The reason of a fault that is not about a login.</summary>
    public static OnvifFailureReason Of(SoapFault fault)
    {
        if (fault.Has("CriticalError"))
        {
            return OnvifFailureReason.DeviceCritical;
        }

        if (fault.Has("NoSuchService"))
        {
            return OnvifFailureReason.NoSuchService;
        }

        if (fault.Has("ActionNotSupported", "UnknownAction") || fault.Says("[action] cannot be processed"))
        {
            return OnvifFailureReason.ActionNotSupported;
        }

        if (fault.Has("StreamConflict", "ResourceProblem", "OutofMemory", "TooManyConnections", "MaxUsers"))
        {
            return OnvifFailureReason.Busy;
        }

        if (fault.Has("OperationProhibited"))
        {
            return OnvifFailureReason.NotPermitted;
        }

        return fault.Has("InvalidToken", "NoProfile", "NoConfig", "NoRecording", "NoVideoSource", "NoSource", "NoToken", "NoEntity")
            ? OnvifFailureReason.InvalidToken
            : OnvifFailureReason.Fault;
    }
}
