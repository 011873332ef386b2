namespace CameraHealth.Worker.Spooling;

/// <summary>What an earlier run left in the folder.</summary>
/// <param name="Kept">What it kept of shed files; null: it shed none.</param>
/// <param name="Raw">Files that are whole, in order.</param>
/// <param name="LastNumber">The highest number in use.</param>
internal sealed record SpoolContents(KeptSegment? Kept, IReadOnlyList<SpoolSegment> Raw, long LastNumber)
{
    /// <summary>Reads the folder, which this process holds, and puts right what a crash left half done.</summary>
    public static SpoolContents Load(SpoolFiles files, Action<long> damaged)
    {
        files.RemoveDrafts();
        KeptSegment? kept = null;
        if (files.Kept() is { Count: > 0 } all && all[^1] is var last)
        {
            // A crash between writing what was kept and removing what it was taken from leaves both.
            foreach (var (path, _) in all.SkipLast(1).Concat(files.Raw().Where(raw => raw.Number <= last.Number)))
            {
                File.Delete(path);
            }

            kept = KeptSegment.Read(SpoolSegment.Scan(last.Path, last.Number, damaged));
        }

        var raw = files.Raw().Select(file => SpoolSegment.Scan(file.Path, file.Number, damaged)).ToList();
        return new SpoolContents(kept, raw, raw.LastOrDefault()?.Number ?? kept?.Segment.Number ?? 0);
    }
}
