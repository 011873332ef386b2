using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Tests.Monitoring.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing.Pictures;

public sealed class PictureProbeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pictures-").FullName;
    private readonly FakeTimeProvider _time = new(Devices.Start);
    private readonly PlayedSource _snapshot = new(PictureOrigin.Snapshot);
    private readonly PlayedSource _keyframe = new(PictureOrigin.Keyframe);
    private readonly PictureExamination _examination;
    private readonly PictureProbe _probe;

    public PictureProbeTests()
    {
        _examination = new PictureExamination(new NoViews(), new PreviousPictures(_folder, _time), _time);
        _probe = new PictureProbe([_snapshot, _keyframe], _examination);
    }

    [Fact]
    public async Task Snapshot_is_taken_and_the_stream_left_alone()
    {
        _snapshot.Give(Scene());
        var record = await ProbeAsync();
        record.Findings.Single().Rung.ShouldBe(Rung.Picture);
        record.Picture!.Origin.ShouldBe(PictureOrigin.Snapshot);
        record.PictureBytes!.Value.Length.ShouldBe(record.Picture.Bytes);
        _keyframe.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Stream_is_asked_when_there_is_no_snapshot()
    {
        _snapshot.Refuse(Reason.SnapshotFailed);
        _keyframe.Give(Scene());
        (await ProbeAsync()).Picture!.Origin.ShouldBe(PictureOrigin.Keyframe);
    }

    [Fact]
    public async Task Stream_is_asked_when_the_snapshot_is_a_damaged_picture()
    {
        _snapshot.Give([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]);
        _keyframe.Give(Scene());
        (await ProbeAsync()).Picture!.Origin.ShouldBe(PictureOrigin.Keyframe);
    }

    [Theory]
    [InlineData(Reason.SnapshotElsewhere, Reason.PictureSourceMissing, Reason.SnapshotElsewhere)]
    [InlineData(Reason.PictureSourceMissing, Reason.DecoderFailed, Reason.DecoderFailed)]
    [InlineData(Reason.PictureSourceMissing, Reason.PictureSourceMissing, Reason.PictureSourceMissing)]
    [InlineData(Reason.CredentialsRefused, Reason.DeviceBusy, Reason.CredentialsRefused)]
    public async Task Without_a_picture_nothing_is_measured_and_the_reason_that_speaks_of_the_device_is_named(Reason snapshot, Reason keyframe, Reason named)
    {
        _snapshot.Refuse(snapshot);
        _keyframe.Refuse(keyframe);
        var record = await ProbeAsync();
        record.Findings.Single().ShouldSatisfyAllConditions(found => found.Finding.ShouldBe(Finding.Inconclusive), found => found.Reason.ShouldBe(named));
        record.Picture.ShouldBeNull();
    }

    [Fact]
    public async Task Black_picture_is_found_and_named()
    {
        using var black = new SKBitmap(640, 360);
        black.Erase(SKColors.Black);
        _snapshot.Give(black.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray());
        var found = (await ProbeAsync()).Findings.Single();
        found.ShouldSatisfyAllConditions(f => f.Finding.ShouldBe(Finding.Failed), f => f.Reason.ShouldBe(Reason.PictureBlack));
    }

    [Fact]
    public async Task Same_pixels_some_time_later_are_a_frozen_picture_and_at_once_are_not_compared()
    {
        _snapshot.Give(Scene());
        (await ProbeAsync()).Picture!.Measured.ShouldNotContain("frozen", StringComparer.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await ProbeAsync()).Picture!.Measured.ShouldNotContain("frozen", StringComparer.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await ProbeAsync()).Picture!.Faults.Select(fault => fault.Kind).ShouldContain("frozen", StringComparer.Ordinal);
    }

    [Fact]
    public async Task Last_pictures_are_readable_by_the_worker_alone()
    {
        _snapshot.Give(Scene());
        await ProbeAsync();
        var file = Directory.GetFiles(_folder).Single();
        (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None);
    }

    public void Dispose()
    {
        _examination.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ProbeRecord> ProbeAsync()
    {
        var record = new ProbeRecord();
        await _probe.ProbeAsync(Devices.Target(Devices.Camera()), record, TestContext.Current.CancellationToken);
        return record;
    }

    // Something with edges, colours and some noise of its own, as a camera sees.
    private static byte[] Scene()
    {
        var random = new Random(5);
        using var bitmap = new SKBitmap(640, 360);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(new SKColor(150, 180, 210));
            for (var i = 0; i < 300; i++)
            {
                using var paint = new SKPaint { Color = new SKColor((byte)random.Next(40, 220), (byte)random.Next(40, 220), (byte)random.Next(40, 220)) };
                canvas.DrawRect(random.Next(640), random.Next(360), random.Next(10, 60), random.Next(10, 60), paint);
            }
        }

        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 92).ToArray();
    }

    private sealed class NoViews : IReferencePictures
    {
        public Task<AcceptedViews> FindAsync(long deviceId, CancellationToken cancellationToken) => Task.FromResult(AcceptedViews.None);
    }

    private sealed class PlayedSource(PictureOrigin origin) : IPictureSource
    {
        private PictureTake _take = PictureTake.None(Reason.PictureSourceMissing);

        public PictureOrigin Origin => origin;

        public int Asked { get; private set; }

        public void Give(byte[] bytes) => _take = new PictureTake(bytes);

        public void Refuse(Reason reason) => _take = PictureTake.None(reason, "said so");

        public Task<PictureTake> TakeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(_take);
        }
    }
}
