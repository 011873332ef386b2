using System.Globalization;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>GetProfiles of media1 (ONVIF Media 5.2) and media2 (Media2 5.2): what the device declares to stream.</summary>
internal static class GetProfiles
{
    public static readonly SoapOperation Media1
        = new("GetProfiles", OnvifNamespaces.Media1, $"<GetProfiles xmlns=\"{OnvifNamespaces.Media1}\"/>", PreAuth: false);

    /// <summary>Without Type the profiles come without any configuration.</summary>
    public static readonly SoapOperation Media2
        = new("GetProfiles", OnvifNamespaces.Media2, $"<GetProfiles xmlns=\"{OnvifNamespaces.Media2}\"><Type>All</Type></GetProfiles>", PreAuth: false);

    private const int MaxProfiles = 1024;
    private const int MaxTextLength = 128;
    private const int MaxPixels = 65_535;
    private const double MaxFrameRate = 1000;
    private const int MaxGovLength = 100_000;

    /// <summary>Profiles with a token; one without an encoder configuration survives, one without a token cannot be asked for anything.</summary>
    public static IReadOnlyList<MediaProfile> Parse(SoapElement answer, bool media2)
    {
        var profiles = new List<MediaProfile>();
        foreach (var told in answer.All("Profiles").Take(MaxProfiles))
        {
            if (told.Attribute("token") is { Length: > 0 } token)
            {
                var source = media2 ? told.Find("Configurations", "VideoSource") : told.Find("VideoSourceConfiguration");
                var encoder = media2 ? told.Find("Configurations", "VideoEncoder") : told.Find("VideoEncoderConfiguration");
                profiles.Add(new MediaProfile(
                    token,
                    Text(told.TextAt("Name")),
                    source?.TextAt("SourceToken"),
                    Text(encoder?.TextAt("Encoding")),
                    Pixels(encoder?.TextAt("Resolution", "Width")),
                    Pixels(encoder?.TextAt("Resolution", "Height")),
                    FrameRate(encoder?.Find("RateControl")),
                    BitRate(encoder?.TextAt("RateControl", "BitrateLimit")),
                    media2)
                {
                    GovLength = GovLength(media2 ? encoder?.Attribute("GovLength") : encoder?.TextAt("H264", "GovLength") ?? encoder?.TextAt("MPEG4", "GovLength")),
                });
            }
        }

        return profiles;
    }

    /// <summary>Profiles of both services by token: media2 leads, media1 fills what it left out and adds what it lacks.</summary>
    public static IReadOnlyList<MediaProfile> Merge(IReadOnlyList<MediaProfile> media2, IReadOnlyList<MediaProfile> media1)
    {
        var known = media2.Select(p => p.Token).ToHashSet(StringComparer.Ordinal);
        var byToken = media1.DistinctBy(p => p.Token, StringComparer.Ordinal).ToDictionary(p => p.Token, StringComparer.Ordinal);
        var filled = media2.Select(p => byToken.TryGetValue(p.Token, out var other) ? Fill(p, other) : p);
        return [.. filled, .. byToken.Values.Where(p => !known.Contains(p.Token))];
    }

    private static MediaProfile Fill(MediaProfile profile, MediaProfile other) => profile with
    {
        Name = profile.Name ?? other.Name,
        VideoSourceToken = profile.VideoSourceToken ?? other.VideoSourceToken,
        Codec = profile.Codec ?? other.Codec,
        Width = profile.Width ?? other.Width,
        Height = profile.Height ?? other.Height,
        FrameRate = profile.FrameRate ?? other.FrameRate,
        BitRate = profile.BitRate ?? other.BitRate,
        GovLength = profile.GovLength ?? other.GovLength,
    };

    /// <summary>The limit divided by the encoding interval (every n-th frame is encoded).</summary>
    private static double? FrameRate(SoapElement? rateControl)
    {
        if (Number(rateControl?.TextAt("FrameRateLimit")) is not (> 0 and <= MaxFrameRate and var limit))
        {
            return null;
        }

        return Number(rateControl?.TextAt("EncodingInterval")) is > 1 and <= MaxFrameRate and var interval ? limit / interval : limit;
    }

    /// <summary>ONVIF counts kbit/s.</summary>
    private static double? BitRate(string? kilobits) => Number(kilobits) is > 0 and < 1e9 and var limit ? limit * 1000 : null;

    private static int? GovLength(string? text) => Number(text) is >= 1 and <= MaxGovLength and var pictures ? (int)pictures : null;

    private static int? Pixels(string? text) => Number(text) is >= 1 and <= MaxPixels and var pixels ? (int)pixels : null;

    private static double? Number(string? text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static string? Text(string? text)
        => text is not null && SecretMask.OneLine(text, MaxTextLength) is { Length: > 0 } line ? line : null;
}
