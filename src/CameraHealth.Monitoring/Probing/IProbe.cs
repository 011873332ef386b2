using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing;

/// <summary>One kind of question asked of a device. Stateless towards the device's verdict: facts only.</summary>
public interface IProbe
{
    /// <summary>The poll kind it serves.</summary>
    PollKind Kind { get; }

    /// <summary>Asks, and books what it finds in <paramref name="record"/> as it goes. Every failure of the device is a finding, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The deadline passed or the worker stops; the caller knows which.</exception>
    Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken);
}
