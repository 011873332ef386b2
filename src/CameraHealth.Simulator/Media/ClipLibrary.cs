using System.Collections.Concurrent;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Media;

/// <summary>The clips built into the program (made by <c>make.sh</c>), read once each.</summary>
internal static class ClipLibrary
{
    private static readonly (VideoCodec Codec, string Resolution)[] Known =
        [(VideoCodec.H264, "640x360"), (VideoCodec.H264, "1280x720"), (VideoCodec.H265, "640x360")];

    private static readonly ConcurrentDictionary<(VideoCodec, string), Lazy<Clip>> Clips = new();

    internal static string Names => string.Join(", ", Known.Select(clip => $"{clip.Codec} {clip.Resolution}"));

    internal static bool Has(VideoCodec codec, string resolution) => Known.Contains((codec, resolution));

    /// <summary>The clip of a stream.</summary>
    /// <exception cref="InvalidOperationException">There is none: the scenario was not checked.</exception>
    internal static Clip Get(VideoCodec codec, string resolution) =>
        Clips.GetOrAdd((codec, resolution), static key => new Lazy<Clip>(() => Read(key.Item1, key.Item2))).Value;

    private static Clip Read(VideoCodec codec, string resolution)
    {
        var name = (codec == VideoCodec.H264 ? "h264-" : "h265-") + resolution;
        using var resource = typeof(ClipLibrary).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"clip {name} is not built in");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return Clip.FromAnnexB(codec, resolution, bytes);
    }
}
