using CameraHealth.Simulator.CommandLine;

return await SimulatorProgram.RunAsync(args);
