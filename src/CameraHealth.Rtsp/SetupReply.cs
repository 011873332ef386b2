using System.Globalization;

namespace CameraHealth.Rtsp;

/// <summary>What SETUP agreed on (RFC 2326, sections 12.37 and 12.39).</summary>
internal sealed record SetupReply
{
    /// <summary>Whether the packets come over UDP.</summary>
    public bool IsUdp { get; init; }

    /// <summary>The channel of the packets: the device's choice, which may differ from what was asked.</summary>
    public byte RtpChannel { get; init; }

    /// <summary>The channel of the reports; null: the device named none.</summary>
    public byte? RtcpChannel { get; init; }

    /// <summary>The device's UDP port of the packets; null: it named none.</summary>
    public int? ServerRtpPort { get; init; }

    /// <summary>The device's UDP port of the reports; null: it named none.</summary>
    public int? ServerRtcpPort { get; init; }

    /// <summary>The source it promised; null when it named none. Some promise wrongly.</summary>
    public uint? Ssrc { get; init; }

    /// <param name="response">The reply to SETUP.</param>
    /// <param name="askedForUdp">What was asked; a device may answer with the other one.</param>
    /// <exception cref="StreamException">The device chose a transport that was not asked for and cannot be taken.</exception>
    public static SetupReply Parse(RtspResponse response, bool askedForUdp)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in (response.Header("Transport") ?? string.Empty).Split(',')[0].Split(';', StringSplitOptions.TrimEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            parameters.TryAdd(equals < 0 ? parameter : parameter[..equals].Trim(), equals < 0 ? string.Empty : parameter[(equals + 1)..].Trim(' ', '"'));
        }

        var (rtp, rtcp) = ReadPair(parameters.GetValueOrDefault("interleaved"), byte.MaxValue);
        if (rtp is null && (parameters.ContainsKey("multicast")
            || (!askedForUdp && (parameters.ContainsKey("server_port") || parameters.ContainsKey("client_port")))))
            throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.TransportRefused, "The device insists on a transport that was not asked for.");
        var (serverRtp, serverRtcp) = ReadPair(parameters.GetValueOrDefault("server_port"), ushort.MaxValue);
        return new SetupReply
        {
            IsUdp = askedForUdp && rtp is null,
            RtpChannel = (byte)(rtp ?? 0),
            RtcpChannel = askedForUdp && rtp is null ? null : (byte?)(rtcp ?? (rtp is null ? 1 : null)),
            ServerRtpPort = serverRtp,
            ServerRtcpPort = serverRtcp ?? (serverRtp is > 0 and < ushort.MaxValue ? serverRtp + 1 : null),
            Ssrc = uint.TryParse(parameters.GetValueOrDefault("ssrc"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var source) ? source : null,
        };
    }

    private static (int? First, int? Second) ReadPair(string? text, int largest)
    {
        var parts = (text ?? string.Empty).Split('-', StringSplitOptions.TrimEntries);
        int? Read(int index) => index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= largest
            ? value : null;
        return (Read(0), Read(1));
    }
}
