using System.Collections.Concurrent;
using System.Globalization;

namespace CameraHealth.Simulator.Archives;

/// <summary>Searches that were begun and not read to their end. A device has few of them; they expire by the keep-alive time asked for.</summary>
internal sealed class SearchSessions(TimeProvider timeProvider)
{
    internal const int Most = 4;
    private readonly ConcurrentDictionary<string, Search> _open = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>How many are open now.</summary>
    internal int Open
    {
        get
        {
            Expire();
            return _open.Count;
        }
    }

    /// <summary>Begins one; null: all are taken.</summary>
    internal string? Begin(IReadOnlyList<string> results, TimeSpan keepAlive)
    {
        Expire();
        if (_open.Count >= Most)
        {
            return null;
        }

        var token = string.Create(CultureInfo.InvariantCulture, $"Search{Interlocked.Increment(ref _last):D4}");
        _open[token] = new Search(results, timeProvider.GetUtcNow() + keepAlive, keepAlive);
        return token;
    }

    /// <summary>The next results and whether they were the last, which ends the search; null: there is no such search.</summary>
    internal (IReadOnlyList<string> Results, bool IsLast)? Next(string? token, int most)
    {
        if (token is null || !_open.TryGetValue(token, out var search) || search.ExpiresAt < timeProvider.GetUtcNow())
        {
            return null;
        }

        var next = search.Results.Skip(search.Given).Take(most).ToList();
        search.Given += next.Count;
        search.ExpiresAt = timeProvider.GetUtcNow() + search.KeepAlive;
        var isLast = search.Given >= search.Results.Count;
        if (isLast)
        {
            _open.TryRemove(token, out _);
        }

        return (next, isLast);
    }

    internal bool End(string? token) => token is not null && _open.TryRemove(token, out _);

    private void Expire()
    {
        foreach (var (token, search) in _open)
        {
            if (search.ExpiresAt < timeProvider.GetUtcNow())
            {
                _open.TryRemove(token, out _);
            }
        }
    }

    private sealed class Search(IReadOnlyList<string> results, DateTimeOffset expiresAt, TimeSpan keepAlive)
    {
        internal IReadOnlyList<string> Results => results;

        internal TimeSpan KeepAlive => keepAlive;

        internal DateTimeOffset ExpiresAt { get; set; } = expiresAt;

        internal int Given { get; set; }
    }
}
