using System.Reflection;

namespace CameraHealth.Tests;

/// <summary>The repository this test was built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } =
        Path.GetFullPath(typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key is "RepositoryRoot").Value!);

    /// <summary>Files of a folder of the repository as people wrote them, without what a build makes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories).Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal)
            && !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
