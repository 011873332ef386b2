namespace CameraHealth.Simulator.Logins;

/// <summary>The fields of an Authorization header of scheme Digest (RFC 7616 3.4).</summary>
internal sealed class DigestFields
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    internal string this[string name] => _fields.GetValueOrDefault(name, string.Empty);

    /// <summary>Null when the header is of another scheme.</summary>
    internal static DigestFields? Parse(string header)
    {
        const string scheme = "Digest ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var fields = new DigestFields();
        var rest = header.AsSpan(scheme.Length);
        while (rest.IndexOf('=') is > 0 and var equals)
        {
            var name = rest[..equals].Trim(" ,").ToString();
            rest = rest[(equals + 1)..].TrimStart();
            var quoted = !rest.IsEmpty && rest[0] == '"';
            rest = quoted ? rest[1..] : rest;
            var end = rest.IndexOf(quoted ? '"' : ',');
            end = end < 0 ? rest.Length : end;
            fields._fields.TryAdd(name, rest[..end].Trim().ToString());
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        return fields;
    }
}
