using System.Net;
using System.Text.Json;
using CameraHealth.Storage.Sealing;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web.Kpis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class SealEndpointsTests
{
    private static readonly DaySeal Seal = new(new DateOnly(2026, 5, 4), 1234, [.. Enumerable.Range(0, 32).Select(i => (byte)i)], Rows.Now);
    private readonly FakeTimeProvider _time = new(Rows.Now);

    [Fact]
    public async Task Sealed_days_are_told_with_their_digests()
    {
        await using var web = await StartAsync(Seal);
        var told = JsonDocument.Parse(await web.GetAsync("/api/v1/ledger/seals?days=5")).RootElement[0];
        told.GetProperty("day").GetString().ShouldBe("2026-05-04");
        told.GetProperty("rows").GetInt32().ShouldBe(1234);
        told.GetProperty("digest").GetString().ShouldBe(Seal.Text);
        (await web.GetAsync("/api/v1/ledger/seals?days=0")).ShouldContain("\"days\"");
    }

    [Fact]
    public async Task Page_shows_digests_to_print_and_the_command_that_checks_one()
    {
        await using var web = await StartAsync(Seal);
        var page = WebUtility.HtmlDecode(await web.GetAsync("/ledger"));
        page.ShouldContain("00010203 04050607");
        page.ShouldContain("ledger verify --anchor 2026-05-04=" + Seal.Text);
        page.ShouldContain("04/05/2026");
    }

    [Fact]
    public async Task Page_says_that_nothing_is_sealed_yet()
    {
        await using var web = await StartAsync();
        WebUtility.HtmlDecode(await web.GetAsync("/ledger")).ShouldContain("Chưa ngày nào được niêm phong");
    }

    private Task<RunningWeb> StartAsync(params DaySeal[] seals) =>
        RunningWeb.StartAsync(new StoredFleet(_time), _time, configure: services => services.AddSingleton<ISealReader>(new Stored(seals)));

    private sealed class Stored(DaySeal[] seals) : ISealReader
    {
        public Task<IReadOnlyList<DaySeal>> ListAsync(int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DaySeal>>([.. seals.Take(most)]);
    }
}
