using CameraHealth;
using CameraHealth.Commands;

return await CommandLine.RunAsync(args);
