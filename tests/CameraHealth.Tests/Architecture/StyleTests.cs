using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Architecture;

/// <summary>Rules of style that no analyzer holds.</summary>
public sealed class StyleTests
{
    private const int MaxLines = 400;

    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Base", "Info", "Data", "Impl", "Wrapper"];

    private static readonly string[] TopLevel =
    [
        "CameraHealth.sln", "src", "tests", "deploy", "grafana", "docs", "README.md", "LICENSE", "CHANGELOG.md",
        "Directory.Build.props", "Directory.Packages.props", "global.json", "BannedSymbols.txt",
    ];

    [Fact]
    public void No_method_is_async_void() => Projects.All.Values.SelectMany(project => project.Assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        .Select(method => $"{method.DeclaringType}.{method.Name}").ShouldBeEmpty();

    [Fact]
    public void No_type_is_named_after_nothing() =>
        Projects.Types.Where(type => BannedSuffixes.Any(suffix => PlainName(type).EndsWith(suffix, StringComparison.Ordinal))).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Service_is_a_hosted_one_or_onvif_s_own_word() => Projects.Types
        .Where(type => PlainName(type).EndsWith("Service", StringComparison.Ordinal) && !typeof(IHostedService).IsAssignableFrom(type)
            && !type.Namespace!.Split('.').Contains("Onvif", StringComparer.Ordinal))
        .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() => SourceTree.Files("src", ".cs", ".razor")
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(file => (File: Path.GetRelativePath(SourceTree.Root, file), Lines: File.ReadLines(file).Count()))
        .Where(file => file.Lines > MaxLines).ShouldBeEmpty();

    [Fact]
    public void Top_level_holds_what_the_design_allows() => Directory.EnumerateFileSystemEntries(SourceTree.Root).Select(Path.GetFileName)
        .Where(name => name![0] != '.' && !TopLevel.Contains(name, StringComparer.Ordinal)).ShouldBeEmpty();

    private static string PlainName(Type type) => type.Name.Split('`')[0];
}
