using System.Net;

namespace CameraHealth.Web;

/// <summary>Which addresses the web role may listen on while there is no sign-in.</summary>
public static class ListenAddressPolicy
{
    /// <summary>Checks listen addresses.</summary>
    /// <param name="urls">Addresses as given to <c>--urls</c>, one each.</param>
    /// <param name="allowAnonymous">Whether everybody may read.</param>
    /// <returns>What is wrong, for the person who started the program; null: nothing.</returns>
    public static string? Check(IEnumerable<string> urls, bool allowAnonymous)
    {
        var open = allowAnonymous ? [] : urls.Where(IsOpen).ToList();
        return open.Count == 0
            ? null
            : $"Refused to listen on {string.Join(", ", open)}: there is no sign-in yet, so anybody who reaches that address could read everything. "
              + "Listen on a loopback address (http://127.0.0.1:8080), or say --allow-anonymous if that is what you want.";
    }

    /// <summary>Whether others than this machine reach a listen address.</summary>
    public static bool IsOpen(string url)
    {
        // "http://*:80" and "http://+:80" are any address to Kestrel and no URI to System.Uri: they fail to parse or have no loopback host.
        if (url.StartsWith("http://unix:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return !Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsLoopbackHost(uri.Host);
    }

    /// <summary>Whether a host name or address means this machine and nothing else. Other names, even if they resolve to 127.0.0.1, do not.</summary>
    internal static bool IsLoopbackHost(string host)
    {
        var name = host.Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
