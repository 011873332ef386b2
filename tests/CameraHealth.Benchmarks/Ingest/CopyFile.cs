using CameraHealth.Monitoring;
using CameraHealth.Storage.Ledger;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>A file for psql <c>\copy … (format binary)</c>.</summary>
/// <param name="path">Where it is made.</param>
/// <param name="write">Writes a row of a batch.</param>
internal sealed class CopyFile(string path, Action<CopyBuffer, ObservationRow, int> write) : IAsyncDisposable
{
    private const int BytesPerRow = 256;

    private readonly FileStream _file = File.Create(path);
    private bool _isBegun;

    public string Path => path;

    /// <summary>Adds the rows of a batch.</summary>
    public async Task AppendAsync(ObservationBatch batch, int seq, CancellationToken cancellationToken)
    {
        var buffer = new CopyBuffer(64 + (batch.Items.Count * BytesPerRow));
        if (!_isBegun)
        {
            buffer.Header();
            _isBegun = true;
        }

        foreach (var item in batch.Items)
        {
            write(buffer, ObservationRow.Of(item.Observation), seq);
        }

        await _file.WriteAsync(buffer.Written, cancellationToken);
    }

    /// <summary>Ends it.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var buffer = new CopyBuffer(2);
        buffer.Trailer();
        await _file.WriteAsync(buffer.Written, cancellationToken);
        await _file.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
