namespace CameraHealth.Rtsp;

/// <summary>One track of the description.</summary>
/// <param name="Kind"><c>video</c>, <c>audio</c>, <c>application</c> (ONVIF metadata), or whatever the device calls it.</param>
/// <param name="Codec">Our name of the codec, or the encoding name of the description; null: not named.</param>
/// <param name="IsMeasured">Whether this is the track that was set up and measured.</param>
public sealed record StreamTrack(string Kind, string? Codec, bool IsMeasured);
