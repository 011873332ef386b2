using System.Collections.Concurrent;

namespace CameraHealth.Simulator.Media;

/// <summary>The JPEGs built into the program (made by <c>make.sh</c>), read once each.</summary>
internal static class SnapshotLibrary
{
    /// <summary>Shots of each view; they differ in noise.</summary>
    internal const int ShotsPerView = 3;

    private static readonly ConcurrentDictionary<string, byte[]> Pictures = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    internal static ReadOnlyMemory<byte> Get(string name) => Pictures.GetOrAdd(name, static key =>
    {
        using var resource = typeof(SnapshotLibrary).Assembly.GetManifestResourceStream(key)
            ?? throw new InvalidOperationException($"snapshot {key} is not built in");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    });
}
