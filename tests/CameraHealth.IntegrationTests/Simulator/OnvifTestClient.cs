using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CameraHealth.Simulator;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>Posts SOAP by .NET's own HTTP client, whose Digest is not ours.</summary>
internal static class OnvifTestClient
{
    internal const string Device = "http://www.onvif.org/ver10/device/wsdl";
    internal const string Media = "http://www.onvif.org/ver10/media/wsdl";
    internal const string Media2 = "http://www.onvif.org/ver20/media/wsdl";

    /// <summary>Asks with HTTP Digest when a password is given; the status and the body.</summary>
    internal static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        SimulatedDevice device, string service, string operation, string? password = null, string header = "", string arguments = "")
    {
        using var handler = new SocketsHttpHandler { PreAuthenticate = false };
        if (password is not null)
        {
            handler.Credentials = new CredentialCache { { device.OnvifAddress!, "Digest", new NetworkCredential(device.Scenario.User, password) } };
        }

        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        using var content = new StringContent(
            $"<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header>{header}</s:Header><s:Body><{operation} xmlns=\"{service}\">{arguments}</{operation}></s:Body></s:Envelope>");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/soap+xml; charset=utf-8");
        using var reply = await client.PostAsync(new Uri(device.OnvifAddress!, PathOf(service)), content, Xunit.TestContext.Current.CancellationToken);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync(Xunit.TestContext.Current.CancellationToken));
    }

    /// <summary>A WS-UsernameToken header made now by the given clock.</summary>
    internal static string Token(string user, string password, DateTimeOffset at)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var created = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        var digest = Convert.ToBase64String(Sha1([.. nonce, .. Encoding.UTF8.GetBytes(created + password)]));
        return "<w:Security xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\"><w:UsernameToken>"
            + $"<w:Username>{user}</w:Username><w:Password>{digest}</w:Password><w:Nonce>{Convert.ToBase64String(nonce)}</w:Nonce>"
            + $"<u:Created xmlns:u=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\">{created}</u:Created>"
            + "</w:UsernameToken></w:Security>";
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "WSS UsernameToken Profile 1.0 fixes SHA-1.")]
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);

    private static string PathOf(string service) => service switch
    {
        Media => "/onvif/media_service",
        Media2 => "/onvif/media2_service",
        _ => "/onvif/device_service",
    };
}
