using System.Net;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class HealthEndpointsTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;

    public HealthEndpointsTests() => _fleet = new StoredFleet(_time);

    [Fact]
    public async Task Ready_follows_the_database_and_alive_does_not()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time);
        (await web.GetAsync("/readyz")).ShouldBe("""{"status":"healthy","checks":[{"name":"database","status":"healthy"}]}""");

        _fleet.IsAway = true;
        _time.Advance(TimeSpan.FromSeconds(4));
        using var answer = await web.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        body.ShouldBe("""{"status":"unhealthy","checks":[{"name":"database","status":"unhealthy"}]}""");
        (await web.GetAsync("/healthz")).ShouldBe("""{"status":"healthy","checks":[]}""");
    }

    [Fact]
    public async Task Checks_of_other_roles_count_and_their_errors_stay_inside()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time, configure: services => services.AddHealthChecks()
            .AddCheck("schedules", () => throw new InvalidOperationException("password=hunter2")));
        using var answer = await web.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        body.ShouldContain("""{"name":"schedules","status":"unhealthy"}""");
        body.ShouldNotContain("hunter2");
    }
}
