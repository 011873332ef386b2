namespace CameraHealth.Web.Fleet;

/// <summary>The database did not answer. Says nothing about any device.</summary>
internal sealed class FleetUnavailableException(Exception? cause = null) : Exception("The database does not answer.", cause);
