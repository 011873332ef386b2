using System.Globalization;
using Serilog;
using Serilog.Events;

namespace CameraHealth.Hosting;

/// <summary>The log: to standard output, levels from section <c>Serilog</c>.</summary>
internal static class LogSettings
{
    private const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>Levels that do not exist.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration)
    {
        var level = configuration.GetSection("Serilog:MinimumLevel");
        return new[] { level, level.GetSection("Default") }.Concat(level.GetSection("Override").GetChildren())
            .Where(setting => setting.Value is not null && !Enum.TryParse<LogEventLevel>(setting.Value, ignoreCase: true, out _))
            .Select(setting => Text.Of("LogLevelUnknown", setting.Path, setting.Value, string.Join(", ", Enum.GetNames<LogEventLevel>())));
    }

    /// <summary>Sets the log up.</summary>
    public static void Apply(HostBuilderContext context, LoggerConfiguration log) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        // /readyz tells it to whoever asks; a starter that asks ten times a second must not fill the log with "not ready yet".
        .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
        .ReadFrom.Configuration(context.Configuration)
        .WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture);
}
