using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class KpiEndpointsTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFigures _figures;

    public KpiEndpointsTests() => _figures = new StoredFigures(_time);

    [Fact]
    public async Task Figures_stand_beside_what_they_were_made_from_and_the_as_of()
    {
        await using var web = await StartAsync();
        var answer = JsonDocument.Parse(await web.GetAsync("/api/v1/kpis?groupBy=site&from=2026-11-01T00:00:00Z")).RootElement;
        answer.GetProperty("groupBy").GetString().ShouldBe("site");
        answer.GetProperty("asOf").GetDateTimeOffset().ShouldBe(Rows.Now);
        answer.GetProperty("provisional").GetBoolean().ShouldBeTrue();
        var time = answer.GetProperty("rows")[0].GetProperty("measured");
        time.GetProperty("availability").GetProperty("numerator").GetDouble().ShouldBe(90);
        time.GetProperty("availability").GetProperty("denominator").GetDouble().ShouldBe(100);
        answer.GetProperty("rows")[0].GetProperty("detectionTime").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("groupBy=colour", "groupBy")]
    [InlineData("asOf=2036-01-01T00:00:00Z", "asOf")]
    [InlineData("from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z", "from")]
    public async Task Wrong_parameter_is_named(string query, string parameter)
    {
        await using var web = await StartAsync();
        (await web.GetAsync("/api/v1/kpis?" + query)).ShouldContain($"\"{parameter}\"");
    }

    [Fact]
    public async Task Write_without_the_header_is_refused_and_changes_nothing()
    {
        await using var web = await StartAsync();
        var window = new { from = Rows.Now, to = Rows.Now.AddHours(1), reason = "lau kính", person = "Tổ kỹ thuật" };
        using var refused = await web.Client.PostAsJsonAsync(new Uri("/api/v1/devices/C1/maintenance", UriKind.Relative), window, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _figures.Added.ShouldBeEmpty();

        web.Client.DefaultRequestHeaders.Add("X-CameraHealth", "1");
        using var taken = await web.Client.PostAsJsonAsync(new Uri("/api/v1/devices/C1/maintenance", UriKind.Relative), window, TestContext.Current.CancellationToken);
        taken.StatusCode.ShouldBe(HttpStatusCode.Created);
        _figures.Added.Single().Reason.ShouldBe("lau kính");
        using var nameless = await web.Client.PostAsJsonAsync(new Uri("/api/v1/devices/C1/maintenance", UriKind.Relative), window with { person = "" }, TestContext.Current.CancellationToken);
        nameless.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Page_says_that_there_is_not_enough_data_and_that_figures_are_provisional()
    {
        await using var web = await StartAsync();
        _figures.Tally = new TimeTally(90_000_000, 10_000_000, 0, 100_000_000, 0, 0, 0, 0);
        var page = WebUtility.HtmlDecode(await web.GetAsync("/kpis?window=month&groupBy=site&sort=-coverage"));
        page.ShouldContain("không đủ dữ liệu");
        page.ShouldContain("tạm tính");
        page.ShouldContain("Theo sổ ghi đến");
    }

    private Task<RunningWeb> StartAsync() => RunningWeb.StartAsync(new StoredFleet(_time), _time, figures: _figures);
}
