using System.Globalization;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>What one way of writing took.</summary>
/// <param name="Name">The way.</param>
/// <param name="Rows">Observations written.</param>
/// <param name="Elapsed">Time within the writer, the checkpoint that ends it included.</param>
/// <param name="Client">CPU of the writing process; null: not measured.</param>
/// <param name="Server">CPU of all server processes.</param>
internal sealed record Measured(string Name, long Rows, TimeSpan Elapsed, TimeSpan? Client, TimeSpan Server)
{
    public double RowsPerSecond => Rows / Elapsed.TotalSeconds;

    public string[] Cells(Measured copy, Measured entities) =>
    [
        Name, Text($"{Rows:N0}"), Text($"{RowsPerSecond:N0}"), Client is { } client ? Text($"{client.TotalMicroseconds / Rows:F2}") : "", Text($"{Server.TotalMicroseconds / Rows:F2}"),
        Text($"{RowsPerSecond / copy.RowsPerSecond:F2}"), Text($"{RowsPerSecond / entities.RowsPerSecond:F1}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
