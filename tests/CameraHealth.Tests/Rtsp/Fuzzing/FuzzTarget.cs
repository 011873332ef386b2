namespace CameraHealth.Tests.Rtsp.Fuzzing;

/// <summary>One format that comes from devices.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Seeds">The inputs of the format's parse tests.</param>
/// <param name="Read">Reads one input; throws nothing but what its readers are documented to throw, and checks what must hold.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read);
