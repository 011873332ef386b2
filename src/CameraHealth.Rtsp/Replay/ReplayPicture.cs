namespace CameraHealth.Rtsp.Replay;

/// <summary>One picture of footage, as the device marked it (ONVIF Streaming 6.3).</summary>
/// <param name="CapturedAt">By the device's clock; null: it told no time.</param>
/// <param name="IsKeyframe">Decoding can begin with it, by the stream itself.</param>
/// <param name="EndsSection">The last of a contiguous section.</param>
/// <param name="IsDiscontinuity">Not contiguous with the picture before. The first of a playback bears it too.</param>
/// <param name="IsTerminal">The last of the playback.</param>
/// <param name="IsWhole">No packet of it is missing.</param>
public readonly record struct ReplayPicture(
    DateTimeOffset? CapturedAt, bool IsKeyframe, bool EndsSection, bool IsDiscontinuity, bool IsTerminal, bool IsWhole);
