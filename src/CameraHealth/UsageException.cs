namespace CameraHealth;

/// <summary>The command was called wrongly; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command cannot run here; the message says what is missing.</summary>
internal sealed class CannotRunException(string message, Exception? inner = null) : Exception(message, inner);
