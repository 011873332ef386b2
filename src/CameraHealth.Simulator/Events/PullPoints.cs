using System.Globalization;

namespace CameraHealth.Simulator.Events;

/// <summary>The pull points of one device: a few, each gone when it is not pulled, renewed or unsubscribed in time.</summary>
internal sealed class PullPoints(TimeProvider timeProvider)
{
    internal const int Most = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Subscription> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Topic, string Source), SimulatedEvent> _states = [];
    private int _created;

    /// <summary>Those that have neither been ended nor expired.</summary>
    internal int Open
    {
        get
        {
            lock (_lock)
            {
                Expire_NeedsLock();
                return _open.Count;
            }
        }
    }

    /// <summary>Ever created.</summary>
    internal int Created => Volatile.Read(ref _created);

    /// <summary>The property's new state, for whoever pulls.</summary>
    internal void Raise(SimulatedEvent change)
    {
        lock (_lock)
        {
            _states[(change.Topic, change.Source)] = change;
            foreach (var subscription in _open.Values)
            {
                subscription.Waiting.Enqueue((change, "Changed", timeProvider.GetUtcNow()));
            }
        }
    }

    /// <summary>A new one; null: there is room for no more.</summary>
    internal string? Create(TimeSpan life)
    {
        lock (_lock)
        {
            Expire_NeedsLock();
            if (_open.Count >= Most)
            {
                return null;
            }

            var id = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _created)}");
            _open[id] = new Subscription { Life = life, ExpiresAt = timeProvider.GetUtcNow() + life };
            return id;
        }
    }

    /// <summary>Tells every state anew; false: no such subscription.</summary>
    internal bool Synchronize(string id)
    {
        lock (_lock)
        {
            if (Find_NeedsLock(id) is not { } subscription)
            {
                return false;
            }

            foreach (var state in _states.Values)
            {
                subscription.Waiting.Enqueue((state, "Initialized", timeProvider.GetUtcNow()));
            }

            return true;
        }
    }

    /// <summary>Takes what waits, and lets it live on; null: no such subscription.</summary>
    internal IReadOnlyList<(SimulatedEvent Event, string Operation, DateTimeOffset At)>? Pull(string id, int limit)
    {
        lock (_lock)
        {
            if (Find_NeedsLock(id) is not { } subscription)
            {
                return null;
            }

            var taken = new List<(SimulatedEvent, string, DateTimeOffset)>();
            while (taken.Count < limit && subscription.Waiting.TryDequeue(out var next))
            {
                taken.Add(next);
            }

            subscription.ExpiresAt = timeProvider.GetUtcNow() + subscription.Life;
            return taken;
        }
    }

    /// <summary>False: no such subscription.</summary>
    internal bool Renew(string id, TimeSpan life)
    {
        lock (_lock)
        {
            if (Find_NeedsLock(id) is not { } subscription)
            {
                return false;
            }

            (subscription.Life, subscription.ExpiresAt) = (life, timeProvider.GetUtcNow() + life);
            return true;
        }
    }

    /// <summary>False: no such subscription.</summary>
    internal bool End(string id)
    {
        lock (_lock)
        {
            Expire_NeedsLock();
            return _open.Remove(id);
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _open.Clear();
        }
    }

    private Subscription? Find_NeedsLock(string id)
    {
        Expire_NeedsLock();
        return _open.GetValueOrDefault(id);
    }

    private void Expire_NeedsLock()
    {
        var now = timeProvider.GetUtcNow();
        foreach (var (id, _) in _open.Where(entry => entry.Value.ExpiresAt <= now).ToArray())
        {
            _open.Remove(id);
        }
    }

    private sealed class Subscription
    {
        internal Queue<(SimulatedEvent, string, DateTimeOffset)> Waiting { get; } = new();

        internal TimeSpan Life { get; set; }

        internal DateTimeOffset ExpiresAt { get; set; }
    }
}
