namespace CameraHealth.Hosting;

/// <summary>What <c>serve</c> was asked for.</summary>
/// <param name="Role">Which part.</param>
/// <param name="Urls">Listen addresses.</param>
/// <param name="DataFolder">Null: the default.</param>
/// <param name="AllowAnonymous">Whether addresses beside loopback may be listened on while there is no sign-in.</param>
internal sealed record ServeOptions(Role Role, IReadOnlyList<string> Urls, string? DataFolder, bool AllowAnonymous);
