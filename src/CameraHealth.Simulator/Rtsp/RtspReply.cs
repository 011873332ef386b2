using System.Globalization;
using System.Text;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>One RTSP reply (RFC 2326 7).</summary>
/// <param name="Status">Status code.</param>
/// <param name="Headers">Lines without line ends; CSeq is added when it is formatted.</param>
/// <param name="Body">SDP, or empty.</param>
internal sealed record RtspReply(int Status, IReadOnlyList<string> Headers, string Body = "")
{
    internal static RtspReply Ok(params string[] headers) => new(200, headers);

    internal static RtspReply Failed(int status, params string[] headers) => new(status, headers);

    internal byte[] Format(string sequence)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"RTSP/1.0 {Status} {Phrase(Status)}\r\nCSeq: {sequence}\r\n");
        foreach (var header in Headers)
        {
            text.Append(header).Append("\r\n");
        }

        if (Body.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/sdp\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }

    private static string Phrase(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        453 => "Not Enough Bandwidth",
        454 => "Session Not Found",
        455 => "Method Not Valid in This State",
        403 => "Forbidden",
        457 => "Invalid Range",
        461 => "Unsupported Transport",
        551 => "Option not supported",
        _ => "Not Implemented",
    };
}
