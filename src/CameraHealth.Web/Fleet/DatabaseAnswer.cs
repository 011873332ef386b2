using System.Data.Common;

namespace CameraHealth.Web.Fleet;

/// <summary>Whatever the driver throws means that the database does not answer.</summary>
internal static class DatabaseAnswer
{
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            throw new FleetUnavailableException(exception);
        }
    }
}
