namespace CameraHealth.Onvif.Transport;

/// <summary>What happened to one HTTP request on its way; carried in the request's options so that the connection can note it.</summary>
internal sealed class Exchange(TimeProvider time, CancellationToken deadline)
{
    public static readonly HttpRequestOptionsKey<Exchange> Key = new("CameraHealth.Onvif.Exchange");

    public CancellationToken Deadline { get; } = deadline;

    /// <summary>When the first packet left: the connection's first, or the request's on a reused connection. Null: nothing left.</summary>
    public DateTimeOffset? FirstByteSentAt { get; private set; }

    /// <summary>A connection was opened for this request; otherwise it went over a reused one.</summary>
    public bool OpenedConnection { get; private set; }

    /// <summary>The request was written. Null: it never was.</summary>
    public long? WrittenTimestamp { get; private set; }

    public void NoteConnecting()
    {
        OpenedConnection = true;
        FirstByteSentAt ??= time.GetUtcNow();
    }

    public void NoteWriting()
    {
        FirstByteSentAt ??= time.GetUtcNow();
        WrittenTimestamp = time.GetTimestamp();
    }
}
