namespace CameraHealth.Onvif.Snapshots;

/// <summary>Session cookies of one device: some let nobody at the picture who does not bring back what the login page set. Names and values only.</summary>
internal sealed class SnapshotCookies
{
    private const int MaxCookies = 16;
    private const int MaxLength = 2048;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The Cookie header; null: there are none.</summary>
    public string? Header => _values.Count == 0 ? null : string.Join("; ", _values.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    public void Take(IEnumerable<string> setCookies)
    {
        foreach (var text in setCookies.Where(text => text.Length <= MaxLength))
        {
            var pair = text.Split(';')[0];
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && !pair.Any(char.IsControl) && (_values.Count < MaxCookies || _values.ContainsKey(pair[..equals].Trim())))
            {
                _values[pair[..equals].Trim()] = pair[(equals + 1)..].Trim();
            }
        }
    }
}
