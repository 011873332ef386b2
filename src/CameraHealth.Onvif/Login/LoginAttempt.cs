using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Login;

/// <summary>How a credential is presented.</summary>
internal enum LoginScheme
{
    Digest,

    /// <summary>UsernameToken stamped with the device's own time.</summary>
    TokenDeviceTime,

    /// <summary>UsernameToken stamped with true UTC: some devices show local time as UTC but check tokens against UTC.</summary>
    TokenTrueTime,
}

/// <summary>Which scheme is tried, and which after a refusal.</summary>
internal static class LoginAttempt
{
    /// <summary>Skew from which a token with true UTC is worth an attempt.</summary>
    public static readonly TimeSpan NotableSkew = TimeSpan.FromSeconds(2);

    /// <summary>Digest where it is offered (also beside others); a token where the SOAP layer asks, or nobody says what is wanted.</summary>
    public static LoginScheme? First(SoapReply demand)
    {
        if (demand.Digest is not null)
        {
            return LoginScheme.Digest;
        }

        return demand.OffersOnlyOtherSchemes && demand.Fault is null ? null : LoginScheme.TokenDeviceTime;
    }

    /// <summary>
    /// The other kind, if the device can take it: Digest needs a challenge; a token makes sense only where the SOAP layer
    /// had a word in the refusal, since a bare 401 of the web server would refuse it unread and count it.
    /// </summary>
    public static LoginScheme? AfterRefusal(LoginScheme refused, SoapReply? demand, SoapReply refusal, TimeSpan skew)
    {
        if (refused == LoginScheme.Digest)
        {
            return demand?.Fault is not null || refusal.Fault is not null ? LoginScheme.TokenDeviceTime : null;
        }

        if (refusal.Digest is not null)
        {
            return LoginScheme.Digest;
        }

        if (skew.Duration() <= NotableSkew)
        {
            return null;
        }

        return refused == LoginScheme.TokenDeviceTime ? LoginScheme.TokenTrueTime : LoginScheme.TokenDeviceTime;
    }
}
