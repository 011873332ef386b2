namespace CameraHealth.IntegrationTests.Program;

/// <summary>The processes of this machine (proc(5)).</summary>
internal static class ProcessTable
{
    /// <summary>Command lines that hold a text, of processes that have not ended.</summary>
    internal static IReadOnlyList<string> Naming(string text) => [.. CommandLines().Where(line => line.Contains(text, StringComparison.Ordinal))];

    internal static IEnumerable<string> CommandLines() =>
        from folder in Directory.GetDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), out _)
        let line = TryRead(Path.Combine(folder, "cmdline"))
        where line.Length > 0
        select line.Replace('\0', ' ');

    private static string TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
