using System.Globalization;

namespace CameraHealth.Rtsp;

/// <summary>What SETUP agreed on (RFC 2326, sections 12.37 and 12.39).</summary>
/// <param name="RtpChannel">The channel of the packets: the device's choice, which may differ from what was asked.</param>
/// <param name="Ssrc">The source it promised; null when it named none. Some promise wrongly.</param>
internal sealed record SetupReply(byte RtpChannel, uint? Ssrc)
{
    /// <exception cref="StreamException">The device chose another transport.</exception>
    public static SetupReply Parse(RtspResponse response)
    {
        var transport = (response.Header("Transport") ?? string.Empty).Split(',')[0];
        byte? channel = null;
        uint? ssrc = null;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in transport.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(parameter);
            names.Add(name);
            if (name.Equals("interleaved", StringComparison.OrdinalIgnoreCase)
                && byte.TryParse(value.Split('-')[0], CultureInfo.InvariantCulture, out var first))
                channel = first;
            else if (name.Equals("ssrc", StringComparison.OrdinalIgnoreCase)
                && uint.TryParse(value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var source))
                ssrc = source;
        }

        if (channel is null && (names.Contains("server_port") || names.Contains("client_port") || names.Contains("multicast")))
            throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.TransportRefused, "The device insists on UDP.");
        return new SetupReply(channel ?? 0, ssrc);
    }

    private static (string Name, string Value) Split(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (parameter, string.Empty) : (parameter[..equals].Trim(), parameter[(equals + 1)..].Trim(' ', '"'));
    }
}
