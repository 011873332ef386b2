using System.Net;
using CameraHealth.Simulator.Archives;
using CameraHealth.Simulator.Events;
using CameraHealth.Simulator.Logins;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Onvif;
using CameraHealth.Simulator.Rtsp;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator;

/// <summary>One fake camera, recorder or encoder, listening on its own loopback address.</summary>
public sealed class SimulatedDevice
{
    /// <summary>Largest clock offset either way: enough for a clock that stands at 1970.</summary>
    public static readonly TimeSpan MaxClockOffset = TimeSpan.FromDays(36_525);

    /// <summary>How late a slow device answers.</summary>
    public static readonly TimeSpan SlowBy = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan WrongClockOffset = TimeSpan.FromHours(1);
    private readonly TimeProvider _timeProvider;
    private readonly DeviceListener? _onvif;
    private readonly DeviceListener _rtsp;
    private readonly Lock _lock = new();
    private Task _switching = Task.CompletedTask;
    private TimeSpan _clockOffset;

    internal SimulatedDevice(DeviceScenario scenario, Broadcast broadcast, TimeProvider timeProvider)
    {
        Scenario = scenario;
        _timeProvider = timeProvider;
        Streams = SimulatedStream.Of(scenario, timeProvider);
        Searches = new SearchSessions(timeProvider);
        Login = new DeviceLogin(scenario, timeProvider);
        PullPoints = new PullPoints(timeProvider);
        if (scenario.Kind != DeviceKind.Encoder)
        {
            _onvif = new DeviceListener(scenario.Address, scenario.OnvifPort, new OnvifServer(this).ServeAsync);
        }

        _rtsp = new DeviceListener(
            scenario.Address, scenario.RtspPort, (connection, token) => new RtspServer(this, broadcast, connection).ServeAsync(token));
        RecorderFault = scenario.RecorderFault;
        Apply(scenario.Fault, scenario.ClockOffset);
    }

    /// <summary>What it was made from; the fault in it is the one at start.</summary>
    public DeviceScenario Scenario { get; }

    /// <summary>Its unique code.</summary>
    public string Code => Scenario.Code;

    /// <summary>Its own loopback address.</summary>
    public IPAddress Address => Scenario.Address;

    /// <summary>The port ONVIF is answered on; null: an encoder has none.</summary>
    public int? OnvifPort => _onvif?.Port;

    /// <summary>The port RTSP is answered on.</summary>
    public int RtspPort => _rtsp.Port;

    /// <summary>Address of the device service; null: an encoder has none.</summary>
    public Uri? OnvifAddress => OnvifPort is { } port ? new Uri($"http://{Address}:{port}{OnvifServer.DevicePath}") : null;

    /// <summary>What is wrong with it now.</summary>
    public DeviceFault Fault { get; private set; }

    /// <summary>Device clock minus true time; positive: ahead.</summary>
    public TimeSpan ClockOffset => _clockOffset;

    /// <summary>What clients did to it.</summary>
    public DeviceCounters Counters => Activity.Read(Login.Counter);

    /// <summary>What is wrong with its archive now.</summary>
    public RecorderFault RecorderFault { get; private set; }

    /// <summary>Searches that were begun and neither read to their end nor ended.</summary>
    public int SearchesOpen => Searches.Open;

    /// <summary>Playback sessions that are open now.</summary>
    public int PlaybacksOpen => Activity.PlaybacksOpen;

    /// <summary>True when it keeps footage and says so.</summary>
    internal bool HasArchive => RecorderFault != RecorderFault.NoArchiveServices && Streams.Any(stream => stream.Archive is not null);

    internal SearchSessions Searches { get; }

    /// <summary>Pull points that are open now.</summary>
    public int PullPointsOpen => PullPoints.Open;

    /// <summary>Pull points that were ever created.</summary>
    public int PullPointsCreated => PullPoints.Created;

    /// <summary>The state of a property changes: whoever subscribed is told.</summary>
    public void Raise(SimulatedEvent change) => PullPoints.Raise(change);

    /// <summary>Ends every pull point, as a restart does.</summary>
    public void ForgetPullPoints() => PullPoints.Clear();

    internal PullPoints PullPoints { get; }

    internal DeviceActivity Activity { get; } = new();

    internal DeviceLogin Login { get; }

    internal IReadOnlyList<SimulatedStream> Streams { get; }

    internal bool Has(DeviceQuirk quirk) => Scenario.Quirks.Contains(quirk);

    /// <summary>The device's own idea of UTC.</summary>
    internal DateTimeOffset Now => _timeProvider.GetUtcNow() + _clockOffset;

