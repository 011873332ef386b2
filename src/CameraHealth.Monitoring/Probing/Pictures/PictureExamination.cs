using System.Collections.Concurrent;
using System.Security.Cryptography;
using CameraHealth.Imaging;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>Looks at a picture with what is known of its camera: the accepted view of the same time of day, and the picture before.</summary>
public sealed class PictureExamination(IReferencePictures references, PreviousPictures previous) : IDisposable
{
    private readonly ConcurrentDictionary<long, bool> _isNight = new();
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>What is seen. The picture becomes the one before the next.</summary>
    /// <exception cref="PictureException">It is none, or goes past a limit.</exception>
    /// <exception cref="OperationCanceledException">The time was over first.</exception>
    public async Task<PictureReading> ExamineAsync(long deviceId, ReadOnlyMemory<byte> bytes, PictureOrigin origin, CancellationToken cancellationToken)
    {
        var views = await references.FindAsync(deviceId, cancellationToken);
        var before = await previous.FindAsync(deviceId, cancellationToken);
        await _turns.WaitAsync(cancellationToken);
        PictureReport report;
        try
        {
            report = await Task.Run(() => Examine(deviceId, bytes, views, before, cancellationToken), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }

        await previous.KeepAsync(deviceId, bytes, cancellationToken);
        return ToReading(report, bytes, origin);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private PictureReport Examine(long deviceId, ReadOnlyMemory<byte> bytes, AcceptedViews views, ReadOnlyMemory<byte>? before, CancellationToken cancellationToken)
    {
        var isNight = _isNight.GetValueOrDefault(deviceId);
        var context = new PictureContext { Previous = TryDecode(before, cancellationToken), Reference = TryDecode(views.Of(isNight), cancellationToken) };
        var report = PictureExaminer.Examine(bytes, context, cancellationToken);
        var found = PictureFindings.IsNight(report);
        _isNight[deviceId] = found;
        if (found == isNight || views == AcceptedViews.None)
        {
            return report;
        }

        // Twice a day: the light changed since the last picture, and this one belongs beside the other view.
        return PictureExaminer.Examine(bytes, context with { Reference = TryDecode(views.Of(found), cancellationToken) }, cancellationToken);
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

    private static PictureReading ToReading(PictureReport report, ReadOnlyMemory<byte> bytes, PictureOrigin origin) => new()
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
        IsNight = PictureFindings.IsNight(report),
    };
}
