using CameraHealth.Imaging;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>One picture, looked at: the device's snapshot, else a keyframe of its stream. None of either is <em>not measured</em>, never a fault.</summary>
/// <param name="sources">In the order in which they are asked.</param>
/// <param name="examination">Looks at it.</param>
public sealed class PictureProbe(IEnumerable<IPictureSource> sources, PictureExamination examination) : IProbe
{
    private readonly IPictureSource[] _sources = [.. sources];

    /// <inheritdoc/>
    public PollKind Kind => PollKind.Picture;

    /// <inheritdoc/>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        record.Ask(Rung.Picture);
        var missing = new List<PictureTake>();
        foreach (var source in _sources)
        {
            var take = await source.TakeAsync(target, record, cancellationToken);
            if (take.Bytes is { } bytes && await LookAsync(target, record, source.Origin, bytes, missing, cancellationToken))
            {
                return;
            }

            if (take.Bytes is null)
            {
                missing.Add(take);
            }
        }

        // What speaks of the device says more than that a source does not exist.
        var first = missing.Find(take => take.Reason != Reason.PictureSourceMissing) ?? missing.FirstOrDefault() ?? PictureTake.None(Reason.PictureSourceMissing);
        record.Found(new RungFinding(Rung.Picture, Finding.Inconclusive, first.Reason, first.Detail));
    }

    private async Task<bool> LookAsync(
        PollTarget target, ProbeRecord record, PictureOrigin origin, ReadOnlyMemory<byte> bytes, List<PictureTake> missing, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await examination.ExamineAsync(target.Device, bytes, origin, cancellationToken);
            record.Picture = reading;
            record.PictureBytes = bytes;
            record.Found(PictureFindings.Of(reading, target.Policy));
            return true;
        }
        catch (PictureException failure)
        {
            missing.Add(PictureTake.None(PictureFindings.ReasonOf(failure.Reason), failure.Message));
            return false;
        }
    }
}
