using CameraHealth.Commands;

return await CommandLine.RunAsync(args);
