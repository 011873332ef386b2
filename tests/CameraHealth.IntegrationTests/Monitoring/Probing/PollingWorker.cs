using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Rtsp;
using CameraHealth.Storage.Logins;
using Npgsql;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>The probes of one worker with its own memory and connections, on the budget that all share.</summary>
internal sealed class PollingWorker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polls-").FullName;
    private readonly NpgsqlDataSource _connections;
    private readonly DeviceSessions _sessions;
    private readonly PollPermits _permits = new(new PollPermitOptions());
    private readonly PictureExamination _examination;
    private readonly IProbe[] _probes;

    public PollingWorker(TestDatabase database)
    {
        _connections = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Options.App) { MaxPoolSize = 3 }.ConnectionString);
        var networks = new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true });
        _sessions = new DeviceSessions(new LoginBudget(_connections, TimeProvider.System), networks, TimeProvider.System);
        var channels = new RecorderChannels(_sessions, TimeProvider.System);
        var addresses = new StreamAddresses(_sessions, channels);
        var rtsp = new RtspProbe(TimeProvider.System);
        _examination = new PictureExamination(new NoReferences(), new PreviousPictures(_folder, TimeProvider.System), TimeProvider.System);
        var trust = new TrustBook(new MetTrusts(), TimeProvider.System);
        _probes =
        [
            new HealthProbe(_sessions, channels, new RtspHealth(rtsp, _sessions, addresses, networks, trust), networks, TimeProvider.System),
            StreamProbes.Create(rtsp, _sessions, channels, addresses, networks, trust),
            new PictureProbe(
                [
                    new SnapshotSource(_sessions, channels, TimeProvider.System),
                    new KeyframeSource(rtsp, _sessions, addresses, networks, _permits, new FfmpegDecoder(TimeProvider.System), trust),
                ],
                _examination),
        ];
    }

    /// <summary>Polls once; the kinds take turns.</summary>
    public async Task<IEnumerable<Finding>> PollAsync(PollTarget target, int number, CancellationToken cancellationToken)
    {
        var record = new ProbeRecord();
        await _probes[number % _probes.Length].ProbeAsync(target, record, cancellationToken);
        return record.Findings.Select(found => found.Finding);
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.Dispose();
        _permits.Dispose();
        _examination.Dispose();
        await _connections.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class NoReferences : IReferencePictures
    {
        public Task<AcceptedViews> FindAsync(long deviceId, CancellationToken cancellationToken) => Task.FromResult(new AcceptedViews(null, null));
    }
}
