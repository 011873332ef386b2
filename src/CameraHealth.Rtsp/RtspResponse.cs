using System.Globalization;
using System.Text;

namespace CameraHealth.Rtsp;

/// <summary>A reply (RFC 2326, section 7). Header names compare without case: <c>Cseq</c> is as good as <c>CSeq</c>.</summary>
internal sealed class RtspResponse
{
    private readonly List<KeyValuePair<string, string>> _headers;

    private RtspResponse(int statusCode, string reasonPhrase, List<KeyValuePair<string, string>> headers, byte[] body)
    {
        StatusCode = statusCode;
        ReasonPhrase = reasonPhrase;
        _headers = headers;
        Body = body;
    }

    public int StatusCode { get; }

    public string ReasonPhrase { get; }

    public byte[] Body { get; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    public string? Header(string name) => HeaderValues(name).FirstOrDefault();

    public IEnumerable<string> HeaderValues(string name) =>
        _headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    /// <exception cref="StreamException">The status line has no status.</exception>
    public static RtspResponse Parse(in RtspFrame frame)
    {
        var lines = Encoding.Latin1.GetString(frame.Content).Split('\n');
        var status = lines[0].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (status.Length < 2 || status[1].Length != 3 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            throw StreamException.Malformed($"A status line without status: \"{DeviceText.Shorten(lines[0])}\".");
        return new RtspResponse(code, status.Length > 2 ? DeviceText.Shorten(status[2]) : string.Empty, ReadHeaders(lines), frame.Body.ToArray());
    }

    private static List<KeyValuePair<string, string>> ReadHeaders(string[] lines)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith(' ') && headers.Count > 0)
                headers[^1] = new(headers[^1].Key, $"{headers[^1].Value} {line.Trim()}");
            else if (colon > 0)
                headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return headers;
    }
}
