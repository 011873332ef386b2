using System.Data.Common;

namespace CameraHealth.Web.Fleet;

/// <summary>The database did not answer. Says nothing about any device.</summary>
internal sealed class FleetUnavailableException(Exception? cause = null) : Exception("The database does not answer.", cause)
{
    /// <summary>What happened, fit for a log: kinds and SQLSTATE only, because a driver's text names hosts and users.</summary>
    public string Cause => InnerException switch
    {
        DbException { SqlState: { } state } database => $"{database.GetType().Name} {state}",
        { InnerException: { } inner } outer => $"{outer.GetType().Name}, {inner.GetType().Name}",
        { } other => other.GetType().Name,
        null => "no reading",
    };
}
