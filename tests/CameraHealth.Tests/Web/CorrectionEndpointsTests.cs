using System.Net;
using System.Net.Http.Json;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class CorrectionEndpointsTests : IAsyncLifetime
{
    private static readonly Uri Address = new("/api/v1/devices/CAM-01/corrections", UriKind.Relative);

    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFigures _figures;
    private RunningWeb _web = null!;

    public CorrectionEndpointsTests() => _figures = new StoredFigures(_time);

    public async ValueTask InitializeAsync()
    {
        _web = await RunningWeb.StartAsync(new StoredFleet(_time), _time, figures: _figures);
        _web.Client.DefaultRequestHeaders.Add("X-CameraHealth", "1");
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Correction_is_entered_listed_and_taken_back_and_stays_in_the_list()
    {
        (await PostAsync(Form())).ShouldBe(HttpStatusCode.Created);
        var said = _figures.Corrections.Single().Said;
        (said.Device, said.Rung, said.Status, said.From).ShouldBe(("CAM-01", null, Status.Healthy, Rows.Now.AddHours(-2)));

        (await DeleteAsync("1?reason=nh%E1%BA%A7m&person=T%E1%BB%95")).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync("1?reason=again&person=x")).ShouldBe(HttpStatusCode.NotFound);
        (await _web.GetAsync(Address.OriginalString)).ShouldContain("\"takenBack\":{\"at\"");
    }

    [Fact]
    public async Task Rung_of_its_own_stands_beside_the_whole_and_two_for_one_time_do_not()
    {
        (await PostAsync(Form())).ShouldBe(HttpStatusCode.Created);
        (await PostAsync(new { rung = "streaming", from = Rows.Now.AddHours(-2), to = Rows.Now.AddHours(-1), status = "unhealthy", reason = "r", person = "p" })).ShouldBe(HttpStatusCode.Created);
        _figures.Corrections[1].Said.Rung.ShouldBe(Rung.Streaming);
        (await PostAsync(Form())).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Correction_without_the_header_or_with_something_missing_changes_nothing()
    {
        (await PostAsync(new { })).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(new { from = Rows.Now.AddHours(-2), to = Rows.Now.AddHours(1), status = "healthy", reason = "r", person = "p" })).ShouldBe(HttpStatusCode.BadRequest);
        (await DeleteAsync("1")).ShouldBe(HttpStatusCode.BadRequest);
        _web.Client.DefaultRequestHeaders.Remove("X-CameraHealth");
        (await PostAsync(Form())).ShouldBe(HttpStatusCode.Forbidden);
        _figures.Corrections.ShouldBeEmpty();
    }

    private static object Form() => new { from = Rows.Now.AddHours(-2), to = Rows.Now.AddHours(-1), status = "healthy", reason = "đã kiểm tra tại chỗ", person = "Người trực" };

    private async Task<HttpStatusCode> PostAsync(object form)
    {
        using var answer = await _web.Client.PostAsJsonAsync(Address, form, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> DeleteAsync(string rest)
    {
        using var answer = await _web.Client.DeleteAsync(new Uri($"{Address.OriginalString}/{rest}", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
