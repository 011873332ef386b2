using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Architecture;

/// <summary>Arrows between projects point one way.</summary>
public sealed class ProjectArrowTests
{
    private const string Prefix = "CameraHealth.";

    // Project → what its file may name. A project that is not here does not exist yet in the design.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["CameraHealth.Authentication"] = [],
        ["CameraHealth.Rtsp"] = ["CameraHealth.Authentication"],
        ["CameraHealth.Onvif"] = ["CameraHealth.Authentication"],
        ["CameraHealth.Imaging"] = [],
        ["CameraHealth.Monitoring"] = ["CameraHealth.Onvif", "CameraHealth.Rtsp", "CameraHealth.Imaging"],
        ["CameraHealth.Storage"] = ["CameraHealth.Monitoring"],
        ["CameraHealth.Reports"] = ["CameraHealth.Storage"],
        ["CameraHealth.Worker"] = ["CameraHealth.Reports", "CameraHealth.Storage"],
        ["CameraHealth.Web"] = ["CameraHealth.Reports", "CameraHealth.Storage"],
        ["CameraHealth"] = ["CameraHealth.Web", "CameraHealth.Worker"],
        ["CameraHealth.Simulator"] = [],
    };

    [Fact]
    public void Every_project_names_only_what_stands_below_it()
    {
        Projects.All.Keys.Except(Arrows.Keys, StringComparer.Ordinal).ShouldBeEmpty("a project that the design does not know");
        Projects.All.Values.SelectMany(project => project.References.Except(Arrows[project.Name], StringComparer.Ordinal).Select(other => $"{project.Name} -> {other}")).ShouldBeEmpty();
    }

    [Fact]
    public void Code_uses_only_what_stands_below_it()
    {
        var names = Projects.All.Values.ToDictionary(project => project.Assembly.GetName().Name!, project => project.Name, StringComparer.Ordinal);
        Projects.All.Values.SelectMany(project => project.UsedAssemblies.Where(names.ContainsKey).Select(used => names[used]).Except(Below(project.Name), StringComparer.Ordinal)
            .Select(other => $"{project.Name} -> {other}")).ShouldBeEmpty();
    }

    [Fact]
    public void Worker_and_web_meet_only_in_the_database()
    {
        Projects.All["CameraHealth.Worker"].UsedAssemblies.ShouldNotContain("CameraHealth.Web", StringComparer.Ordinal);
        Projects.All["CameraHealth.Web"].UsedAssemblies.ShouldNotContain("CameraHealth.Worker", StringComparer.Ordinal);
    }

    [Fact]
    public void Simulator_uses_none_of_what_it_is_to_test() =>
        Projects.All["CameraHealth.Simulator"].UsedAssemblies.Where(IsOurs).ShouldBeEmpty();

    [Fact]
    public void Pages_never_talk_to_a_camera() => Projects.All["CameraHealth.Web"].UsedAssemblies
        .Where(used => used is "CameraHealth.Onvif" or "CameraHealth.Rtsp" or "CameraHealth.Authentication").ShouldBeEmpty();

    [Theory]
    [InlineData("CameraHealth.Authentication")]
    [InlineData("CameraHealth.Rtsp")]
    [InlineData("CameraHealth.Onvif")]
    public void Protocol_code_needs_nothing_but_the_framework(string project) => Projects.All[project].UsedAssemblies
        .Where(used => !IsOurs(used) && !used.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Pictures_are_judged_with_nothing_but_a_decoder() => Projects.All["CameraHealth.Imaging"].UsedAssemblies
        .Where(used => !used.StartsWith("System.", StringComparison.Ordinal) && used is not "SkiaSharp").ShouldBeEmpty();

    [Fact]
    public void Monitoring_knows_no_database_no_web_server_and_no_scheduler() => Projects.All["CameraHealth.Monitoring"].UsedAssemblies
        .Where(used => !IsOurs(used) && !used.StartsWith("System.", StringComparison.Ordinal) && used is not "Microsoft.Extensions.Logging.Abstractions").ShouldBeEmpty();

    private static bool IsOurs(string assembly) => assembly.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || assembly.StartsWith("camerahealth", StringComparison.Ordinal);

    private static HashSet<string> Below(string project)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Arrows[project]);
        while (open.TryPop(out var next))
        {
            if (below.Add(next))
            {
                foreach (var further in Arrows[next])
                {
                    open.Push(further);
                }
            }
        }

        return below;
    }
}
