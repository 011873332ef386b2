using System.Globalization;
using System.Text;

namespace CameraHealth.Rtsp.Sdp;

/// <summary>
/// The answer to DESCRIBE (RFC 4566), read as far as needed. Lines that devices leave out (<c>v=</c>, <c>o=</c>, <c>t=</c>),
/// write twice or spoil are not missed.
/// </summary>
internal sealed class SessionDescription
{
    private const int MaxMedia = 64;

    public string? Control { get; private set; }

    public List<MediaDescription> Media { get; } = [];

    private double? FrameRate { get; set; }

    /// <exception cref="StreamException">There is not one <c>m=</c> line in it, nor any other line of SDP.</exception>
    public static SessionDescription Parse(ReadOnlySpan<byte> body)
    {
        var description = new SessionDescription();
        var lines = 0;
        foreach (var raw in Encoding.UTF8.GetString(body).Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length < 2 || line[1] != '=')
                continue;
            lines++;
            if (line[0] == 'm')
                description.AddMedia(line[2..]);
            else if (line[0] == 'a')
                description.AddAttribute(line[2..]);
        }

        if (lines == 0)
            throw new StreamException(StreamOutcome.ProtocolError, StreamFailureReason.MalformedDescription, "DESCRIBE was answered without a description.");
        return description;
    }

    /// <summary>The first video with a codec that is read here, else the first with any known codec.</summary>
    public MediaDescription? ChooseVideo()
    {
        var videos = Media.Where(m => m.IsVideo && m.ChoosePayloadType() is not null).ToList();
        var chosen = videos.Find(m => m.Codec(m.ChoosePayloadType()!.Value) is "H264" or "H265" or "MJPEG") ?? videos.FirstOrDefault();
        if (chosen is not null)
            chosen.FrameRate ??= FrameRate;
        return chosen;
    }

    // m=video 0 RTP/AVP 96 97
    private void AddMedia(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || Media.Count >= MaxMedia)
            return;
        var types = new List<int>();
        foreach (var word in words.Skip(3))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var type) && type is >= 0 and < 128)
                types.Add(type);
        }

        Media.Add(new MediaDescription(words[0], types));
    }

    private void AddAttribute(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return;
        var (name, value) = (text[..colon].Trim(), text[(colon + 1)..].Trim());
        var media = Media.Count > 0 ? Media[^1] : null;
        switch (name)
        {
            case "control" when media is null:
                Control ??= value;
                break;
            case "control":
                media.Control ??= value;
                break;
            case "framerate" when TryReadFrameRate(value, out var rate):
                if (media is null)
                    FrameRate ??= rate;
                else
                    media.FrameRate ??= rate;
                break;
            case "rtpmap" when media is not null && TrySplitPayloadType(value, out var type, out var rest):
                AddRtpMap(media, type, rest);
                break;
            case "fmtp" when media is not null && TrySplitPayloadType(value, out var type, out var rest):
                media.FormatParameters.TryAdd(type, rest);
                break;
        }
    }

    private static void AddRtpMap(MediaDescription media, int type, string text)
    {
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        var hasClock = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var clock = hasClock ? int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture) : MediaDescription.VideoClockRate;
        if (parts[0].Length is > 0 and <= 40)
            media.RtpMaps.TryAdd(type, new RtpMap(parts[0], clock is >= 1000 and <= 10_000_000 ? clock : MediaDescription.VideoClockRate));
    }

    private static bool TrySplitPayloadType(string value, out int type, out string rest)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        rest = blank < 0 ? string.Empty : value[(blank + 1)..].Trim();
        type = 0;
        return blank > 0 && int.TryParse(value.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out type);
    }

    private static bool TryReadFrameRate(string value, out double rate) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out rate) && rate is > 0 and <= 1000;
}
