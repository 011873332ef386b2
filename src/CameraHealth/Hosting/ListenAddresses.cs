using System.Net;
using System.Net.Sockets;
using CameraHealth.Web;

namespace CameraHealth.Hosting;

/// <summary>The listen addresses of <c>--urls</c>: read, allowed, free.</summary>
internal static class ListenAddresses
{
    private static readonly string[] AnyAddress = ["http://*", "http://+"];

    /// <summary>Reads the option.</summary>
    /// <exception cref="UsageException">One of them is no listen address, or is open to others while there is no sign-in.</exception>
    public static IReadOnlyList<string> Read(string text, bool allowAnonymous)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0 || !Array.TrueForAll(urls, IsReadable))
        {
            throw new UsageException(Text.Of("UrlsUnreadable"));
        }

        var open = allowAnonymous ? [] : urls.Where(ListenAddressPolicy.IsOpen).ToList();
        return open.Count == 0 ? urls : throw new UsageException(Text.Of("UrlsOpen", string.Join(", ", open)));
    }

    /// <summary>Makes sure that nobody listens there.</summary>
    /// <exception cref="CannotRunException">Somebody does, or the address is not this machine's.</exception>
    public static void EnsureFree(IEnumerable<string> urls)
    {
        foreach (var url in urls.Where(url => !url.StartsWith("http://unix:", StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                var address = Parse(url)!;
                using var socket = new Socket(HostOf(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(HostOf(address), address.Port));
            }
            catch (SocketException exception)
            {
                throw new CannotRunException(Text.Of("AddressTaken", url, exception.Message), exception);
            }
        }
    }

    private static bool IsReadable(string url) => url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase)
        || Parse(url) is { Scheme: "http", UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "" };

    // "http://*:80" is any address to Kestrel and no URI.
    private static Uri? Parse(string url)
    {
        var any = Array.Find(AnyAddress, any => url.StartsWith(any, StringComparison.OrdinalIgnoreCase));
        return Uri.TryCreate(any is null ? url : $"http://0.0.0.0{url[any.Length..]}", UriKind.Absolute, out var uri) ? uri : null;
    }

    // Kestrel listens on every address for a name it does not know.
    private static IPAddress HostOf(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
        : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.Any;
}
