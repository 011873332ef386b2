namespace CameraHealth.Simulator.Networking;

/// <summary>One HTTP or RTSP request: start line, headers (names in any case), body.</summary>
internal sealed class TextMessage
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private TextMessage(string method, string target, string version)
    {
        Method = method;
        Target = target;
        Version = version;
    }

    internal string Method { get; }

    /// <summary>The request target exactly as sent.</summary>
    internal string Target { get; }

    internal string Version { get; }

    internal byte[] Body { get; set; } = [];

    /// <summary>A header's value; null when it was not sent. Of repeated headers the first counts.</summary>
    internal string? this[string header] => _headers.GetValueOrDefault(header);

    /// <summary>Reads the part before the empty line; null when it is not a request.</summary>
    internal static TextMessage? Parse(string head)
    {
        var lines = head.Split('\n');
        if (lines[0].TrimEnd('\r').Split(' ') is not [var method, var target, var version])
        {
            return null;
        }

        var message = new TextMessage(method, target, version);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                message._headers.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        return message;
    }
}
