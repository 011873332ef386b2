using System.Globalization;
using System.Text;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp;

/// <summary>Requests and replies, one after the other, with login, session and sequence. Media that comes in between is handed on.</summary>
internal sealed class RtspDialogue(RtspConnection connection, RtspLogin login, ProbeTrace trace, TimeProvider time, TimeSpan replyTimeout)
{
    /// <summary>DESCRIBE gets 401 without one on some devices.</summary>
    private const string UserAgent = "CameraHealth";

    private int _sequence;
    private DateTimeOffset _sentAt;
    private bool _serverTakesGetParameter;
    private bool _saidGoodbye;

    public SessionHeader? Session { get; private set; }

    public DateTimeOffset? FirstByteSentAt { get; private set; }

    public DateTimeOffset? DeviceDate { get; private set; }

    public DateTimeOffset? DeviceDateReceivedAt { get; private set; }

    /// <summary>When the request went out whose reply told the date.</summary>
    public DateTimeOffset? DeviceDateAskedAt { get; private set; }

    public OldSources OldSources { get; } = new();

    /// <summary>Who takes the packets; null: nobody yet, or no longer.</summary>
    public IPacketSink? Reception { get; private set; }

    /// <summary>Sends a request and gives its reply, whatever its status but 401.</summary>
    /// <exception cref="StreamException">No login, no reply in time, or no RTSP.</exception>
    public async Task<RtspResponse> RequestAsync(string method, RtspAddress address, string headers, Deadline deadline)
    {
        for (var refusals = 0; ; refusals++)
        {
            var authorization = login.CreateAuthorization(method, address.Uri);
            var reply = await ExchangeAsync(method, address, headers, authorization, deadline);
            if (reply.StatusCode != 401)
            {
                if (authorization is not null)
                    await login.NoteReplyAsync(reply);
                _serverTakesGetParameter |= reply.Header("Public")?.Contains("GET_PARAMETER", StringComparison.OrdinalIgnoreCase) ?? false;
                return reply;
            }

            await login.AnswerAsync(reply, authorization is not null, isFirstRetry: refusals == 0, deadline.Token);
        }
    }

    /// <summary>Sends a sign of life whose answer nobody waits for: some devices answer it wrongly or not at all.</summary>
    public async ValueTask KeepAliveAsync(RtspAddress address, CancellationToken cancellationToken)
    {
        var method = _serverTakesGetParameter ? "GET_PARAMETER" : "OPTIONS";
        await SendAsync(method, address, string.Empty, login.CreateAuthorization(method, address.Uri), cancellationToken);
    }

    /// <summary>Sends our report over the connection (RFC 2326, section 10.12).</summary>
    public async ValueTask ReportAsync(byte channel, MediaReception reception, CancellationToken cancellationToken)
    {
        var frame = new byte[4 + ReceiverReport.Bytes];
        (frame[0], frame[1], frame[3]) = ((byte)'$', channel, ReceiverReport.Bytes);
        if (reception.TryWriteReport(frame.AsSpan(4)))
            await connection.SendAsync(frame, cancellationToken);
    }

    /// <summary>Reads what comes while the packets travel elsewhere, so that the device is never held up; ends with the connection.</summary>
    public async Task IgnoreRepliesAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (TakeReceived() is not null)
            {
                // The reply to a sign of life.
            }
        }
        while (await connection.ReceiveAsync(cancellationToken));
    }

    /// <summary>Says goodbye, also to a device that misbehaves, and waits only for the first reply to it.</summary>
    public async Task TeardownAsync(RtspAddress address, Deadline deadline)
    {
        if (Session is null || connection.IsClosed || _saidGoodbye)
            return;
        _saidGoodbye = true;
        Reception = null;
        await ExchangeAsync("TEARDOWN", address, string.Empty, login.CreateAuthorization("TEARDOWN", address.Uri), deadline);
    }

    /// <summary>PLAY goes out next: what was received until now cannot be ours, what comes before its reply can (Reolink).</summary>
    /// <param name="reception">Who takes the packets of the connection; null: they travel elsewhere.</param>
    public void BeginReception(IPacketSink? reception)
    {
        TakeReceived();
        Reception = reception;
    }

    /// <summary>Hands on the packets at hand. A reply is given back; null: more bytes are needed.</summary>
    public RtspResponse? TakeReceived()
    {
        while (connection.TryRead(out var frame))
        {
            if (frame.Kind == RtspFrameKind.Interleaved)
                TakePacket(frame);
            else if (frame.Kind == RtspFrameKind.Reply)
                return RtspResponse.Parse(frame);
        }

        return null;
    }

    private void TakePacket(in RtspFrame frame)
    {
        if (Reception is null)
            OldSources.Note(frame.Content);
        else
            Reception.Accept(frame.Channel, frame.Content, connection.ReceivedAt);
    }

    private async Task<RtspResponse> ExchangeAsync(string method, RtspAddress address, string headers, string? authorization, Deadline deadline)
    {
        deadline.LimitStep(replyTimeout);
        await SendAsync(method, address, headers, authorization, deadline.Token);
        while (true)
        {
            // A wrong CSeq is not minded: replies come in order, and devices miscount. 1xx only announces the reply.
            while (TakeReceived() is { } reply)
            {
                if (reply.StatusCode >= 200)
                    return Note(reply);
            }

            if (!await connection.ReceiveAsync(deadline.Token))
                throw new StreamException(
                    StreamOutcome.ProtocolError, StreamFailureReason.ConnectionClosed,
                    $"The device closed the connection without answering {method}.");
        }
    }

    private async ValueTask SendAsync(string method, RtspAddress address, string headers, string? authorization, CancellationToken cancellationToken)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{method} {address.Uri} RTSP/1.0\r\nCSeq: {++_sequence}\r\nUser-Agent: {UserAgent}\r\n")
            .Append(headers);
        if (Session is not null)
            text.Append(CultureInfo.InvariantCulture, $"Session: {Session.Id}\r\n");
        if (authorization is not null)
            text.Append(CultureInfo.InvariantCulture, $"Authorization: {authorization}\r\n");
        trace.Add($"> {method} {DeviceText.MaskUrl(address.Uri)}{(authorization is null ? string.Empty : " (with login)")}");
        _sentAt = time.GetUtcNow();
        FirstByteSentAt ??= _sentAt;
        await connection.SendAsync(text.Append("\r\n").ToString(), cancellationToken);
    }

    private RtspResponse Note(RtspResponse reply)
    {
        trace.Add($"< {reply.StatusCode} {reply.ReasonPhrase}");
        // Some devices change the session's name between replies: the last one counts.
        Session = SessionHeader.Parse(reply.Header("Session")) ?? Session;
        if (DeviceDate is null && DateTimeOffset.TryParse(reply.Header("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            (DeviceDate, DeviceDateReceivedAt, DeviceDateAskedAt) = (date, time.GetUtcNow(), _sentAt);
        return reply;
    }
}
