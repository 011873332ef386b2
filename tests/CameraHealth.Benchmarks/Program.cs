using System.CommandLine;
using CameraHealth.Benchmarks.Fleet;

var root = new RootCommand("Measurements of CameraHealth, each beside its goal or its peer.") { FleetRunCommand.Create() };
return await root.Parse(args).InvokeAsync();
