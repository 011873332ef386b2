using System.Text;
using CameraHealth.Authentication;

namespace CameraHealth.Rtsp;

/// <summary>
/// Answers the device's challenges: never before it asked, exactly once with a credential, and only when the gate allows it.
/// The gate learns what came of it in every case. Basic, which shows the password, is answered only where it is allowed.
/// </summary>
internal sealed class RtspLogin(RtspProbeRequest request, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Telling the gate must not hold up the end of a probe for ever.</summary>
    private static readonly TimeSpan TellTimeout = TimeSpan.FromSeconds(2);

    private readonly DeviceCredential? _credential = request.Credential;
    private readonly ILoginGate? _gate = request.Gate;
    private readonly DigestSession _digest = new();
    private LoginPermission _permission;
    private State _state;
    private bool _answeredStale;
    private bool _usesBasic;

    private enum State
    {
        NothingSent,
        Sent,
        Accepted,
        Refused,
    }

    /// <summary>How the credential was sent: <c>digest_sha256</c>, <c>digest_md5</c> or <c>basic</c>; null: it was not.</summary>
    public string? Scheme => _state == State.NothingSent ? null
        : _usesBasic ? LoginScheme.Basic
        : SchemeOf(_digest.Challenge);

    /// <summary>The scheme that was offered and not answered, being weaker than the one accepted before; null: there was none.</summary>
    public string? WeakerScheme { get; private set; }

    /// <summary>The header value for a request; null before the first challenge.</summary>
    public string? CreateAuthorization(string method, string uri)
    {
        if (_state is not (State.Sent or State.Accepted))
            return null;
        return _usesBasic
            ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_credential!.UserName}:{_credential.Password}"))}"
            : _digest.CreateAuthorization(method, uri, _credential!);
    }

    /// <summary>Takes a 401. Returns when the request may be sent again.</summary>
    /// <param name="reply">The 401.</param>
    /// <param name="wasAnswered">Whether the refused request carried a credential.</param>
    /// <param name="isFirstRetry">Whether this request is refused for the first time with a credential.</param>
    /// <param name="cancellationToken">Ends the waiting for the gate.</param>
    /// <exception cref="StreamException">It may not.</exception>
    public async ValueTask AnswerAsync(RtspResponse reply, bool wasAnswered, bool isFirstRetry, CancellationToken cancellationToken)
    {
        var offered = AuthenticateChallenge.ParseAll(reply.HeaderValues("WWW-Authenticate"));
        var challenge = DigestChallenge.PickStrongest(offered);
        if (!wasAnswered)
            await ReserveAsync(offered, challenge, cancellationToken);
        else if (_state == State.Accepted)
            ThrowUnlessNewNonce(challenge, isFirstRetry);
        else
            await ThrowUnlessStaleAsync(challenge);
        if (wasAnswered && !_usesBasic)
            ThrowIfWeaker(SchemeOf(challenge), Scheme);
        if (challenge is not null)
            _digest.Remember(challenge);
    }

    /// <summary>Takes any other reply to a request that carried a credential. 403 is neither: the account may be locked.</summary>
    public async ValueTask NoteReplyAsync(RtspResponse reply)
    {
        _digest.RememberNextNonce(reply.Header("Authentication-Info"));
        if (_state != State.Sent || reply.StatusCode == 403)
            return;
        _state = State.Accepted;
        await TellAsync(LoginOutcome.Accepted);
    }

    /// <summary>Tells the gate of an attempt that got no answer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_state == State.Sent)
        {
            _state = State.Refused;
            await TellAsync(LoginOutcome.NotAnswered);
        }
    }

    private async ValueTask ReserveAsync(IReadOnlyList<AuthenticateChallenge> offered, DigestChallenge? challenge, CancellationToken cancellationToken)
    {
        if (_credential is null)
            throw Unauthenticated(StreamFailureReason.CredentialsMissing, "The device asks for a login.");
        var offersBasic = offered.Any(c => c.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase));
        if (challenge is not null || offersBasic)
            ThrowIfWeaker(challenge is null ? LoginScheme.Basic : SchemeOf(challenge), request.AcceptedLoginScheme);
        _usesBasic = challenge is null && request.AllowBasic && offersBasic;
        if (challenge is null && !_usesBasic)
            throw Unauthenticated(
                StreamFailureReason.LoginSchemeUnsupported,
                $"Offered: {DeviceText.Shorten(string.Join(", ", offered.Select(c => c.Scheme)))}.");
        if (_gate is not null)
            _permission = await _gate.ReserveAsync(cancellationToken);
        if (_gate is not null && !_permission.MayAttempt)
            throw _permission.IsCutOff ? Unauthenticated(StreamFailureReason.BudgetUnavailable, "The login budget could not be asked.") : Unauthenticated(
                StreamFailureReason.LoginHeld,
                _permission.HeldUntil is { } until ? $"No attempt before {until:u}." : "No attempt until a person releases it.");
        _state = State.Sent;
    }

    // Also when Basic is allowed: whoever stands in between offers less than the device, and so gets the password.
    private void ThrowIfWeaker(string scheme, string? accepted)
    {
        if (!LoginScheme.IsWeaker(scheme, accepted))
            return;
        WeakerScheme = scheme;
        throw Unauthenticated(StreamFailureReason.LoginSchemeWeaker, $"Offered: {scheme}; accepted before: {accepted}; nothing was sent.");
    }

    private static string SchemeOf(DigestChallenge? challenge) => challenge?.Algorithm == DigestAlgorithm.Sha256 ? LoginScheme.DigestSha256 : LoginScheme.DigestMd5;

    private async ValueTask ThrowUnlessStaleAsync(DigestChallenge? challenge)
    {
        if (challenge is { Stale: true } && !_answeredStale)
        {
            _answeredStale = true;
            return;
        }

        _state = State.Refused;
        await TellAsync(LoginOutcome.Refused);
        throw Unauthenticated(StreamFailureReason.CredentialsRefused, "The device refused the credential.");
    }

    // Some devices challenge every method anew; the credential itself was accepted already, so this is no refusal.
    private void ThrowUnlessNewNonce(DigestChallenge? challenge, bool isFirstRetry)
    {
        if (challenge is null || !isFirstRetry || challenge.Nonce.Equals(_digest.Challenge?.Nonce, StringComparison.Ordinal))
            throw Unauthenticated(StreamFailureReason.LoginWithdrawn, "The device had accepted the credential in this session and asks again.");
    }

    private async ValueTask TellAsync(LoginOutcome outcome)
    {
        if (_gate is null)
            return;
        using var limit = new CancellationTokenSource(TellTimeout, time);
        await _gate.ReportAsync(_permission, outcome, attemptsLeft: null, limit.Token);
    }

    private static StreamException Unauthenticated(string reason, string detail) => new(StreamOutcome.Unauthenticated, reason, detail);
}
