namespace CameraHealth.Rtsp;

/// <summary>Ends a dialogue with a known outcome. Never leaves this project.</summary>
internal sealed class StreamException(StreamOutcome outcome, string reason, string detail) : Exception(detail)
{
    public StreamOutcome Outcome { get; } = outcome;

    public string Reason { get; } = reason;

    public StreamFailure ToFailure() => new(Reason, Message);

    public static StreamException Malformed(string detail) => new(StreamOutcome.ProtocolError, StreamFailureReason.MalformedReply, detail);
}
