namespace CameraHealth.Onvif.Login;

/// <summary>What goes with a request to prove who asks. Shows in no text form.</summary>
internal sealed class LoginProof(string scheme, string? authorization, string? soapHeader)
{
    public static readonly LoginProof None = new("none", null, null);

    /// <summary>Shown in traces.</summary>
    public string Scheme { get; } = scheme;

    /// <summary>Authorization header of HTTP.</summary>
    public string? Authorization { get; } = authorization;

    /// <summary>Security header of SOAP.</summary>
    public string? SoapHeader { get; } = soapHeader;
}
