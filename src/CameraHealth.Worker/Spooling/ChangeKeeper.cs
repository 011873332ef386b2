using CameraHealth.Monitoring;

namespace CameraHealth.Worker.Spooling;

/// <summary>
/// Chooses what stays when raw samples go: every observation that changed a verdict, and of each device the last one, so that the verdict that
/// follows still joins on. Observations that went are bridged: the next that stays is chained to the last that stayed. Batches keep their ids.
/// </summary>
internal sealed class ChangeKeeper
{
    // By device: the observation that stays only because it is the last, and what it is chained to.
    private readonly Dictionary<long, (Guid Batch, DateTimeOffset? PreviousAt)> _last;
    private readonly List<ObservationBatch> _taken = [];
    private readonly Dictionary<Guid, List<AssessedObservation>> _items = [];
    private readonly Dictionary<Guid, HashSet<long>> _gone = [];

    public ChangeKeeper() => _last = [];

    private ChangeKeeper(ChangeKeeper known) => _last = new(known._last);

    /// <summary>Observations that went.</summary>
    public int Dropped { get; private set; }

    /// <summary>A keeper that knows the same; what it takes does not change this one.</summary>
    public ChangeKeeper Continue() => new(this);

    /// <summary>Notes what an earlier run kept.</summary>
    public void Learn(ObservationBatch kept)
    {
        foreach (var item in kept.Items.Where(IsRaw))
        {
            _last[item.Observation.DeviceId] = (kept.Id, item.PreviousAt);
        }
    }

    /// <summary>Takes in the next of the batches that are to be thinned out, in their order.</summary>
    public void Take(ObservationBatch batch)
    {
        var items = new List<AssessedObservation>();
        _taken.Add(batch with { Items = items });
        _items[batch.Id] = items;
        foreach (var item in batch.Items)
        {
            var device = item.Observation.DeviceId;
            var chained = item;
            if (_last.Remove(device, out var last))
            {
                Drop(last.Batch, device);
                chained = item with { PreviousAt = last.PreviousAt };
            }

            items.Add(chained);
            if (IsRaw(chained))
            {
                _last[device] = (batch.Id, chained.PreviousAt);
            }
        }
    }

    /// <summary>Whether a batch that was kept earlier has lost something since.</summary>
    public bool HasThinned(Guid kept) => _gone.ContainsKey(kept);

    /// <summary>What is left of a batch that was kept earlier; it may be empty.</summary>
    public ObservationBatch Thin(ObservationBatch kept) => kept with
    {
        Items = [.. kept.Items.Where(item => !IsRaw(item) || !_gone[kept.Id].Contains(item.Observation.DeviceId))],
    };

    /// <summary>What is left of the batches taken in, in their order; none of them empty.</summary>
    public IEnumerable<ObservationBatch> Left() => _taken.Where(taken => taken.Items.Count > 0);

    private void Drop(Guid batch, long device)
    {
        Dropped++;
        if (_items.TryGetValue(batch, out var items))
        {
            items.RemoveAll(item => IsRaw(item) && item.Observation.DeviceId == device);
        }
        else if (!_gone.TryGetValue(batch, out var devices))
        {
            _gone.Add(batch, [device]);
        }
        else
        {
            devices.Add(device);
        }
    }

    private static bool IsRaw(AssessedObservation item) => item.Transitions.Count == 0;
}
