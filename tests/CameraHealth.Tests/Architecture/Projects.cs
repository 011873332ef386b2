using System.Reflection;
using System.Xml.Linq;

namespace CameraHealth.Tests.Architecture;

/// <summary>The projects under <c>src</c>: what their files say, and what was built from them.</summary>
internal static class Projects
{
    /// <summary>Every project, by name.</summary>
    public static IReadOnlyDictionary<string, Project> All { get; } =
        SourceTree.Files("src", ".csproj").Select(Read).ToDictionary(project => project.Name, StringComparer.Ordinal);

    /// <summary>Every type of every project, without what the compiler made.</summary>
    public static IEnumerable<Type> Types => All.Values.SelectMany(project => project.Assembly.GetTypes()).Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal));

    private static Project Read(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var xml = XDocument.Load(file);
        var assembly = Assembly.Load(xml.Descendants("AssemblyName").SingleOrDefault()?.Value ?? name);
        return new Project(name, assembly, [.. xml.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))]);
    }
}

/// <summary>A project.</summary>
/// <param name="Name">Name of its file.</param>
/// <param name="Assembly">What was built from it.</param>
/// <param name="References">Projects its file names.</param>
internal sealed record Project(string Name, Assembly Assembly, IReadOnlyList<string> References)
{
    /// <summary>Names of the assemblies that its code really uses.</summary>
    public IEnumerable<string> UsedAssemblies => Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
