using System.CommandLine;
using CameraHealth.Benchmarks.Fleet;
using CameraHealth.Benchmarks.Ingest;
using CameraHealth.Benchmarks.Kpis;
using CameraHealth.Benchmarks.Pictures;
using CameraHealth.Benchmarks.Stream;

var root = new RootCommand("Measurements of CameraHealth, each beside its goal or its peer.")
{
    FleetRunCommand.Create(), IngestCommand.Create(), EntityWriter.CreateCommand(), KpiBenchCommand.Create(), PictureBenchCommand.Create(), StreamBenchCommand.Create(), StreamBenchCommand.CreateLoad(),
};
return await root.Parse(args).InvokeAsync();
