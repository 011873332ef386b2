using System.Globalization;
using System.Text;

namespace CameraHealth.Simulator.Onvif;

/// <summary>One HTTP/1.1 reply.</summary>
internal sealed record HttpReply(int Status, string ContentType, string Body, string? Challenge = null)
{
    /// <summary>In place of the text.</summary>
    internal ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>Where a redirect leads.</summary>
    internal string? Location { get; init; }

    /// <summary>Announced beyond what comes, in bytes.</summary>
    internal int MissingBytes { get; init; }

    /// <summary>The bytes are packed by gzip.</summary>
    internal bool IsPacked { get; init; }

    internal static HttpReply Soap(SoapReply reply) => new(reply.Status, "application/soap+xml; charset=utf-8", reply.Xml);

    internal static HttpReply Html(int status) =>
        new(status, "text/html", string.Create(CultureInfo.InvariantCulture, $"<html><body><h1>{status} {Phrase(status)}</h1></body></html>"));

    internal static HttpReply Unauthorized(string challenge) => new(401, "text/html", string.Empty, challenge);

    internal static HttpReply Picture(ReadOnlyMemory<byte> bytes) => new(200, "image/jpeg", string.Empty) { Bytes = bytes };

    internal byte[] Format(bool keepAlive)
    {
        var body = Bytes ?? Encoding.UTF8.GetBytes(Body);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Phrase(Status)}\r\nContent-Type: {ContentType}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + MissingBytes}\r\n");
        text.Append(IsPacked ? "Content-Encoding: gzip\r\n" : string.Empty);
        foreach (var (name, value) in new[] { ("WWW-Authenticate", Challenge), ("Location", Location) })
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        text.Append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        return [.. Encoding.UTF8.GetBytes(text.ToString()), .. body.Span];
    }

    private static string Phrase(int status) => status switch
    {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Internal Server Error",
    };
}
