namespace CameraHealth.Simulator.Logins;

/// <summary>A WS-UsernameToken as it came (OASIS WSS UsernameToken Profile 1.0); missing parts are empty.</summary>
internal sealed record UsernameToken(string User, string PasswordDigest, string Nonce, string Created)
{
    /// <summary>The account alone.</summary>
    public override string ToString() => User;
}
