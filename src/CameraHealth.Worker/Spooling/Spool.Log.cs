using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker.Spooling;

internal sealed partial class Spool
{
    [LoggerMessage(1, LogLevel.Warning, "The spool's folder cannot be used")]
    private static partial void CannotOpen(ILogger log, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The spool cannot be written")]
    private static partial void CannotWrite(ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The spool holds {Bytes} bytes that are no whole record; they are skipped")]
    private static partial void Damaged(ILogger log, long bytes);

    [LoggerMessage(4, LogLevel.Information, "{Batches} batches of an earlier run wait for the database")]
    private static partial void Found(ILogger log, int batches);

    [LoggerMessage(5, LogLevel.Warning, "The spool is full: {Count} raw samples were given up, state changes were kept")]
    private static partial void Shed(ILogger log, int count);

    [LoggerMessage(6, LogLevel.Error, "The spool is full, and the reserve for state changes too: assessing stops until the database takes batches")]
    private static partial void ReserveFull(ILogger log);
}
