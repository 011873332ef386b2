using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Fleet;

/// <summary>One poll to be made.</summary>
/// <param name="Group">The group under whose epoch it is made.</param>
/// <param name="Target">The device.</param>
/// <param name="Kind">What to ask.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="IsRepeat">Asked for between two due times: it has no lateness, and is not missed when it is not made.</param>
public sealed record PollRequest(PollGroup Group, PollTarget Target, PollKind Kind, DateTimeOffset DueAt, bool IsRepeat = false);
