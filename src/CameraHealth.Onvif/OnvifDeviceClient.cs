using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Onvif.Addresses;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Snapshots;
using CameraHealth.Onvif.Soap;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif;

/// <summary>
/// Asks one device by ONVIF. Long-lived: it remembers what the handshake learnt, so that a healthy device costs one
/// request a call. Calls from several threads run one after the other, since devices bear no more.
/// Each call throws <see cref="OnvifException"/> with a typed reason, or <see cref="OperationCanceledException"/> when the caller cancelled.
/// </summary>
public sealed class OnvifDeviceClient : IDisposable
{
    // Subscriptions, whose address may change each time (Reolink).
    private const int MaxToldAddresses = 16;

    private readonly OnvifEndpoint _endpoint;
    private readonly OnvifClientOptions _options;
    private readonly TimeProvider _time;
    private readonly DeviceTransport _transport;
    private readonly ServiceAddress _deviceService;
    private readonly ServiceDirectory _services;
    private readonly DeviceTime _deviceTime;
    private readonly LoginMemory _memory;
    private readonly DeviceLogin _login;
    private readonly SnapshotFetch _snapshots;
    private readonly Dictionary<string, ServiceAddress> _snapshotAddresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ServiceAddress> _toldAddresses = new(StringComparer.Ordinal);
    private readonly CallTrace _trace = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A client that has sent nothing yet.</summary>
    /// <param name="endpoint">The device service.</param>
    /// <param name="credential">Null: only what needs no login.</param>
    /// <param name="gate">Asked before each login. Null: none is kept; the client's own limit of two refusals a call holds.</param>
    /// <param name="options">Limits and network policy.</param>
    /// <param name="time">Clock and timers.</param>
    public OnvifDeviceClient(OnvifEndpoint endpoint, DeviceCredential? credential, ILoginGate? gate, OnvifClientOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _endpoint = endpoint;
        _options = options;
        _time = time;
        _transport = new DeviceTransport(options, time);
        _deviceService = new ServiceAddress(endpoint.DeviceService, null);
        _services = new ServiceDirectory(endpoint);
        _deviceTime = new DeviceTime(time);
        _memory = new LoginMemory(time);
        var mask = new SecretMask(credential);
        var channel = new SoapChannel(_transport, options, _trace, mask, time);
        var gated = credential is null ? null : new GatedLogin(credential, gate, channel, _deviceTime, mask, time);
        _login = new DeviceLogin(channel, gated, _memory, _deviceTime, endpoint.DeviceService);
        var snapshotLogin = credential is null ? null : new SnapshotLogin(credential, gate, new LoginMemory(time), mask, options.AllowBasic);
        _snapshots = new SnapshotFetch(endpoint, _transport, snapshotLogin, _trace, mask, time);
    }

    /// <summary>What the handshake learnt so far.</summary>
    public AuthenticationMethod AuthenticationMethod => _memory.Method;

    /// <summary>One line a request since <see cref="ClearTrace"/> (the last 100): operation, scheme, status, reason, milliseconds. No secrets.</summary>
    public IReadOnlyList<string> Trace => _trace.Lines;

    /// <summary>UTC; when the first packet since <see cref="ClearTrace"/> left, a connection's first included. Null: none left.</summary>
    public DateTimeOffset? FirstByteSentAt => _trace.FirstByteSentAt;

    /// <summary>Starts a new trace, at the start of a poll.</summary>
    public void ClearTrace() => _trace.Clear();

    /// <summary>ONVIF GetSystemDateAndTime: liveness and clock, with no password at risk unless the device demands one.</summary>
    public Task<DeviceClock> GetSystemDateAndTimeAsync(CancellationToken ct) => InTurnAsync(
        async () => _deviceTime.Take(await CallAsync(_deviceService, GetSystemDateAndTime.Operation, ct)), ct);

    /// <summary>ONVIF GetDeviceInformation, which also tries the credential.</summary>
    public Task<DeviceIdentity> GetDeviceInformationAsync(CancellationToken ct) => InTurnAsync(
        async () => GetDeviceInformation.Parse((await CallAsync(_deviceService, GetDeviceInformation.Operation, ct)).Answer!), ct);

    /// <summary>ONVIF GetServices, or GetCapabilities where that fails. Addresses are corrected to the registered host.</summary>
    public Task<IReadOnlyList<OnvifService>> GetServicesAsync(CancellationToken ct) => InTurnAsync(
        async () =>
        {
            await LearnServicesAsync(ct);
            return _services.List();
        },
        ct);

