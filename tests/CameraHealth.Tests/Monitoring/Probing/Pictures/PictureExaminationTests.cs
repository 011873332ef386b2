using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Tests.Imaging.Scenes;
using CameraHealth.Tests.Monitoring.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing.Pictures;

/// <summary>Which view a picture is compared with, and what the sun has to say to it.</summary>
public sealed class PictureExaminationTests : IReferencePictures, IDisposable
{
    private static readonly Scene Street = GeneratedScenes.All.First();
    private static readonly Studio Studio = new();

    // Local noon and midnight of Côn Đảo.
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 4, 40, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Midnight = new(2026, 11, 25, 16, 40, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("pictures-").FullName;
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly PictureExamination _examination;

    public PictureExaminationTests() => _examination = new PictureExamination(this, new PreviousPictures(_folder, _time), _time);

    [Fact]
    public async Task Grey_picture_by_day_is_a_fault_of_the_filter_where_the_sun_is_known_and_a_picture_by_night_where_it_is_not()
    {
        var grey = Take(Light.Infrared);
        var known = await ExamineAsync(grey, (8.68, 106.6));
        known.IsNight.ShouldBeFalse();
        known.Faults.ShouldContain(fault => fault.Kind == "night_filter_fault");

        var unknown = await ExamineAsync(grey, (null, null));
        unknown.IsNight.ShouldBeTrue();
        unknown.Faults.ShouldNotContain(fault => fault.Kind == "night_filter_fault");
    }

    [Fact]
    public async Task Grey_picture_by_night_is_compared_with_the_view_of_the_night()
    {
        _time.AdjustTime(Midnight);
        var seen = await ExamineAsync(Take(Light.Infrared), (8.68, 106.6));
        seen.IsNight.ShouldBeTrue();
        seen.Faults.ShouldBeEmpty();
        seen.Measured.ShouldContain("moved", StringComparer.Ordinal);
    }

    [Fact]
    public async Task Bright_coloured_picture_of_a_lit_square_is_of_the_night_when_the_sun_is_down()
    {
        _time.AdjustTime(Midnight);
        (await ExamineAsync(Take(Light.Day), (8.68, 106.6))).IsNight.ShouldBeTrue();
    }

    [Fact]
    public async Task In_twilight_the_picture_tells()
    {
        _time.AdjustTime(new DateTimeOffset(2026, 11, 25, 22, 30, 0, TimeSpan.Zero));
        (await ExamineAsync(Take(Light.Infrared), (8.68, 106.6))).IsNight.ShouldBeTrue();
        (await ExamineAsync(Take(Light.Day), (8.68, 106.6))).IsNight.ShouldBeFalse();
    }

    public Task<AcceptedViews> FindAsync(long deviceId, CancellationToken cancellationToken) => Task.FromResult(new AcceptedViews(Take(Light.Day, 2), Take(Light.Infrared, 2)));

    public void Dispose()
    {
        _examination.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Take(Light light, int moment = 1) => Studio.TakeOnce(new Shot(Street, light, moment) { Width = 704, Height = 576 });

    private Task<PictureReading> ExamineAsync(byte[] picture, (double? Latitude, double? Longitude) place) => _examination.ExamineAsync(
        Devices.Camera() with { Latitude = place.Latitude, Longitude = place.Longitude }, picture, PictureOrigin.Snapshot, TestContext.Current.CancellationToken);
}
