namespace CameraHealth.IntegrationTests.Program;

/// <summary>A folder of one test, removed with everything in it. Open to others, because the server's user must pass through it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"camerahealth-program-{Guid.NewGuid():N}");

    /// <summary>A data folder that does not exist yet.</summary>
    public string Data => Path.Combine(Root, "data");

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(Root, true);
}
