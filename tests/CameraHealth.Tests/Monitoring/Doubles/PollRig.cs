using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>The real pipeline on virtual time, with played probes in front and a queue behind.</summary>
internal sealed class PollRig : IDisposable
{
    // The kernel itself refuses to connect to a group address: no packet leaves, and no gateway answers.
    private const string NoGateway = "224.0.0.1:9";

    private readonly OwnNetwork _ownNetwork;
    private readonly Channel<AssessedObservation> _queue;

    public PollRig(int queueCapacity = 1_000_000, bool isCutOff = false, PollPermitOptions? permits = null)
    {
        Health = new PlayedProbe(PollKind.Health, Time);
        Stream = new PlayedProbe(PollKind.Stream, Time);
        Picture = new PlayedProbe(PollKind.Picture, Time);
        Permits = new PollPermits(permits ?? new PollPermitOptions());
        _queue = Channel.CreateBounded<AssessedObservation>(queueCapacity);
        _ownNetwork = new OwnNetwork(
            new OwnNetworkOptions { Gateway = isCutOff ? NoGateway : null }, new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true }), Time);
        Pipeline = new PollPipeline([Health, Stream, Picture], Permits, _ownNetwork, States, _queue.Writer, Meters, Time, NullLogger<PollPipeline>.Instance, Pictures);
    }

    public FakeTimeProvider Time { get; } = new(Devices.Start);

    public PlayedProbe Health { get; }

    public PlayedProbe Stream { get; }

    public PlayedProbe Picture { get; }

    public OfferedPictures Pictures { get; } = new();

    public PollPermits Permits { get; }

    public StateBook States { get; } = new();

    public PollMeters Meters { get; } = new();

    public PollPipeline Pipeline { get; }

    /// <summary>Takes devices into the state book as never observed.</summary>
    public void Own(params IEnumerable<PollTarget> targets) => States.Load(
        targets.ToDictionary(target => target.Device.Id, target => DeviceState.NeverObserved(target.Device.Id, target.Device.ApplicableRungs, Devices.Start)), replace: true);

    /// <summary>Polls as the schedule would, due now.</summary>
    public Task<AssessmentResult?> PollAsync(PollTarget target, PollKind kind) => PollUntilAsync(target, kind, CancellationToken.None);

    /// <summary>As <see cref="PollAsync"/>, by a worker that may stop.</summary>
    public Task<AssessmentResult?> PollUntilAsync(PollTarget target, PollKind kind, CancellationToken stopping) =>
        Pipeline.PollAsync(new PollRequest(Devices.Group(target), target, kind, Time.GetUtcNow()), stopping);

    /// <summary>Takes everything that was handed to the batch writer.</summary>
    public IReadOnlyList<AssessedObservation> TakeWritten()
    {
        var items = new List<AssessedObservation>();
        while (_queue.Reader.TryRead(out var item))
        {
            items.Add(item);
        }

        return items;
    }

    public void Dispose()
    {
        Permits.Dispose();
        _ownNetwork.Dispose();
        Meters.Dispose();
    }
}
