using System.Net;
using System.Net.Sockets;

namespace CameraHealth.Monitoring.Probing;

/// <summary>The one way to a device: resolves, checks every address against the camera networks, connects.</summary>
public sealed class CameraNetworks
{
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly bool _allowLoopback;

    /// <summary>Takes valid options; see <see cref="CameraNetworksOptions.Validate"/>.</summary>
    public CameraNetworks(CameraNetworksOptions options)
    {
        IEnumerable<string> networks = options.Allowed.Count > 0 ? options.Allowed : CameraNetworksOptions.PrivateRanges;
        _allowed = [.. networks.Select(network => IPNetwork.Parse(network))];
        _allowLoopback = options.AllowLoopback;
    }

    /// <summary>Whether an address lies in the camera networks. 169.254.0.0/16 never does: it holds cloud metadata services.</summary>
    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !LinkLocal.Contains(plain) && !plain.IsIPv6LinkLocal
            && (IPAddress.IsLoopback(plain) ? _allowLoopback : _allowed.Any(network => network.Contains(plain)));
    }

    /// <summary>The allowed addresses of a host; empty: it has addresses, but none is allowed.</summary>
    /// <exception cref="SocketException">The name has no address.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        // The system's resolver cannot be interrupted: left alone when the deadline comes.
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(cancellationToken);
        return [.. addresses.Where(Contains)];
    }

    /// <summary>Connects over TCP, Nagle off. The check is made on the very addresses that are connected to.</summary>
    /// <exception cref="SocketException">As from the network; <see cref="SocketError.AccessDenied"/> when no address is allowed.</exception>
    public async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        SocketException failure = new((int)SocketError.AccessDenied);
        foreach (var address in await ResolveAsync(host, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return socket;
            }
            catch (SocketException exception)
            {
                failure = exception;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure;
    }
}
