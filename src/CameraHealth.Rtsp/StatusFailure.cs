using System.Globalization;

namespace CameraHealth.Rtsp;

/// <summary>What an error status means for a monitor (RFC 2326, section 7.1.1).</summary>
internal static class StatusFailure
{
    public static RtspResponse EnsureSuccess(this RtspResponse reply, string method) => reply.IsSuccess ? reply : throw From(reply, method);

    public static StreamException From(RtspResponse reply, string method)
    {
        var (outcome, reason) = reply.StatusCode switch
        {
            >= 300 and < 400 => (StreamOutcome.Unsupported, StreamFailureReason.Redirected),
            403 => (StreamOutcome.Unauthenticated, StreamFailureReason.Forbidden),
            404 or 410 or 454 => (StreamOutcome.NotFound, StreamFailureReason.NotFound),
            457 => (StreamOutcome.NotFound, StreamFailureReason.RangeRefused),
            453 => (StreamOutcome.Busy, StreamFailureReason.Busy453),
            503 => (StreamOutcome.Busy, StreamFailureReason.Busy503),
            461 => (StreamOutcome.Unsupported, StreamFailureReason.TransportRefused),
            405 or 501 or 505 or 551 => (StreamOutcome.Unsupported, StreamFailureReason.MethodRefused),
            _ => (StreamOutcome.ProtocolError, StreamFailureReason.ErrorReply),
        };
        return new StreamException(outcome, reason, string.Create(CultureInfo.InvariantCulture, $"{reply.StatusCode} {reply.ReasonPhrase} to {method}."));
    }
}
