using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Settings of the monitor's own network.</summary>
public sealed class OwnNetworkOptions
{
    /// <summary>A gateway that must answer, as host:port (its web page, its DNS); null: only the interfaces are looked at.</summary>
    public string? Gateway { get; set; }

    /// <summary>How long an answer is believed; 1 s to 60 s.</summary>
    public TimeSpan BelievedFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Every error of these options.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        if (Gateway is not null && (!Uri.TryCreate($"tcp://{Gateway}", UriKind.Absolute, out var uri) || uri.Port is < 1 or > 65535))
        {
            yield return $"OwnNetwork:Gateway: '{Gateway}' is not host:port";
        }

        if (BelievedFor < TimeSpan.FromSeconds(1) || BelievedFor > TimeSpan.FromSeconds(60))
        {
            yield return $"{"OwnNetwork:BelievedFor"}: {BelievedFor} is not between {TimeSpan.FromSeconds(1)} and {TimeSpan.FromSeconds(60)}";
        }
    }
}

/// <summary>Whether the monitor itself is cut off. Asked before a device is blamed for not answering.</summary>
public sealed class OwnNetwork(OwnNetworkOptions options, CameraNetworks networks, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private long? _askedTimestamp;
    private bool _isUp = true;

    /// <summary>True while an interface beside loopback is up and the gateway, if one is set, accepts or refuses a connection.</summary>
    public async ValueTask<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_askedTimestamp is not { } asked || time.GetElapsedTime(asked) > options.BelievedFor)
            {
                _isUp = IsAnyInterfaceUp() && await DoesGatewayAnswerAsync(cancellationToken);
                _askedTimestamp = time.GetTimestamp();
            }

            return _isUp;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private bool IsAnyInterfaceUp() => networks.Contains(System.Net.IPAddress.Loopback) || NetworkInterface.GetAllNetworkInterfaces()
        .Any(card => card.NetworkInterfaceType != NetworkInterfaceType.Loopback && card.OperationalStatus == OperationalStatus.Up);

    private async ValueTask<bool> DoesGatewayAnswerAsync(CancellationToken cancellationToken)
    {
        if (options.Gateway is null)
        {
            return true;
        }

        var gateway = new Uri($"tcp://{options.Gateway}");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(gateway.Host, gateway.Port, linked.Token);
            return true;
        }
        catch (SocketException exception)
        {
            // A refusal is an answer: the gateway is there.
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
