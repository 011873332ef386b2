using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Logins;

/// <summary>The one account of a device, judged the same way for ONVIF and RTSP and counted together.</summary>
internal sealed class DeviceLogin
{
    private readonly DeviceScenario _scenario;
    private readonly UsernameTokenLogin _token;

    internal DeviceLogin(DeviceScenario scenario, TimeProvider timeProvider)
    {
        _scenario = scenario;
        var isOneTime = scenario.Quirks.Contains(DeviceQuirk.StaleNonce) || scenario.Quirks.Contains(DeviceQuirk.NewNonceEachTime);
        var nonces = new DigestNonces(timeProvider, isOneTime);
        Counter = new LoginCounter(timeProvider, scenario.Quirks.Contains(DeviceQuirk.AttemptsUsed) ? 2 : 0);
        var offer = DigestOffers.Of(scenario.Quirks);
        Onvif = new DigestLogin(scenario.Code, scenario.User, nonces, qop: scenario.Authentication == AuthenticationMode.Digest, offer);
        Rtsp = new DigestLogin(scenario.Code, scenario.User, nonces, scenario.RtspQop, offer);
        _token = new UsernameTokenLogin(scenario.User);
    }

    internal LoginCounter Counter { get; }

    internal DigestLogin Onvif { get; }

    internal DigestLogin Rtsp { get; }

    /// <summary>True: the password was changed on the device and nobody was told.</summary>
    internal bool PasswordChanged { get; set; }

    private string Password => PasswordChanged ? $"{_scenario.Password}(changed)" : _scenario.Password;

    internal LoginVerdict JudgeDigest(DigestLogin digest, string? authorization, string method, string target)
    {
        if (_scenario.Authentication == AuthenticationMode.None)
        {
            return LoginVerdict.Accepted;
        }

        return digest.Judge(authorization, method, target, Password) switch
        {
            LoginVerdict.Accepted => Admit(right: true),
            LoginVerdict.Refused => Admit(right: false),

            // A locked account is not told that its nonce is old; the credential counts as refused.
            LoginVerdict.Stale when Counter.IsLocked => Admit(right: true),
            var uncounted => uncounted,
        };
    }

    internal LoginVerdict JudgeToken(UsernameToken? token, DateTimeOffset deviceNow) =>
        token is null ? LoginVerdict.Missing : Admit(_token.IsRight(token, Password, deviceNow));

    private LoginVerdict Admit(bool right) => Counter.Admit(right) ? LoginVerdict.Accepted : LoginVerdict.Refused;
}
