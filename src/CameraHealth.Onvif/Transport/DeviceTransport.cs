using System.Net;
using System.Net.Sockets;
using System.Text;
using CameraHealth.Authentication;

namespace CameraHealth.Onvif.Transport;

/// <summary>HTTP to one device: own connections, no proxy, no cookies, no redirects, no login of the handler's own (it would fall to Basic).</summary>
internal sealed class DeviceTransport : IDisposable
{
    // Kept through one poll, not until the next: devices have few connections, and drop idle ones in silence.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly OnvifClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public DeviceTransport(OnvifClientOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 2,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 64,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            // The call's own deadline ends a connection attempt (ConnectAsync); a second timer would only race with it.
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = ConnectAsync,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Sends one request and reads its reply.</summary>
    /// <exception cref="OnvifException">Connection, timeout and size failures.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<HttpReply> SendAsync(HttpCall call, Exchange exchange, CallDeadline deadline)
    {
        using var request = Request(call, exchange);
        try
        {
            using var response = await _http.SendAsync(request, deadline.Token);
            var received = _time.GetTimestamp();
            var (body, truncated) = await new ReplyBody(call.MaxReplyBytes ?? _options.MaxReplyBytes, _time, call.ReplyEnd).ReadAsync(response.Content, deadline.Token);
            return new HttpReply
            {
                Status = (int)response.StatusCode,
                Body = body,
                Truncated = truncated,
                Challenges = AuthenticateChallenge.ParseAll(Header(response, "WWW-Authenticate")),
                AuthenticationInfo = Header(response, "Authentication-Info").FirstOrDefault(),
                Location = Header(response, "Location").FirstOrDefault(),
                NewCookies = Header(response, "Set-Cookie"),
                SentTimestamp = exchange.WrittenTimestamp ?? received,
                ReceivedTimestamp = received,
            };
        }
        catch (Exception) when (deadline.Caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(deadline.Caller);
        }
        catch (Exception e) when (e is OperationCanceledException || (e is HttpRequestException && deadline.Token.IsCancellationRequested))
        {
            // A connection attempt that the deadline ended surfaces either way, whichever wins the race.
            throw TransportFailure.Timeout(exchange);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw TransportFailure.From(e, exchange);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpCall call, Exchange exchange)
    {
        var request = new HttpRequestMessage(call.Body is null ? HttpMethod.Get : HttpMethod.Post, call.Address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (call.Body is { } body)
        {
            request.Content = new SoapContent(body, call.ContentType, exchange);
        }
        else
        {
            exchange.NoteWriting();
        }

        request.Options.Set(Exchange.Key, exchange);
        request.Headers.TryAddWithoutValidation("User-Agent", "CameraHealth");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        foreach (var (name, value) in new[] { ("Authorization", call.Authorization), ("Cookie", call.Cookies) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(Exchange.Key, out var exchange);
        exchange?.NoteConnecting();
        // The handler would go on connecting after the request was given up; a device's few connections are not to be wasted so.
        using var joined = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, exchange?.Deadline ?? default);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var socket = _options.Connect is { } connect
            ? await connect(host, port, joined.Token)
            : await ConnectDirectlyAsync(host, port, joined.Token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async ValueTask<Socket> ConnectDirectlyAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string[] Header(HttpResponseMessage response, string name)
        => response.Headers.NonValidated.TryGetValues(name, out var values) ? [.. values] : [];
}