    /// <summary>Profiles of media2 and media1, merged by token.</summary>
    public Task<IReadOnlyList<MediaProfile>> GetProfilesAsync(CancellationToken ct) => InTurnAsync(() => ReadProfilesAsync(ct), ct);

    /// <summary>Where the profile streams by RTSP over TCP: the registered host, no user info; path and query may still hold secrets of some makes.</summary>
    public Task<Uri> GetStreamUriAsync(MediaProfile profile, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return InTurnAsync(() => ReadStreamUriAsync(profile, ct), ct);
    }

    /// <summary>A picture of the profile, as the bytes came: GetSnapshotUri (remembered while it holds), then one GET on the registered host.</summary>
    /// <param name="profile">Which.</param>
    /// <param name="maxBytes">Largest accepted picture.</param>
    /// <param name="timeout">For the GET with its login; GetSnapshotUri has the time of any call.</param>
    /// <param name="ct">Ends it.</param>
    public Task<ReadOnlyMemory<byte>> GetSnapshotAsync(MediaProfile profile, int maxBytes, TimeSpan timeout, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return InTurnAsync(() => FetchSnapshotAsync(profile, maxBytes, timeout, ct), ct);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        _turn.Dispose();
    }

    /// <summary>Asks a service that the device lists.</summary>
    /// <exception cref="OnvifException">It lists none such (<see cref="OnvifFailureReason.NoSuchService"/>), or the call failed.</exception>
    internal Task<SoapElement> AskAsync(SoapOperation operation, CancellationToken ct) => InTurnAsync(
        async () =>
        {
            if (!_services.IsKnown)
            {
                await LearnServicesAsync(ct);
            }

            var address = _services.Find(operation.Namespace) ?? throw new OnvifException(OnvifFailureReason.NoSuchService, "The device does not list the service");
            return (await CallAsync(address, operation, ct)).Answer!;
        },
        ct);

    /// <summary>A stream address of the device on the host that was registered; null: it is none of RTSP.</summary>
    internal Uri? Correct(string? told) => StreamAddress.Correct(told, _endpoint);

