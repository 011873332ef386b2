using CameraHealth.Authentication;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Soap;

/// <summary>What a device said to one request: an answer, a demand for a login, or a typed failure.</summary>
internal sealed class SoapReply
{
    private SoapReply(HttpReply http) => Http = http;

    public HttpReply Http { get; }

    /// <summary>The answer element; null when there is none.</summary>
    public SoapElement? Answer { get; private init; }

    public SoapFault? Fault { get; private init; }

    /// <summary>Why there is no answer; null when there is one. For a demanded login its reason depends on what was sent.</summary>
    public OnvifException? Failure { get; private init; }

    /// <summary>The device wants a login or refuses the one it got: 401, or a fault of that meaning under any status.</summary>
    public bool DemandsLogin { get; private init; }

    /// <summary>N of "you still have N attempts".</summary>
    public int? AttemptsLeft { get; private init; }

    /// <summary>The device says the account is locked.</summary>
    public bool SaysLocked => Fault is not null && FaultReason.SaysLocked(Fault);

    /// <summary>The strongest Digest challenge; null when none can be answered.</summary>
    public DigestChallenge? Digest => DigestChallenge.PickStrongest(Http.Challenges);

    /// <summary>Challenged, but not for Digest: Basic, or a hash not known.</summary>
    public bool OffersOnlyOtherSchemes => Http.Challenges.Count > 0 && Digest is null;

    /// <summary>SOAP came back: the address is that of an ONVIF service.</summary>
    public bool IsSoap => Answer is not null || Fault is not null;

    /// <summary>Nothing in the body although the status says that the request was dealt with.</summary>
    public bool IsEmpty => Http.Body.IsEmpty && !Http.Truncated && Http.Status is 200 or 400 or 500;

    public static SoapReply Read(HttpReply http, SoapOperation operation, OnvifClientOptions options, SecretMask mask)
    {
        var text = ReplyText.Decode(http.Body.Span);
        SoapElement? element = null;
        OnvifException? unreadable = null;
        try
        {
            element = text.Length == 0 || ReplyText.IsHtml(text) ? null : SoapReplyReader.Read(text, options.MaxDepth);
        }
        catch (OnvifException e)
        {
            unreadable = http.Truncated
                ? new OnvifException(OnvifFailureReason.ConnectionClosed, "The connection ended within the reply") { HttpStatus = http.Status }
                : new OnvifException(e.Reason, e.Detail) { HttpStatus = http.Status };
        }

        var fault = SoapFault.From(element);
        var isAnswer = fault is null && http.Status is >= 200 and < 300
            && string.Equals(element?.LocalName, operation.Name + "Response", StringComparison.Ordinal);
        return new SoapReply(http)
        {
            Answer = isAnswer ? element : null,
            Fault = fault,
            Failure = isAnswer ? null : FailureOf(http, text, fault, unreadable, mask),
            DemandsLogin = http.Status == 401 || (fault is not null && FaultReason.IsAboutLogin(fault)),
            AttemptsLeft = fault is null ? null : Login.AttemptsLeft.Parse(fault.Reason + " " + fault.Detail),
        };
    }

    private static OnvifException FailureOf(HttpReply http, string text, SoapFault? fault, OnvifException? unreadable, SecretMask mask)
    {
        if (fault is not null)
        {
            var codes = string.Join('/', fault.Codes);
            return new OnvifException(FaultReason.Of(fault), mask.Clean($"{codes}: {fault.Reason}")) { HttpStatus = http.Status };
        }

        var isWebPage = ReplyText.IsHtml(text);
        var (reason, detail) = http.Status switch
        {
            503 or 429 => (OnvifFailureReason.Busy, "The device is busy"),
            403 => (OnvifFailureReason.NotPermitted, "Forbidden"),
            >= 300 and < 400 => (OnvifFailureReason.HttpNotOnvif, "Redirected; redirects are not followed"),
            404 or 405 or 415 or 501 => (OnvifFailureReason.HttpNotOnvif, "No ONVIF service at that path"),
            401 => (OnvifFailureReason.Fault, "Login demanded"),
            >= 500 when isWebPage || unreadable is null => (OnvifFailureReason.Fault, "The device reports an error of its own"),
            _ when isWebPage => (OnvifFailureReason.HttpNotOnvif, "A web page instead of an ONVIF reply"),
            >= 400 when text.Length == 0 => (OnvifFailureReason.HttpNotOnvif, "Refused without a reason"),
            _ when unreadable is not null => (unreadable.Reason, unreadable.Detail),
            _ when text.Length == 0 => http.Truncated
                ? (OnvifFailureReason.ConnectionClosed, "The connection ended before the reply's body")
                : (OnvifFailureReason.MalformedReply, "The reply is empty"),
            _ => (OnvifFailureReason.MalformedReply, "The reply is not the answer to this operation"),
        };
        return new OnvifException(reason, $"{detail} (HTTP {http.Status})") { HttpStatus = http.Status };
    }
}
