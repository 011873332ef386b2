using System.Globalization;

namespace CameraHealth.Rtsp;

/// <summary>The dialogue for a person to read: one line for each request and reply, no header, so no secret.</summary>
internal sealed class ProbeTrace(TimeProvider time)
{
    private const int MaxLines = 64;
    private readonly long _startedAt = time.GetTimestamp();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string text)
    {
        if (_lines.Count >= MaxLines)
            return;
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_startedAt).TotalSeconds:F3} {DeviceText.Shorten(text)}"));
    }
}
