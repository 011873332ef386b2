using System.Globalization;
using CameraHealth.Simulator.Archives;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator;

/// <summary>One stream of a device: a camera's only one, or a recorder's channel.</summary>
internal sealed class SimulatedStream(int number, string name, string path, Clip clip, DeviceFault fault)
{
    internal int Number { get; } = number;

    internal string Name { get; } = name;

    /// <summary>Path and query on the RTSP port.</summary>
    internal string Path { get; } = path;

    internal Clip Clip { get; } = clip;

    /// <summary>The channel's own fault; the device's comes on top.</summary>
    internal DeviceFault Fault { get; set; } = fault;

    /// <summary>Its footage; null: none is kept.</summary>
    internal SimulatedArchive? Archive { get; set; }

    /// <summary>Path of playback on the RTSP port.</summary>
    internal string ReplayPath { get; } = string.Create(CultureInfo.InvariantCulture, $"/replay/{number}");

    private int _snapshots;
    private int _sessions;

    /// <summary>Where the next session begins in the clip: each at another key picture than the one before it, as time has gone on.</summary>
    internal int NextFirstFrame() => (int)((uint)Interlocked.Increment(ref _sessions) * Clip.FramesPerGop % (uint)Clip.Frames.Count);

    /// <summary>Counts the snapshots given, so that two in a row are never the same.</summary>
    internal int NextSnapshot() => Interlocked.Increment(ref _snapshots);

    // Token forms of a Hikvision DS-7732 recorder.
    internal string ProfileToken { get; } = string.Create(CultureInfo.InvariantCulture, $"ProfileToken{number:D3}");

    internal string SourceToken { get; } = string.Create(CultureInfo.InvariantCulture, $"VideoSourceToken{number:D3}");

    internal string EncoderToken { get; } = string.Create(CultureInfo.InvariantCulture, $"VideoEncoderToken{number:D3}");

    internal static IReadOnlyList<SimulatedStream> Of(DeviceScenario device, TimeProvider timeProvider) => device.Kind == DeviceKind.Recorder
        ? [.. device.Channels.OrderBy(channel => channel.Number).Select(channel => Of(channel, timeProvider))]
        : [new SimulatedStream(1, "main", device.StreamPath, ClipLibrary.Get(device.Codec, device.Resolution), DeviceFault.None) { Archive = ArchiveOf(device.Archive, timeProvider) }];

    private static SimulatedStream Of(ChannelScenario channel, TimeProvider timeProvider) => new(
        channel.Number,
        channel.Name ?? string.Create(CultureInfo.InvariantCulture, $"Channel {channel.Number}"),
        channel.StreamPath,
        ClipLibrary.Get(channel.Codec, channel.Resolution),
        channel.Fault)
    {
        Archive = ArchiveOf(channel.Archive, timeProvider),
    };

    private static SimulatedArchive? ArchiveOf(ArchiveScenario? scenario, TimeProvider timeProvider) =>
        scenario is null ? null : new SimulatedArchive(scenario, timeProvider);
}
