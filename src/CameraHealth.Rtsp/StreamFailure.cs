namespace CameraHealth.Rtsp;

/// <summary>Why a probe did not end in <see cref="StreamOutcome.Streaming"/>.</summary>
/// <param name="Reason">One of <see cref="StreamFailureReason"/>: a closed set, fit for labels.</param>
/// <param name="Detail">For a person; free text, without secrets. May quote the device: encode it when shown.</param>
public sealed record StreamFailure(string Reason, string Detail);
