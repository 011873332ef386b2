namespace CameraHealth.Worker.Spooling;

/// <summary>One file of records, and which of them are still to be delivered.</summary>
internal sealed class SpoolSegment(string path, long number)
{
    private readonly List<Entry> _entries = [];
    private int _next;

    public string Path { get; } = path;

    /// <summary>Place in the order; for what was kept of shed files: the last of them.</summary>
    public long Number { get; } = number;

    /// <summary>Bytes up to the end of the last whole record.</summary>
    public long Length { get; private set; }

    /// <summary>Records left.</summary>
    public int Count => _entries.Count - _next;

    /// <summary>Bytes of the records left.</summary>
    public long BytesLeft => Count == 0 ? 0 : Length - _entries[_next].Offset;

    /// <summary>The next record; only while <see cref="Count"/> is above 0.</summary>
    public BatchFront Front => _entries[_next].Front;

    /// <summary>Reads a file from front to back and notes its whole records. What is damaged or torn is skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">Its place in the order.</param>
    /// <param name="damaged">Called with the bytes of each part that is no record.</param>
    public static SpoolSegment Scan(string path, long number, Action<long> damaged)
    {
        var segment = new SpoolSegment(path, number);
        using var file = SpoolFiles.OpenToRead(path);
        long offset = 0;
        while (offset < file.Length)
        {
            if (SpoolFrame.TryRead(file, offset) is { } payload && BatchCodec.TryReadFront(payload) is { } front)
            {
                segment.Add(offset, payload.Length, front);
                offset = segment.Length;
                continue;
            }

            var next = SpoolFrame.FindMark(file, offset + 1) ?? file.Length;
            damaged(next - offset);
            offset = next;
        }

        return segment;
    }

    /// <summary>Notes a record that was written at the end.</summary>
    public void Add(long offset, int payloadLength, BatchFront front)
    {
        _entries.Add(new Entry(offset, front));
        Length = offset + SpoolFrame.HeaderLength + payloadLength;
    }

    /// <summary>The next record was delivered.</summary>
    public void Advance() => _next++;

    /// <summary>Payloads of the records left, from the next on; null for one that cannot be read any more.</summary>
    public IEnumerable<byte[]?> Read()
    {
        using var file = SpoolFiles.OpenToRead(Path);
        for (var i = _next; i < _entries.Count; i++)
        {
            yield return SpoolFrame.TryRead(file, _entries[i].Offset);
        }
    }

    /// <summary>The same from the last back.</summary>
    public IEnumerable<byte[]?> ReadBack()
    {
        using var file = SpoolFiles.OpenToRead(Path);
        for (var i = _entries.Count - 1; i >= _next; i--)
        {
            yield return SpoolFrame.TryRead(file, _entries[i].Offset);
        }
    }

    private readonly record struct Entry(long Offset, BatchFront Front);
}
