using System.CommandLine;
using System.Globalization;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Commands;

/// <summary>The terms of <c>contract set</c>; what is not given is not judged.</summary>
internal sealed class ContractOptions
{
    private const int MaxPixels = 65_535;
    private const double MaxFrameRate = 240;
    private const double MaxKilobits = 1_000_000;

    private static readonly string[] Codecs = ["H264", "H265", "MJPEG"];

    private readonly Option<string?> _codec = new("--codec") { HelpName = "H264|H265|MJPEG", Description = Text.Of("ContractCodec") };
    private readonly Option<string?> _size = new("--size") { HelpName = "1920x1080", Description = Text.Of("ContractSize") };
    private readonly Option<string?> _frameRate = new("--frame-rate") { HelpName = "N", Description = Text.Of("ContractFrameRate") };
    private readonly Option<string?> _bitRate = new("--bit-rate") { HelpName = "LOW-HIGH", Description = Text.Of("ContractBitRate") };
    private readonly Option<string?> _keyframes = SpanOption.Create("--keyframe-interval", Text.Of("ContractKeyframes"));
    private readonly Option<string?> _path = new("--path") { HelpName = "/PATH", Description = Text.Of("ContractPath") };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _codec, _size, _frameRate, _bitRate, _keyframes, _path })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">No term is given, or one cannot be read.</exception>
    public RegisteredContract Read(ParseResult parsed, StreamRole stream)
    {
        var (width, height) = ReadSize(parsed);
        var (low, high) = ReadBitRate(parsed);
        var terms = new StreamContract
        {
            Codec = ReadCodec(parsed),
            Width = width,
            Height = height,
            FrameRate = parsed.GetValue(_frameRate) is { } rate ? Number(_frameRate, rate, MaxFrameRate) : null,
            BitRateLow = low * 1000,
            BitRateHigh = high * 1000,
            KeyframeInterval = SpanOption.Read(parsed, _keyframes) is { } interval ? (interval > TimeSpan.Zero ? interval : throw Wrong(_keyframes)) : null,
        };
        return terms == new StreamContract() ? throw new UsageException(Text.Of("ContractNothing")) : new RegisteredContract(stream, ContractSource.Person, terms, ReadPath(parsed, stream));
    }

    private string? ReadCodec(ParseResult parsed) => parsed.GetValue(_codec) is not { } text ? null
        : Array.Find(Codecs, codec => codec.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw Wrong(_codec);

    private (int? Width, int? Height) ReadSize(ParseResult parsed)
    {
        if (parsed.GetValue(_size) is not { } text)
        {
            return (null, null);
        }

        return text.Split('x', '×') is [var wide, var high] && Pixels(wide) is { } width && Pixels(high) is { } height ? (width, height) : throw Wrong(_size);
    }

    private static int? Pixels(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is >= 1 and <= MaxPixels ? pixels : null;

    private (double? Low, double? High) ReadBitRate(ParseResult parsed)
    {
        if (parsed.GetValue(_bitRate) is not { } text)
        {
            return (null, null);
        }

        if (text.Split('-', '–') is not [var least, var most] || (least.Length == 0 && most.Length == 0))
        {
            throw Wrong(_bitRate);
        }

        double? low = least.Length == 0 ? null : Number(_bitRate, least, MaxKilobits);
        double? high = most.Length == 0 ? null : Number(_bitRate, most, MaxKilobits);
        return low > high ? throw Wrong(_bitRate) : (low, high);
    }

    // The main stream's address is the register's.
    private string? ReadPath(ParseResult parsed, StreamRole stream) => parsed.GetValue(_path) switch
    {
        null => null,
        ['/', ..] path when stream == StreamRole.Sub && !path.Any(char.IsWhiteSpace) => path,
        _ => throw Wrong(_path),
    };

    private static double Number(Option option, string text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number : throw Wrong(option);

    private static UsageException Wrong(Option option) => new(Text.Of("OptionNeeded", option.Name));
}
