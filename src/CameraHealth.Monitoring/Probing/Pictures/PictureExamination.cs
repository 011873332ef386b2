using System.Collections.Concurrent;
using System.Security.Cryptography;
using CameraHealth.Imaging;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>
/// Looks at a picture with what is known of its camera: the accepted view of the same time of day, and the picture before. What time of day it is the sun tells
/// where the camera's place is known, else the picture: a camera that is grey by day must not be taken for one by night.
/// </summary>
public sealed class PictureExamination(IReferencePictures references, PreviousPictures previous, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<long, bool> _isNight = new();
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>What is seen. The picture becomes the one before the next.</summary>
    /// <exception cref="PictureException">It is none, or goes past a limit.</exception>
    /// <exception cref="OperationCanceledException">The time was over first.</exception>
    public async Task<PictureReading> ExamineAsync(Device device, ReadOnlyMemory<byte> bytes, PictureOrigin origin, CancellationToken cancellationToken)
    {
        var isDaylight = SunElevation.IsDaylight(device.Latitude, device.Longitude, time.GetUtcNow());
        var views = await references.FindAsync(device.Id, cancellationToken);
        var before = await previous.FindAsync(device.Id, cancellationToken);
        await _turns.WaitAsync(cancellationToken);
        PictureReport report;
        bool isNight;
        try
        {
            (report, isNight) = await Task.Run(() => Examine(device.Id, bytes, (views, before, isDaylight), cancellationToken), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }

        await previous.KeepAsync(device.Id, bytes, cancellationToken);
        return ToReading(report, isNight, bytes, origin);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private (PictureReport Report, bool IsNight) Examine(
        long deviceId, ReadOnlyMemory<byte> bytes, (AcceptedViews Views, ReadOnlyMemory<byte>? Before, bool? IsDaylight) known, CancellationToken cancellationToken)
    {
        var isNight = known.IsDaylight is { } isDay ? !isDay : _isNight.GetValueOrDefault(deviceId);
        var context = new PictureContext
        {
            Previous = TryDecode(known.Before, cancellationToken),
            Reference = TryDecode(known.Views.Of(isNight), cancellationToken),
            IsDaylight = known.IsDaylight,
        };
        var report = PictureExaminer.Examine(bytes, context, cancellationToken);
        var found = known.IsDaylight is null ? PictureFindings.IsNight(report) : isNight;
        _isNight[deviceId] = found;
        if (found == isNight || known.Views == AcceptedViews.None)
        {
            return (report, found);
        }

        // Twice a day: the light changed since the last picture, and this one belongs beside the other view.
        return (PictureExaminer.Examine(bytes, context with { Reference = TryDecode(known.Views.Of(found), cancellationToken) }, cancellationToken), found);
    }

    private static Picture? TryDecode(ReadOnlyMemory<byte>? encoded, CancellationToken cancellationToken)
    {
        try
        {
            return encoded is { } bytes ? Picture.Decode(bytes, cancellationToken) : null;
        }
        catch (PictureException)
        {
            // What cannot be compared with is not compared with.
            return null;
        }
    }

    private static PictureReading ToReading(PictureReport report, bool isNight, ReadOnlyMemory<byte> bytes, PictureOrigin origin) => new()
    {
        Origin = origin,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)),
        Bytes = bytes.Length,
        Width = report.Width,
        Height = report.Height,
        Faults = [.. report.Findings.Select(found => new SeenFault(found.Kind.ToName(), found.Score, found.AreaPercent))],
        Measured = [.. report.Measured.Select(kind => kind.ToName())],
        Sharpness = report.Sharpness,
        Brightness = report.Brightness,
        IsNight = isNight,
    };
}
