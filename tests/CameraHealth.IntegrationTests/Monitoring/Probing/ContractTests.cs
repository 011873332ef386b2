using CameraHealth.IntegrationTests.Rtsp;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Contracts;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Contracts through the worker's stream poll, the register and Postgres: a simulated camera with ONVIF, and GStreamer's streams.</summary>
[Collection(GStreamerGroup.Name)]
public sealed class ContractTests(GStreamerServer server, PostgresFixture postgres)
{
    [Fact]
    public async Task Contract_is_taken_from_the_devices_own_settings_and_kept()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = CameraHealth.Simulator.Scenarios.AuthenticationMode.None });
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        var device = fleet.Devices[0];
        await camera.RegisterAsync(device.StreamAddress().Port, "", onvifPort: device.OnvifPort, host: device.Address.ToString());

        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");
        var told = (await FindAsync(camera)).ShouldHaveSingleItem();
        told.Contract.ShouldSatisfyAllConditions(
            contract => contract.Source.ShouldBe(ContractSource.Device),
            contract => (contract.Terms.Codec, contract.Terms.Width, contract.Terms.Height).ShouldBe(("H264", 640, 360)),
            contract => contract.Terms.FrameRate.ShouldBe(15),
            contract => contract.Terms.KeyframeInterval.ShouldBe(TimeSpan.FromSeconds(2)));
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");
        (await FindAsync(camera)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_person_entered_is_judged_and_the_deviation_is_named_until_it_is_cleared()
    {
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await camera.RegisterAsync(server.OpenPort, "/h264");
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");

        await SetAsync(camera, StreamRole.Main, new StreamContract { Codec = "H264", Width = 640, Height = 360, FrameRate = 25, KeyframeInterval = TimeSpan.FromSeconds(2) });
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");

        await SetAsync(camera, StreamRole.Main, new StreamContract { FrameRate = 50, BitRateLow = 20_000_000 });
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Deviating:FrameRateOffContract");
        camera.Measured!.Deviations.Select(deviation => deviation.Term).ShouldBe([ContractTerm.FrameRate, ContractTerm.BitRate]);
        camera.Measured.Deviations[0].Wanted.ShouldBe("50 fps");

        (await camera.Contracts.ClearAsync(RegisteredCamera.Code, StreamRole.Main, "A", "wrong camera", CancellationToken.None)).ShouldBeTrue();
        (await camera.Contracts.ClearAsync(RegisteredCamera.Code, StreamRole.Main, "A", "again", CancellationToken.None)).ShouldBeFalse();
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");
        var versions = await FindAsync(camera);
        versions.Select(row => (row.Person, row.SupersededAt is null)).ShouldBe([("Trần B", false), ("Trần B", false)]);
        (await camera.Database.ScalarAsync<long>("select count(*) from audit_log where subject = 'contract' and code = 'CAM-1'")).ShouldBe(3);
    }

    [Theory]
    [InlineData("/h265", "H265", "Streaming=Good", Reason.None)]
    [InlineData("/h265", "H264", "Streaming=Deviating:SubStreamOffContract", Reason.None)]
    [InlineData("/none", "H264", "Streaming=Deviating:SubStreamOffContract", Reason.StreamNotFound)]
    public async Task Sub_stream_is_measured_beside_the_main_one_with_a_contract_of_its_own(string path, string codec, string findings, Reason reason)
    {
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await camera.RegisterAsync(server.OpenPort, "/h264");
        await SetAsync(camera, StreamRole.Sub, new StreamContract { Codec = codec }, path);

        (await camera.ProbeAsync(camera.Stream)).ShouldBe(findings);
        camera.Measured!.Codec.ShouldBe("H264");
        camera.Measured.Sub!.Reason.ShouldBe(reason);
        camera.Measured.Sub.Measures?.Codec.ShouldBe("H265");
        camera.Measured.Sub.IsInContract.ShouldBe(findings == "Streaming=Good");
    }

    [Fact]
    public async Task Sub_stream_that_keeps_its_contract_is_measured_twice_and_then_once_an_hour()
    {
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await camera.RegisterAsync(server.OpenPort, "/h264");
        await SetAsync(camera, StreamRole.Sub, new StreamContract { Codec = "H264" }, "/h264");
        var times = new List<DateTimeOffset>();
        for (var poll = 0; poll < 4; poll++)
        {
            await camera.ProbeAsync(camera.Stream);
            times.Add(camera.Measured!.Sub!.At);
        }

        times.Distinct().Count().ShouldBe(2);
    }

    private static async Task<IReadOnlyList<ContractRow>> FindAsync(RegisteredCamera camera) => (await camera.Contracts.FindAsync(RegisteredCamera.Code, CancellationToken.None)).ShouldNotBeNull();

    private static Task SetAsync(RegisteredCamera camera, StreamRole stream, StreamContract terms, string? path = null) =>
        camera.Contracts.SetAsync(RegisteredCamera.Code, new RegisteredContract(stream, ContractSource.Person, terms, path), "Trần B", "the tender", CancellationToken.None);
}
