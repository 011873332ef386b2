using CameraHealth.Authentication;
using CameraHealth.Onvif.Addresses;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Snapshots;

/// <summary>Fetches one JPEG: redirects on the registered host only, one login, on refusal none more.</summary>
internal sealed class SnapshotFetch(OnvifEndpoint endpoint, DeviceTransport transport, SnapshotLogin? login, CallTrace trace, SecretMask mask, TimeProvider time)
{
    private const int MaxRedirects = 3;

    // End of image; some devices announce 48 bytes more than they send (home-assistant/core#47511).
    private static readonly byte[] EndOfImage = [0xFF, 0xD9];

    private readonly SnapshotCookies _cookies = new();

    /// <exception cref="OnvifException">No picture came.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(Uri address, int maxBytes, CallDeadline deadline)
    {
        for (var redirects = 0; ; redirects++)
        {
            var reply = await AskAsync(address, maxBytes, deadline);
            if (reply.Status is not (301 or 302 or 303 or 307 or 308))
            {
                return BodyOf(reply);
            }

            address = redirects < MaxRedirects && SnapshotAddress.Follow(address, reply.Location, endpoint) is { } next
                ? next
                : throw Failed(OnvifFailureReason.ForeignAddress, redirects < MaxRedirects ? "The snapshot is redirected to another host" : "The snapshot is redirected again and again", reply);
        }
    }

    private async Task<HttpReply> AskAsync(Uri address, int maxBytes, CallDeadline deadline)
    {
        if (login?.Unasked(address) is { } remembered)
        {
            var nonce = login.NonceOf(address);
            var (permission, reply) = await PresentAsync(login, remembered, address, maxBytes, deadline);
            if (reply.Status != 401 || DigestChallenge.PickStrongest(reply.Challenges) is not { } fresh || string.Equals(fresh.Nonce, nonce, StringComparison.Ordinal))
            {
                return await SettleAsync(login, permission, address, reply);
            }

            // A new nonce each time (Dahua): no credential was sent for this one yet.
            await login.ReportAsync(permission, LoginOutcome.NotAnswered);
            return await AnswerAsync(login, address, reply, maxBytes, deadline);
        }

        var demand = await SendOnceMoreIfDroppedAsync(address, maxBytes, deadline);
        return demand.Status != 401 ? demand
            : login is null ? throw Failed(OnvifFailureReason.CredentialsMissing, "The snapshot demands a login and none is known", demand)
            : await AnswerAsync(login, address, demand, maxBytes, deadline);
    }

    private async Task<HttpReply> AnswerAsync(SnapshotLogin presented, Uri address, HttpReply demand, int maxBytes, CallDeadline deadline)
    {
        var (permission, reply) = await PresentAsync(presented, presented.Answer(address, demand), address, maxBytes, deadline);
        return await SettleAsync(presented, permission, address, reply);
    }

    private async Task<(LoginPermission Permission, HttpReply Reply)> PresentAsync(SnapshotLogin presented, string proof, Uri address, int maxBytes, CallDeadline deadline)
    {
        var permission = await presented.ReserveAsync(deadline);
        try
        {
            var reply = await SendAsync(address, proof, maxBytes, deadline);
            if (reply.Status == 401 && DigestChallenge.PickStrongest(reply.Challenges) is { Stale: true })
            {
                // Not a refusal: the password was right, its nonce was old. The same login goes on.
                reply = await SendAsync(address, presented.Answer(address, reply), maxBytes, deadline);
            }

            return (permission, reply);
        }
        catch (Exception)
        {
            await presented.ReportAsync(permission, LoginOutcome.NotAnswered);
            throw;
        }
    }

    private static async Task<HttpReply> SettleAsync(SnapshotLogin presented, LoginPermission permission, Uri address, HttpReply reply)
    {
        if (reply.Status != 401)
        {
            // A missing page may come before anybody looked at the credential.
            var isProof = reply.Status is >= 200 and < 300;
            await presented.ReportAsync(permission, isProof ? LoginOutcome.Accepted : LoginOutcome.NotAnswered);
            if (isProof)
            {
                presented.Accepted(address, reply);
            }

            return reply;
        }

        if (presented.IsTakenForBusy(address))
        {
            await presented.ReportAsync(permission, LoginOutcome.NotAnswered);
            throw Failed(OnvifFailureReason.Busy, "The device refuses a login it accepted minutes ago: full, or the password was changed", reply);
        }

        await presented.ReportAsync(permission, LoginOutcome.Refused);
        throw Failed(OnvifFailureReason.CredentialsRefused, "The device refuses the credential for its snapshot", reply);
    }

    private async Task<HttpReply> SendOnceMoreIfDroppedAsync(Uri address, int maxBytes, CallDeadline deadline)
    {
        try
        {
            return await SendAsync(address, null, maxBytes, deadline);
        }
        catch (OnvifException e) when (e.MayRetry)
        {
            return await SendAsync(address, null, maxBytes, deadline);
        }
    }

    private async Task<HttpReply> SendAsync(Uri address, string? authorization, int maxBytes, CallDeadline deadline)
    {
        var call = new HttpCall(address, null, string.Empty, authorization) { Cookies = _cookies.Header, MaxReplyBytes = maxBytes, ReplyEnd = EndOfImage };
        var exchange = new Exchange(time, deadline.Token);
        var start = time.GetTimestamp();
        var scheme = authorization is null ? "none" : authorization.StartsWith("Basic", StringComparison.Ordinal) ? "basic" : "digest";
        try
        {
            var reply = await transport.SendAsync(call, exchange, deadline);
            _cookies.Take(reply.NewCookies);
            trace.Add("snapshot", scheme, reply.Status, reply.Status == 401 ? "login demanded" : $"{reply.Body.Length} bytes", time.GetElapsedTime(start));
            return reply;
        }
        catch (OnvifException e)
        {
            trace.Add("snapshot", scheme, e.HttpStatus, mask.Clean(e.Message), time.GetElapsedTime(start));
            throw;
        }
        finally
        {
            trace.NoteSent(exchange.FirstByteSentAt);
        }
    }

    private static ReadOnlyMemory<byte> BodyOf(HttpReply reply) => reply.Status switch
    {
        >= 200 and < 300 when !reply.Body.IsEmpty => reply.Body,
        >= 200 and < 300 => throw Failed(OnvifFailureReason.MalformedReply, "The snapshot is empty", reply),
        403 => throw Failed(OnvifFailureReason.NotPermitted, "Forbidden", reply),
        429 or 503 => throw Failed(OnvifFailureReason.Busy, "The device is busy", reply),
        404 or 405 or 410 or 501 => throw Failed(OnvifFailureReason.HttpNotOnvif, "No snapshot at that address", reply),
        _ => throw Failed(OnvifFailureReason.Fault, "The device gives no snapshot", reply),
    };

    private static OnvifException Failed(OnvifFailureReason reason, string detail, HttpReply reply) => new(reason, $"{detail} (HTTP {reply.Status})") { HttpStatus = reply.Status };
}
