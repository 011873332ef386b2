using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the recording control service (ONVIF RecordingControl), reading ones only.</summary>
internal static class RecordingService
{
    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(
        "<trc:GetServiceCapabilitiesResponse><trc:Capabilities DynamicRecordings=\"false\" DynamicTracks=\"false\" MaxRecordings=\""
        + $"{call.Archives.Count()}\" Options=\"false\"/></trc:GetServiceCapabilitiesResponse>");

    internal static SoapReply GetRecordings(OnvifCall call) => SoapReply.Of(
        $"<trc:GetRecordingsResponse>{string.Concat(call.Archives.Select(Item))}</trc:GetRecordingsResponse>");

    internal static SoapReply GetRecordingJobs(OnvifCall call) => SoapReply.Of(
        $"<trc:GetRecordingJobsResponse>{string.Concat(call.Archives.Select(Job))}</trc:GetRecordingJobsResponse>");

    internal static SoapReply GetRecordingJobState(OnvifCall call)
    {
        var stream = call.Archives.FirstOrDefault(stream => string.Equals(JobToken(stream), call.Request["JobToken"], StringComparison.Ordinal));
        if (stream is null)
        {
            return SoapReply.Fault(400, "Sender", "InvalidArgVal", "NoRecordingJob", "No such job");
        }

        var failed = call.Device.RecorderFault == RecorderFault.StorageFailed;
        var state = failed ? "Error" : stream.Archive!.Scenario.Until is null ? "Active" : "Idle";
        var error = failed ? "<tt:Error>HDD error</tt:Error>" : string.Empty;
        return SoapReply.Of(
            $"<trc:GetRecordingJobStateResponse><trc:State><tt:RecordingToken>{ArchiveText.RecordingToken(stream)}</tt:RecordingToken><tt:State>{state}</tt:State>"
            + $"<tt:Sources><tt:SourceToken Type=\"http://www.onvif.org/ver10/schema/Profile\"><tt:Token>{stream.ProfileToken}</tt:Token></tt:SourceToken>"
            + $"<tt:State>{state}</tt:State><tt:Tracks><tt:Track><tt:SourceTag>video</tt:SourceTag><tt:Destination>{ArchiveText.TrackToken}</tt:Destination>{error}"
            + $"<tt:State>{state}</tt:State></tt:Track></tt:Tracks></tt:Sources></trc:State></trc:GetRecordingJobStateResponse>");
    }

    private static string Item(SimulatedStream stream) =>
        $"<trc:RecordingItem><tt:RecordingToken>{ArchiveText.RecordingToken(stream)}</tt:RecordingToken><tt:Configuration>{ArchiveText.Source(stream, stream.Archive!)}"
        + "<tt:Content>video</tt:Content><tt:MaximumRetentionTime>PT0S</tt:MaximumRetentionTime></tt:Configuration><tt:Tracks><tt:Track>"
        + $"<tt:TrackToken>{ArchiveText.TrackToken}</tt:TrackToken><tt:Configuration><tt:TrackType>Video</tt:TrackType><tt:Description/></tt:Configuration>"
        + "</tt:Track></tt:Tracks></trc:RecordingItem>";

    private static string Job(SimulatedStream stream) =>
        $"<trc:JobItem><tt:JobToken>{JobToken(stream)}</tt:JobToken><tt:JobConfiguration><tt:RecordingToken>{ArchiveText.RecordingToken(stream)}</tt:RecordingToken>"
        + "<tt:Mode>Active</tt:Mode><tt:Priority>1</tt:Priority><tt:Source><tt:SourceToken Type=\"http://www.onvif.org/ver10/schema/Profile\">"
        + $"<tt:Token>{stream.ProfileToken}</tt:Token></tt:SourceToken></tt:Source></tt:JobConfiguration></trc:JobItem>";

    private static string JobToken(SimulatedStream stream) => $"RecordingJob_{stream.Number}";
}
