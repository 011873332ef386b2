using System.Threading.Channels;
using CameraHealth.Imaging;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Storage.Pictures;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker;

/// <summary>
/// Makes small copies of pictures and stores them. They are evidence beside the verdicts: what the database does not take is counted and gone, since
/// pictures would fill the spool that verdicts need.
/// </summary>
internal sealed partial class PictureKeeper(PictureStore store, PicturesOptions options, PollMeters meters, TimeProvider time, ILogger<PictureKeeper> log) : BackgroundService, IPictureSink
{
    private const int Waiting = 32;

    // A copy takes some ten milliseconds; a picture that takes longer is not worth its evidence.
    private static readonly TimeSpan CopyLimit = TimeSpan.FromSeconds(10);

    private readonly Channel<TakenPicture> _queue = Channel.CreateBounded<TakenPicture>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <inheritdoc/>
    public void Offer(TakenPicture picture)
    {
        if (!_queue.Writer.TryWrite(picture))
        {
            meters.PictureDropped();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var picture in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                await KeepAsync(picture, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task KeepAsync(TakenPicture picture, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(CopyLimit, time);
        using var joined = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            var copy = PictureCopy.Make(picture.Bytes, options.Width, options.Quality, joined.Token);
            await store.KeepAsync(picture, copy, stoppingToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or PictureException
            || (exception is OperationCanceledException && !stoppingToken.IsCancellationRequested))
        {
            meters.PictureDropped();
            NotKept(log, picture.DeviceId, exception.Message);
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "A picture of device {Device} was not kept: {Cause}")]
    private static partial void NotKept(ILogger log, long device, string cause);
}
