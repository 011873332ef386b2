using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CameraHealth.Monitoring;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Architecture;

/// <summary>Arrows between the folders of Monitoring, read from what its code really uses.</summary>
public sealed class MonitoringArrowTests
{
    private const string Root = "CameraHealth.Monitoring";

    private static readonly string[] Verdicts = ["Assessment", "Uptime", "Incidents", "Alerting"];

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(typeof(PollPipeline).Assembly).Build();

    [Theory]
    [InlineData("Observations")]
    [InlineData("Probing")]
    public void Facts_never_see_verdicts(string facts) => Uses(facts, target => Verdicts.Any(folder => IsIn(target, folder))).ShouldBeEmpty();

    [Theory]
    [InlineData("Observations")]
    [InlineData("Probing")]
    [InlineData("Assessment")]
    [InlineData("Uptime")]
    [InlineData("Fleet")]
    public void No_part_sees_the_pipeline_and_the_stores_that_see_all(string folder) =>
        Uses(folder, target => target.Namespace?.FullName == Root).ShouldBeEmpty();

    [Theory]
    [InlineData("Assessment")]
    [InlineData("Uptime")]
    public void Verdicts_are_pure(string verdicts) => Uses(verdicts, target =>
        IsIn(target, "Probing") || IsIn(target, "Telemetry") || target.FullName is "System.TimeProvider" or "System.Threading.Tasks.Task"
        || target.FullName.StartsWith("System.IO.", StringComparison.Ordinal) || target.FullName.StartsWith("Microsoft.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Rules_look_at_code_that_is_there()
    {
        Types("Observations").Count().ShouldBeGreaterThan(5);
        Types("Probing").Count().ShouldBeGreaterThan(10);
        Types("Assessment").Count().ShouldBeGreaterThan(5);
        Types("Uptime").ShouldNotBeEmpty();
        Types("Fleet").ShouldNotBeEmpty();
        // The pipeline's own uses, in bodies of async methods and lambdas, are seen: so would be a fact's.
        Uses(Code.Types.Where(type => type.Name is nameof(PollPipeline)), target => target.Name is "Assessor").ShouldNotBeEmpty();
    }

    private static IEnumerable<IType> Types(string folder) => Code.Types.Where(type => IsIn(type, folder));

    private static bool IsIn(IType type, string folder) =>
        // A type that the compiler makes up, of a stack array say, has none.
        type.Namespace?.FullName is { } space && (space == $"{Root}.{folder}" || space.StartsWith($"{Root}.{folder}.", StringComparison.Ordinal));

    private static IEnumerable<string> Uses(string folder, Func<IType, bool> forbidden) => Uses(Types(folder), forbidden);

    private static IEnumerable<string> Uses(IEnumerable<IType> types, Func<IType, bool> forbidden) => types
        .SelectMany(type => type.Dependencies.Where(dependency => forbidden(dependency.Target)).Select(dependency => $"{type.FullName} -> {dependency.Target.FullName}"))
        .Distinct(StringComparer.Ordinal);
}