    private async Task<T> InTurnAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await call();
        }
        catch (OperationCanceledException e) when (e.CancellationToken != ct && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Asks at an address that the device told in an earlier answer, on the registered host. Null: the device service.</summary>
    internal Task<SoapElement> AskAtAsync(string? toldAddress, SoapOperation operation, CancellationToken ct)
    {
        if (!_toldAddresses.TryGetValue(toldAddress ?? string.Empty, out var address))
        {
            if (_toldAddresses.Count >= MaxToldAddresses)
            {
                _toldAddresses.Clear();
            }

            _toldAddresses[toldAddress ?? string.Empty] = address = toldAddress is null ? _deviceService : ServiceAddress.Correct(toldAddress, _endpoint);
        }

        return InTurnAsync(async () => (await CallAsync(address, operation, ct)).Answer!, ct);
    }

    private async Task<SoapReply> CallAsync(ServiceAddress address, SoapOperation operation, CancellationToken ct)
    {
        using var deadline = new CallDeadline(_options.CallTimeout, _time, ct);
        try
        {
            return await _login.CallAsync(address, operation, deadline);
        }
        catch (OnvifException e) when (IsWrongAddress(e) && address.TryOther())
        {
            return await _login.CallAsync(address, operation, deadline);
        }
        catch (OnvifException e) when (IsWrongAddress(e) || e.Reason == OnvifFailureReason.NoSuchService)
        {
            _services.Forget();
            throw;
        }
    }

    private static bool IsWrongAddress(OnvifException e)
        => e.Reason == OnvifFailureReason.ConnectRefused || e is { Reason: OnvifFailureReason.HttpNotOnvif, HttpStatus: 404 };

    private async Task LearnServicesAsync(CancellationToken ct)
    {
        try
        {
            var told = GetServices.Parse((await CallAsync(_deviceService, GetServices.Operation, ct)).Answer!);
            if (told.Count > 0)
            {
                _services.Take(told);
                return;
            }
        }
        catch (OnvifException e) when (MayBeMissing(e.Reason))
        {
            // Old Axis and Panasonic: the older call below.
        }

        _services.Take(GetCapabilities.Parse((await CallAsync(_deviceService, GetCapabilities.Operation, ct)).Answer!));
        if (!_services.IsKnown)
        {
            throw new OnvifException(OnvifFailureReason.MalformedReply, "The device lists no services");
        }
    }

    private async Task<IReadOnlyList<MediaProfile>> ReadProfilesAsync(CancellationToken ct)
    {
        if (!_services.IsKnown)
        {
            await LearnServicesAsync(ct);
        }

        var (media1, media2) = (_services.Find(OnvifNamespaces.Media1), _services.Find(OnvifNamespaces.Media2));
        IReadOnlyList<MediaProfile> profiles = [];
        if (media2 is not null)
        {
            try
            {
                profiles = GetProfiles.Parse((await CallAsync(media2, GetProfiles.Media2, ct)).Answer!, media2: true);
            }
            catch (OnvifException e) when (media1 is not null && MayBeMissing(e.Reason))
            {
                // Listed but not implemented: the older service answers below.
            }

            if (media1 is null || (profiles.Count > 0 && profiles.All(p => p.Codec is not null)))
            {
                return profiles;
            }
        }

        var older = GetProfiles.Parse((await CallAsync(media1 ?? throw NoMedia(), GetProfiles.Media1, ct)).Answer!, media2: false);
        return GetProfiles.Merge(profiles, older);
    }

    private async Task<Uri> ReadStreamUriAsync(MediaProfile profile, CancellationToken ct)
    {
        var reply = await AskProfileAsync(profile, GetStreamUri.Media1(profile.Token), GetStreamUri.Media2(profile.Token), ct);
        return StreamAddress.Correct(GetStreamUri.Parse(reply.Answer!), _endpoint)
            ?? throw new OnvifException(OnvifFailureReason.MalformedReply, "The device told no RTSP address");
    }

    private async Task<SoapReply> AskProfileAsync(MediaProfile profile, SoapOperation older, SoapOperation newer, CancellationToken ct)
    {
        if (!_services.IsKnown)
        {
            await LearnServicesAsync(ct);
        }

        var (media1, media2) = (_services.Find(OnvifNamespaces.Media1), _services.Find(OnvifNamespaces.Media2));
        try
        {
            return profile.Media2 && media2 is not null
                ? await CallAsync(media2, newer, ct)
                : await CallAsync(media1 ?? throw NoMedia(), older, ct);
        }
        catch (OnvifException e) when (profile.Media2 && media1 is not null && media2 is not null && MayBeMissing(e.Reason))
        {
            return await CallAsync(media1, older, ct);
        }
    }

    private async Task<ReadOnlyMemory<byte>> FetchSnapshotAsync(MediaProfile profile, int maxBytes, TimeSpan timeout, CancellationToken ct)
    {
        if (!_snapshotAddresses.TryGetValue(profile.Token, out var address))
        {
            var reply = await AskProfileAsync(profile, GetSnapshotUri.Media1(profile.Token), GetSnapshotUri.Media2(profile.Token), ct);
            address = SnapshotAddress.Correct(GetStreamUri.Parse(reply.Answer!), _endpoint)
                ?? throw new OnvifException(OnvifFailureReason.MalformedReply, "The device told no HTTP address of a snapshot");
            _snapshotAddresses[profile.Token] = address;
        }

        using var deadline = new CallDeadline(timeout, _time, ct);
        try
        {
            return await FetchSnapshotAsync(address, maxBytes, deadline);
        }
        catch (OnvifException e) when (IsWrongAddress(e) || e.Reason == OnvifFailureReason.ForeignAddress)
        {
            // Meant to stay valid, but not always so: asked anew at the next need.
            _snapshotAddresses.Remove(profile.Token);
            throw;
        }
    }

    private async Task<ReadOnlyMemory<byte>> FetchSnapshotAsync(ServiceAddress address, int maxBytes, CallDeadline deadline)
    {
        try
        {
            var picture = await _snapshots.FetchAsync(address.Current, maxBytes, deadline);
            address.IsProven = true;
            return picture;
        }
        catch (OnvifException e) when (IsWrongAddress(e) && address.TryOther())
        {
            return await _snapshots.FetchAsync(address.Current, maxBytes, deadline);
        }
    }

    /// <summary>The device may answer the same question asked in the older way.</summary>
    private static bool MayBeMissing(OnvifFailureReason reason)
        => reason is OnvifFailureReason.ActionNotSupported or OnvifFailureReason.NoSuchService or OnvifFailureReason.Fault
            or OnvifFailureReason.HttpNotOnvif or OnvifFailureReason.MalformedReply;

    private static OnvifException NoMedia() => new(OnvifFailureReason.NoSuchService, "The device lists no media service");
}
