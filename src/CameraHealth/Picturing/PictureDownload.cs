using System.Net;
using System.Net.Sockets;

namespace CameraHealth.Picturing;

/// <summary>Gets one picture from a device: no login, no proxy, no way to another host, within a deadline.</summary>
internal sealed class PictureDownload : IDisposable
{
    private const int MaxRedirects = 3;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private static readonly IPNetwork LinkLocal = new(IPAddress.Parse("169.254.0.0"), 16);

    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public PictureDownload(TimeProvider time)
    {
        _time = time;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The bytes of the answer.</summary>
    /// <exception cref="CannotRunException">No answer, or no picture in it.</exception>
    /// <exception cref="Imaging.PictureException">It is larger than a picture may be.</exception>
    public async Task<byte[]> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, both.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CannotRunException(Text.Of("PictureTimeout", address, Deadline.TotalSeconds));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new CannotRunException(Text.Of("PictureUnreachable", address, exception.GetBaseException().Message), exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<byte[]> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        var at = address;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var response = await _client.GetAsync(at, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
                return await BoundedRead.AllAsync(stream, cancellationToken);
            }

            if ((int)response.StatusCode is < 301 or > 308 || response.Headers.Location is not { } location)
            {
                throw new CannotRunException(Text.Of("PictureStatus", address, (int)response.StatusCode));
            }

            at = SameHost(at, location);
        }

        throw new CannotRunException(Text.Of("PictureRedirects", address));
    }

    // The place a device names is shown to nobody: it may hold a password.
    private static Uri SameHost(Uri from, Uri location)
    {
        var to = new Uri(from, location);
        return to.Scheme is "http" or "https" && string.Equals(to.Host, from.Host, StringComparison.OrdinalIgnoreCase) && to.UserInfo.Length == 0
            && !(from.Scheme == "https" && to.Scheme == "http") ? to
            : throw new CannotRunException(Text.Of("PictureRedirectAway", from));
    }

    // Checked where the connection is made: a name may lead anywhere.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => !LinkLocal.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) && !address.IsIPv6LinkLocal);
        if (allowed.Length == 0)
        {
            throw new IOException(Text.Of("PictureAddressNotAllowed"));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
