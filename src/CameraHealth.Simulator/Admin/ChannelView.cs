namespace CameraHealth.Simulator.Admin;

/// <summary>One stream of a device as the admin API shows it; a camera has one, numbered 1.</summary>
internal sealed record ChannelView(int Number, string StreamPath, string Codec, string Fault);
