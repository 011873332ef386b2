using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;

namespace CameraHealth.Worker.Spooling;

/// <summary>
/// The way from the polls to the batch writer. Closed while results can be kept nowhere: what is not taken here is not assessed either, so that
/// its time becomes Unknown and no verdict rests on an observation that nobody has.
/// </summary>
internal sealed class AssessmentGate(ChannelWriter<AssessedObservation> queue, PollMeters meters) : ChannelWriter<AssessedObservation>
{
    private const int Open = -1;
    private int _closedFor = Open;

    /// <summary>Whether results are taken.</summary>
    public bool IsOpen => Volatile.Read(ref _closedFor) == Open;

    /// <summary>Takes no more results.</summary>
    /// <returns>False: it was closed before.</returns>
    public bool Close(DropCause cause) => Interlocked.Exchange(ref _closedFor, (int)cause) == Open;

    /// <summary>Takes results again.</summary>
    /// <returns>False: it was open before.</returns>
    public bool Reopen() => Interlocked.Exchange(ref _closedFor, Open) != Open;

    /// <summary>What is told of the spool: that nothing more is kept, too, when it is the disk that refuses.</summary>
    public SpoolReport Mark(SpoolReport report) => IsOpen ? report : report with { State = SpoolState.Stopped };

    /// <inheritdoc/>
    public override bool TryWrite(AssessedObservation item)
    {
        var closedFor = Volatile.Read(ref _closedFor);
        if (closedFor == Open && queue.TryWrite(item))
        {
            return true;
        }

        meters.Dropped(closedFor == Open ? DropCause.QueueFull : (DropCause)closedFor, 1);
        return false;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => queue.WaitToWriteAsync(cancellationToken);
}
