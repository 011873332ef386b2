using CameraHealth.Authentication;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Login;

/// <summary>What the handshake learnt about one device, so that later polls cost one request.</summary>
internal sealed class LoginMemory(TimeProvider time)
{
    /// <summary>For so long after a success a 401 more likely means a full device (Dahua) than a changed password.</summary>
    public static readonly TimeSpan TrustAfterSuccess = TimeSpan.FromMinutes(10);

    private const int MaxBusyVerdicts = 2;
    private const int MaxNonceStrikes = 2;

    private readonly Dictionary<string, DigestSession> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closedOperations = new(StringComparer.Ordinal);
    private long? _acceptedTimestamp;
    private int _busyVerdicts;
    private int _nonceStrikes;
    private LoginScheme _tokenScheme = LoginScheme.TokenDeviceTime;

    public AuthenticationMethod Method { get; private set; }

    /// <summary>A credential was accepted by Digest once: a weaker scheme is not used after that.</summary>
    public bool InsistsOnDigest => Method == AuthenticationMethod.HttpDigest;

    /// <summary>The scheme to present with the first request; null: ask without a credential first.</summary>
    public LoginScheme? Remembered(Uri address) => Method switch
    {
        AuthenticationMethod.HttpDigest when _nonceStrikes < MaxNonceStrikes && SessionOf(address).Challenge is not null => LoginScheme.Digest,
        AuthenticationMethod.UsernameToken => _tokenScheme,
        _ => null,
    };

    /// <summary>The token variant that was accepted before, else the device's time.</summary>
    public LoginScheme Prefer(LoginScheme scheme) => scheme == LoginScheme.Digest ? scheme : _tokenScheme;

    /// <summary>Nonces belong to one server, and services may live on several ports.</summary>
    public DigestSession SessionOf(Uri address)
    {
        if (!_sessions.TryGetValue(address.Authority, out var session))
        {
            _sessions[address.Authority] = session = new DigestSession();
        }

        return session;
    }

    /// <summary>A call open by the specification that this device closes (Vivotek, Panasonic: GetSystemDateAndTime).</summary>
    public void NoteClosed(SoapOperation operation) => _closedOperations.Add(operation.Name);

    public bool NeedsLogin(SoapOperation operation) => !operation.PreAuth || _closedOperations.Contains(operation.Name);

    public void NoteOpen() => Method = AuthenticationMethod.None;

    public void NoteDemanded()
    {
        if (Method == AuthenticationMethod.None)
        {
            Method = AuthenticationMethod.Unknown;
        }
    }

    /// <param name="scheme">What the device accepted.</param>
    /// <param name="reusedNonce">It accepted a nonce of an earlier request.</param>
    public void NoteAccepted(LoginScheme scheme, bool reusedNonce)
    {
        Method = scheme == LoginScheme.Digest ? AuthenticationMethod.HttpDigest : AuthenticationMethod.UsernameToken;
        _tokenScheme = scheme == LoginScheme.Digest ? _tokenScheme : scheme;
        _acceptedTimestamp = time.GetTimestamp();
        _busyVerdicts = 0;
        _nonceStrikes = reusedNonce ? 0 : _nonceStrikes;
    }

    /// <summary>The device wants a new nonce each time (Dahua): after two of these no credential is sent for an old one any more.</summary>
    public void NoteNonceNotReused() => _nonceStrikes++;

    public void NoteRefused(Uri address) => _sessions.Remove(address.Authority);

    /// <summary>Whether a refusal now is to be taken for a full device; counts itself, since a changed password looks the same.</summary>
    public bool TryTakeForBusy()
    {
        if (_acceptedTimestamp is not { } accepted || time.GetElapsedTime(accepted) > TrustAfterSuccess || _busyVerdicts >= MaxBusyVerdicts)
        {
            return false;
        }

        _busyVerdicts++;
        return true;
    }
}
