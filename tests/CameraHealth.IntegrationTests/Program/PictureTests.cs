using System.Text.Json;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>From the simulated camera through worker and Postgres to the API and the page.</summary>
[Collection(ServedFleet.Group)]
public sealed class PictureTests(ServedFleet fleet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("GOOD-DIGEST", "snapshot")]
    [InlineData("GOOD-TOKEN", "snapshot")]
    [InlineData("GOOD-ENCODER", "keyframe")]
    [InlineData("NVR-CH01", "snapshot")]
    public async Task Picture_of_a_good_camera_is_seen_stored_and_served_and_the_view_is_logged(string code, string origin)
    {
        var latest = await LatestAsync(code);
        latest.GetProperty("origin").GetString().ShouldBe(origin);
        latest.GetProperty("findings").GetArrayLength().ShouldBe(0);
        latest.GetProperty("measured").GetRawText().ShouldContain("\"blurred\"");

        var views = $"select count(*) from picture_views v join devices d on d.id = v.device_id where d.code = '{code}'";
        var before = (await fleet.Database.ListAsync<long>(views))[0];
        using var client = new HttpClient { BaseAddress = fleet.Serve.Address };
        var jpeg = await client.GetByteArrayAsync(new Uri(latest.GetProperty("jpeg").GetString()!, UriKind.Relative), TestContext.Current.CancellationToken);
        jpeg.AsSpan(0, 3).ToArray().ShouldBe([0xFF, 0xD8, 0xFF]);
        (await fleet.Database.ListAsync<long>(views))[0].ShouldBe(before + 1);

        // The verdict is written beside the picture, not with it.
        await fleet.Serve.UntilAsync(async () => await RungAsync(code) == "good", Patience, () => "the picture is not judged");
        (await fleet.Serve.GetAsync($"/devices/{code}")).ShouldContain(latest.GetProperty("jpeg").GetString()!);
    }

    [Fact]
    public async Task Observation_of_a_picture_stands_in_the_narrow_row_with_its_sharpness()
    {
        IReadOnlyList<string> rows = [];
        await fleet.Serve.UntilAsync(
            async () => (rows = await fleet.Database.ListAsync<string>("""
                select encode(extra, 'hex') from observations o join devices d on d.id = o.device_id where d.code = 'GOOD-DIGEST' and o.kind = 3 limit 1
                """)).Count > 0,
            Patience,
            () => "no observation");

        // The mask with the bit of pictures; finding 1 (good) × 128 + 0; sharpness and brightness in ten-thousandths.
        rows.Single().ShouldStartWith("40000080");
        rows.Single().Length.ShouldBe(2 * (2 + 6));
    }

    [Fact]
    public async Task New_view_is_accepted_on_the_command_line_by_a_named_person()
    {
        await LatestAsync("GOOD-TOKEN");
        (await fleet.RunAsync("view", "accept", "GOOD-TOKEN")).ExitCode.ShouldBe(2);
        (await fleet.RunAsync("view", "accept", "NO-SUCH", "--person", "Trần Thị B")).ExitCode.ShouldBe(2);
        (await fleet.RunAsync("view", "accept", "GOOD-TOKEN", "--picture", "987654321", "--person", "Trần Thị B")).ExitCode.ShouldBe(1);

        var run = await fleet.RunAsync("view", "accept", "GOOD-TOKEN", "--person", "Trần Thị B", "--note", "đã sửa");
        run.ExitCode.ShouldBe(0, run.Errors);
        var references = (await fleet.Serve.GetJsonAsync("/api/v1/devices/GOOD-TOKEN/pictures")).GetProperty("references");
        references[0].GetProperty("acceptedBy").GetString().ShouldBe("Trần Thị B");
    }

    [Fact]
    public async Task Camera_whose_account_is_refused_has_no_picture_and_says_why()
    {
        await fleet.Serve.UntilAsync(
            async () =>
            {
                var rungs = (await fleet.Serve.GetJsonAsync("/api/v1/devices/REFUSED-DIGEST")).GetProperty("rungs").EnumerateArray();
                var picture = rungs.Single(row => row.GetProperty("rung").GetString() == "picture");
                return picture.GetProperty("status").GetString() == "unknown" && picture.GetProperty("reason").GetString() is "credentials_refused" or "login_held";
            },
            Patience,
            () => "no reason");
        (await fleet.Serve.GetJsonAsync("/api/v1/devices/REFUSED-DIGEST/pictures")).GetProperty("latest").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<string?> RungAsync(string code) => (await fleet.Serve.GetJsonAsync($"/api/v1/devices/{code}")).GetProperty("rungs").EnumerateArray()
        .Single(row => row.GetProperty("rung").GetString() == "picture").GetProperty("status").GetString();

    private async Task<JsonElement> LatestAsync(string code)
    {
        var latest = default(JsonElement);
        await fleet.Serve.UntilAsync(
            async () => (latest = (await fleet.Serve.GetJsonAsync($"/api/v1/devices/{code}/pictures")).GetProperty("latest")).ValueKind == JsonValueKind.Object,
            Patience,
            () => $"no picture of {code}");
        return latest;
    }
}
