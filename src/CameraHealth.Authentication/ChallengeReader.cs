namespace CameraHealth.Authentication;

/// <summary>
/// Splits a header value into challenges. A comma separates parameters as well as challenges (RFC 7235, section 4.1),
/// so a word counts as a scheme exactly when no <c>=</c> follows it.
/// </summary>
internal ref struct ChallengeReader(ReadOnlySpan<char> text)
{
    private const int MaxChallenges = 16;
    private const int MaxParameters = 32;
    private ReadOnlySpan<char> _rest = text;

    public void ReadInto(List<AuthenticateChallenge> challenges)
    {
        string? scheme = null;
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (TryReadWord(out var word) && challenges.Count < MaxChallenges)
        {
            if (TryReadValue(out var value))
            {
                if (scheme is not null && parameters.Count < MaxParameters)
                    parameters.TryAdd(word, value);
                continue;
            }

            if (scheme is not null)
                challenges.Add(AuthenticateChallenge.From(scheme, parameters));
            scheme = word;
            parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        if (scheme is not null && challenges.Count < MaxChallenges)
            challenges.Add(AuthenticateChallenge.From(scheme, parameters));
    }

    /// <summary>Reads a bare parameter list, such as that of <c>Authentication-Info</c>.</summary>
    public IReadOnlyDictionary<string, string> ReadParameters()
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (TryReadWord(out var word) && parameters.Count < MaxParameters)
        {
            if (TryReadValue(out var value))
                parameters.TryAdd(word, value);
        }

        return parameters;
    }

    private bool TryReadWord(out string word)
    {
        _rest = _rest.TrimStart(" \t,;=\"\r\n");
        var length = 0;
        while (length < _rest.Length && !IsSeparator(_rest[length]))
            length++;
        word = _rest[..length].ToString();
        _rest = _rest[length..];
        return length > 0;
    }

    private bool TryReadValue(out string value)
    {
        value = string.Empty;
        var ahead = _rest.TrimStart(" \t");
        if (ahead.IsEmpty || ahead[0] != '=')
            return false;
        _rest = ahead[1..].TrimStart(" \t");
        value = !_rest.IsEmpty && _rest[0] == '"' ? ReadQuoted() : ReadBare();
        return true;
    }

    private string ReadBare()
    {
        var end = _rest.IndexOfAny(", \t");
        var value = (end < 0 ? _rest : _rest[..end]).ToString();
        _rest = _rest[value.Length..];
        return value;
    }

    private string ReadQuoted()
    {
        var value = new System.Text.StringBuilder();
        var at = 1;
        for (; at < _rest.Length && _rest[at] != '"'; at++)
        {
            if (_rest[at] == '\\' && at + 1 < _rest.Length)
                at++;
            value.Append(_rest[at]);
        }

        _rest = at < _rest.Length ? _rest[(at + 1)..] : [];
        return value.ToString();
    }

    private static bool IsSeparator(char c) => c is ' ' or '\t' or ',' or ';' or '=' or '"' or '\r' or '\n';
}
