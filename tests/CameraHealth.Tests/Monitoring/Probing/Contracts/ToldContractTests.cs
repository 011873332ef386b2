using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Contracts;
using CameraHealth.Onvif;
using CameraHealth.Tests.Monitoring.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing.Contracts;

public sealed class ToldContractTests : IContractStore
{
    private readonly List<(StreamRole Stream, StreamContract? Terms)> _kept = [];
    private bool _isAway;

    public Task<bool> KeepToldAsync(long deviceId, StreamRole stream, StreamContract? terms, CancellationToken cancellationToken)
    {
        _kept.Add((stream, terms));
        return Task.FromResult(!_isAway);
    }

    [Fact]
    public void Encoder_settings_become_a_contract() => ToldContract.Of(Profile("M", 1920, 1080) with { GovLength = 50 }).ShouldBe(new StreamContract
    {
        Codec = "H265", Width = 1920, Height = 1080, FrameRate = 12.5, BitRateHigh = 5_000_000, KeyframeInterval = TimeSpan.FromSeconds(4),
    });

    [Theory]
    [InlineData("JPEG", "MJPEG")]
    [InlineData("h264", "H264")]
    [InlineData("MPV4-ES", null)]
    public void Codec_is_named_as_an_SDP_names_it_or_not_judged(string told, string? codec) => ToldContract.Of(Profile("M", 640, 360) with { Codec = told })!.Codec.ShouldBe(codec);

    [Fact]
    public void Profile_without_encoder_makes_no_contract() => ToldContract.Of(new MediaProfile("M", null, "S", null, null, null, null, null, false)).ShouldBeNull();

    [Theory]
    [InlineData("M:S:1920x1080 N:S:640x360 O:S:320x180", "N")]
    [InlineData("M:S:1920x1080 N:S:1920x1080", null)]
    [InlineData("M:S:1920x1080 N:T:640x360", null)]
    [InlineData("M:S:1920x1080", null)]
    public void Sub_stream_is_the_next_smaller_one_of_the_same_source(string profiles, string? token) =>
        RecorderChannels.SubOf([.. profiles.Split(' ').Select(Parse)], Devices.Camera())?.Token.ShouldBe(token);

    [Fact]
    public async Task Contract_of_the_device_is_kept_once_and_again_when_it_changes()
    {
        var (book, target, terms) = (new ContractBook(this, new FakeTimeProvider(Devices.Start)), Devices.Target(Devices.Camera()), new StreamContract { FrameRate = 25 });
        book.Of(target, StreamRole.Main).ShouldBeNull();
        foreach (var told in new[] { terms, terms, terms with { FrameRate = 15 }, null, null })
        {
            await book.TellAsync(target, StreamRole.Main, told, CancellationToken.None);
            book.Of(target, StreamRole.Main)?.Terms.ShouldBe(told);
        }

        _kept.Select(kept => kept.Terms?.FrameRate).ShouldBe([25, 15, null]);
    }

    [Fact]
    public async Task What_the_register_holds_already_is_not_kept_again_and_what_could_not_be_kept_is()
    {
        var terms = new StreamContract { FrameRate = 25 };
        var (book, target) = (new ContractBook(this, new FakeTimeProvider(Devices.Start)), Devices.Target(Devices.Camera()) with { Contracts = [new RegisteredContract(StreamRole.Main, ContractSource.Device, terms)] });
        await book.TellAsync(target, StreamRole.Main, terms, CancellationToken.None);
        _kept.ShouldBeEmpty();
        _isAway = true;
        await book.TellAsync(target, StreamRole.Main, terms with { FrameRate = 5 }, CancellationToken.None);
        _isAway = false;
        await book.TellAsync(target, StreamRole.Main, terms with { FrameRate = 5 }, CancellationToken.None);
        await book.TellAsync(target, StreamRole.Main, terms with { FrameRate = 5 }, CancellationToken.None);
        _kept.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Contract_of_a_person_holds_in_the_place_of_the_devices()
    {
        var person = new RegisteredContract(StreamRole.Main, ContractSource.Person, new StreamContract { Codec = "H264" });
        var (book, target) = (new ContractBook(this, new FakeTimeProvider(Devices.Start)), Devices.Target(Devices.Camera()) with { Contracts = [person] });
        await book.TellAsync(target, StreamRole.Main, new StreamContract { FrameRate = 25 }, CancellationToken.None);
        book.Of(target, StreamRole.Main).ShouldBe(person);
        book.Of(target with { Contracts = null }, StreamRole.Main)!.Source.ShouldBe(ContractSource.Device);
        book.Of(target, StreamRole.Sub).ShouldBeNull();
    }

    private static MediaProfile Profile(string token, int width, int height) => new(token, token, "S", "H265", width, height, 12.5, 4_000_000, Media2: true);

    private static MediaProfile Parse(string text)
    {
        var parts = text.Split(':', 'x');
        return Profile(parts[0], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture)) with { VideoSourceToken = parts[1] };
    }
}
