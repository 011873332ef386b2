using CameraHealth.Monitoring;

namespace CameraHealth.Worker.Spooling;

/// <summary>The file of what was kept when raw samples were given up: older than every file that is still whole.</summary>
internal sealed class KeptSegment
{
    private readonly ChangeKeeper _keeper;

    public KeptSegment()
        : this(new SpoolSegment("", 0), new ChangeKeeper(), 0)
    {
    }

    private KeptSegment(SpoolSegment segment, ChangeKeeper keeper, int dropped) => (Segment, _keeper, Dropped) = (segment, keeper, dropped);

    public SpoolSegment Segment { get; }

    /// <summary>Observations that went when it was made.</summary>
    public int Dropped { get; }

    /// <summary>Goes on with the file of an earlier run.</summary>
    public static KeptSegment Read(SpoolSegment segment)
    {
        var keeper = new ChangeKeeper();
        foreach (var batch in Decode(segment))
        {
            keeper.Learn(batch);
        }

        return new KeptSegment(segment, keeper, 0);
    }

    /// <summary>Thins the next file out and writes what is kept of both; null: that would be more than <paramref name="limit"/> bytes, nothing was done.</summary>
    public KeptSegment? TryTakeIn(SpoolSegment raw, SpoolFiles files, long limit)
    {
        var keeper = _keeper.Continue();
        foreach (var batch in Decode(raw))
        {
            keeper.Take(batch);
        }

        var records = Records(keeper).ToList();
        if (records.Sum(record => (long)record.Length + SpoolFrame.HeaderLength) > limit)
        {
            return null;
        }

        var segment = new SpoolSegment(files.KeptPath(raw.Number), raw.Number);
        files.Replace(segment.Path, file =>
        {
            foreach (var payload in records)
            {
                var offset = file.Position;
                file.Write(SpoolFrame.Wrap(payload));
                segment.Add(offset, payload.Length, BatchCodec.TryReadFront(payload)!.Value);
            }
        });
        return new KeptSegment(segment, keeper.Continue(), keeper.Dropped);
    }

    private IEnumerable<byte[]> Records(ChangeKeeper keeper)
    {
        foreach (var payload in Segment.Count == 0 ? [] : Segment.Read().OfType<byte[]>())
        {
            var isThinned = BatchCodec.TryReadFront(payload) is { } front && keeper.HasThinned(front.Id);
            if (!isThinned)
            {
                yield return payload;
            }
            else if (BatchCodec.TryDecode(payload) is { } kept && keeper.Thin(kept) is { Items.Count: > 0 } left)
            {
                yield return BatchCodec.Encode(left);
            }
        }

        foreach (var batch in keeper.Left())
        {
            yield return BatchCodec.Encode(batch);
        }
    }

    private static IEnumerable<ObservationBatch> Decode(SpoolSegment segment) =>
        segment.Count == 0 ? [] : segment.Read().Select(payload => payload is null ? null : BatchCodec.TryDecode(payload)).OfType<ObservationBatch>();
}
