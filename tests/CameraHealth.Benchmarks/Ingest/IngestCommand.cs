using System.CommandLine;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary><c>ingest</c>: how fast batches are written and how much room they take, beside psql COPY and EF Core.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var devices = new Option<int>("--devices") { Description = "cameras, one health poll a minute each", DefaultValueFactory = _ => 10_000 };
        var rows = new Option<int>("--rows") { Description = "observations; 14400000: a day of 10,000 cameras", DefaultValueFactory = _ => 3_000_000 };
        var entityRows = new Option<int>("--ef-rows") { Description = "observations written with EF Core", DefaultValueFactory = _ => 100_000 };
        var changes = new Option<double>("--changes")
        {
            Description = "share of the polls that change a verdict; the default is 263 a camera and year, the fleet of the kpis run has 200",
            DefaultValueFactory = _ => 0.0005,
        };
        var command = new Command("ingest", "Writes a simulated day into a private PostgreSQL: the product, psql COPY, EF Core SaveChanges.") { devices, rows, entityRows, changes };
        command.SetAction((parsed, cancellationToken) => IngestRun.RunAsync(
            new IngestOptions(parsed.GetValue(devices), parsed.GetValue(rows), parsed.GetValue(entityRows), parsed.GetValue(changes)), cancellationToken));
        return command;
    }
}

/// <summary>How much is written.</summary>
/// <param name="Devices">Cameras; a batch is one minute of all of them.</param>
/// <param name="Rows">Observations by the product and by psql.</param>
/// <param name="EntityRows">Observations by EF Core.</param>
/// <param name="Changes">Share of the polls that change a verdict.</param>
internal sealed record IngestOptions(int Devices, int Rows, int EntityRows, double Changes)
{
    public int Batches => Math.Max(1, Rows / Devices);
}
