using System.Globalization;
using System.Text;

namespace CameraHealth.Simulator.Onvif;

/// <summary>One HTTP/1.1 reply.</summary>
internal sealed record HttpReply(int Status, string ContentType, string Body, string? Challenge = null)
{
    internal static HttpReply Soap(SoapReply reply) => new(reply.Status, "application/soap+xml; charset=utf-8", reply.Xml);

    internal static HttpReply Html(int status) =>
        new(status, "text/html", string.Create(CultureInfo.InvariantCulture, $"<html><body><h1>{status} {Phrase(status)}</h1></body></html>"));

    internal static HttpReply Unauthorized(string challenge) => new(401, "text/html", string.Empty, challenge);

    internal byte[] Format(bool keepAlive)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Phrase(Status)}\r\nContent-Type: {ContentType}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        if (Challenge is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"WWW-Authenticate: {Challenge}\r\n");
        }

        text.Append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n").Append(Body);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Phrase(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Internal Server Error",
    };
}