    /// <summary>Takes the time that the device takes before it answers: none, unless it is slow.</summary>
    internal Task ThinkAsync(CancellationToken cancellationToken) =>
        Fault == DeviceFault.Slow ? Task.Delay(SlowBy, _timeProvider, cancellationToken) : Task.CompletedTask;

    /// <summary>Address of a stream: the camera's, or that of a recorder's channel. No credentials in it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such channel.</exception>
    public Uri StreamAddress(int channel = 1) => new($"rtsp://{Address}:{RtspPort}{StreamOf(channel).Path}");

    /// <summary>The fault of one channel by itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such channel.</exception>
    public DeviceFault ChannelFault(int channel) => StreamOf(channel).Fault;

    /// <summary>Kind and code.</summary>
    public override string ToString() => Scenario.ToString();

    /// <summary>Takes the present fault away and sets another. When this returns, ports are open or closed as the fault says.</summary>
    /// <param name="fault">The new fault; <see cref="DeviceFault.ChannelOffline"/> is not one of a device.</param>
    /// <param name="clockOffset">New clock offset; null: the scenario's, or one hour for <see cref="DeviceFault.WrongClock"/>.</param>
    /// <exception cref="ArgumentException">The fault belongs to channels.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">A port could not be opened again; the fault is set nevertheless.</exception>
    public Task SetFaultAsync(DeviceFault fault, TimeSpan? clockOffset = null)
    {
        if (fault == DeviceFault.ChannelOffline)
        {
            throw new ArgumentException("channel_offline belongs to a channel: use SetChannelFault", nameof(fault));
        }

        lock (_lock)
        {
            Apply(fault, clockOffset);
            return _switching = OpenOrCloseAsync(_switching);
        }
    }

    /// <summary>Sets the fault of one channel of a recorder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such channel.</exception>
    /// <exception cref="ArgumentException">Not a fault that a channel can have.</exception>
    public void SetChannelFault(int channel, DeviceFault fault)
    {
        if (Scenario.Kind != DeviceKind.Recorder || !ChannelScenario.CanHave(fault))
        {
            throw new ArgumentException($"{ScenarioNames.NameOf(fault)} cannot be set on a channel of a {ScenarioNames.NameOf(Scenario.Kind)}", nameof(fault));
        }

        StreamOf(channel).Fault = fault;
    }

    /// <summary>Takes the archive's present fault away and sets another.</summary>
    public void SetRecorderFault(RecorderFault fault) => RecorderFault = fault;

    /// <summary>Replaces the footage of a channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such channel.</exception>
    public void SetArchive(int channel, ArchiveScenario? archive) => StreamOf(channel).Archive = archive is null ? null : new SimulatedArchive(archive, _timeProvider);

    /// <summary>Back to no fault, true time, an unlocked account and zero counts.</summary>
    public async Task ResetAsync()
    {
        foreach (var stream in Streams)
        {
            stream.Fault = DeviceFault.None;
        }

        RecorderFault = RecorderFault.None;
        Login.Counter.Reset();
        Activity.Reset();
        await SetFaultAsync(DeviceFault.None, TimeSpan.Zero);
    }

    internal Task StartAsync() => OpenOrCloseAsync(Task.CompletedTask);

    internal Task StopAsync() => Task.WhenAll(_onvif?.CloseAsync() ?? Task.CompletedTask, _rtsp.CloseAsync());

    private void Apply(DeviceFault fault, TimeSpan? clockOffset)
    {
        Fault = fault;
        _clockOffset = clockOffset ?? Scenario.ClockOffset ?? (fault == DeviceFault.WrongClock ? WrongClockOffset : TimeSpan.Zero);
        Login.PasswordChanged = fault == DeviceFault.WrongPassword;
        Login.Counter.LockForGood(fault == DeviceFault.Locked);
    }

    private async Task OpenOrCloseAsync(Task before)
    {
        // One switch after the other: a port must not be opened while it is being closed.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var offline = Fault == DeviceFault.Offline;
        await SwitchAsync(_onvif, open: !offline);
        await SwitchAsync(_rtsp, open: !offline && Fault != DeviceFault.RtspClosed);
    }

    private static Task SwitchAsync(DeviceListener? listener, bool open)
    {
        if (!open)
        {
            return listener?.CloseAsync() ?? Task.CompletedTask;
        }

        listener?.Open();
        return Task.CompletedTask;
    }

    private SimulatedStream StreamOf(int channel) =>
        Streams.FirstOrDefault(stream => stream.Number == channel)
        ?? throw new ArgumentOutOfRangeException(nameof(channel), channel, $"{this} has no such channel");
}
