using System.Globalization;

namespace CameraHealth.Onvif;

/// <summary>What went over the wire, one line a request, for the person who wants to know why a poll failed. Bounded; no secrets.</summary>
internal sealed class CallTrace
{
    private const int MaxLines = 100;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private DateTimeOffset? _firstByteSentAt;

    public DateTimeOffset? FirstByteSentAt
    {
        get
        {
            lock (_lock)
            {
                return _firstByteSentAt;
            }
        }
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _firstByteSentAt = null;
        }
    }

    public void NoteSent(DateTimeOffset? at)
    {
        lock (_lock)
        {
            _firstByteSentAt ??= at;
        }
    }

    /// <param name="operation">ONVIF operation.</param>
    /// <param name="scheme">How the request authenticated: none, digest, token.</param>
    /// <param name="status">HTTP status; null when there was no reply.</param>
    /// <param name="reason">What came of it.</param>
    /// <param name="took">From start to the reply's end.</param>
    public void Add(string operation, string scheme, int? status, string reason, TimeSpan took)
    {
        var code = status?.ToString(CultureInfo.InvariantCulture) ?? "-";
        var line = string.Create(CultureInfo.InvariantCulture, $"{operation} ({scheme}): {code} {reason}, {took.TotalMilliseconds:0.0} ms");
        lock (_lock)
        {
            if (_lines.Count == MaxLines)
            {
                _lines.RemoveAt(0);
            }

            _lines.Add(line);
        }
    }
}
