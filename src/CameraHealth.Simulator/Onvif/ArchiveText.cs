using System.Globalization;
using CameraHealth.Simulator.Archives;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Recordings and their events as XML, in the times of the device's own clock.</summary>
internal static class ArchiveText
{
    /// <summary>The token of a channel's recording; the form of a Uniview.</summary>
    internal static string RecordingToken(SimulatedStream stream) => string.Create(CultureInfo.InvariantCulture, $"OnvifRecordingToken_{stream.Number}");

    internal const string TrackToken = "VIDEO001";

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A tt:RecordingInformation under the given element name.</summary>
    internal static string Recording(string element, SimulatedDevice device, SimulatedStream stream, SimulatedArchive archive)
    {
        var stretches = archive.Stretches(asSearched: true);
        var records = archive.Scenario.Until is null && device.RecorderFault != RecorderFault.StorageFailed;
        var (from, until) = stretches.Count == 0
            ? ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")
            : (Time(stretches[0].From + device.ClockOffset), Time(stretches[^1].Until + device.ClockOffset));
        return $"<{element}><tt:RecordingToken>{RecordingToken(stream)}</tt:RecordingToken>{Source(stream, archive)}"
            + $"<tt:EarliestRecording>{from}</tt:EarliestRecording><tt:LatestRecording>{until}</tt:LatestRecording><tt:Content>video</tt:Content>"
            + $"<tt:Track><tt:TrackToken>{TrackToken}</tt:TrackToken><tt:TrackType>Video</tt:TrackType><tt:Description/>"
            + $"<tt:DataFrom>{from}</tt:DataFrom><tt:DataTo>{until}</tt:DataTo></tt:Track>"
            + $"<tt:RecordingStatus>{(records ? "Recording" : "Stopped")}</tt:RecordingStatus></{element}>";
    }

    internal static string Source(SimulatedStream stream, SimulatedArchive archive) =>
        $"<tt:Source><tt:SourceId>{(archive.Scenario.TellsSource ? stream.SourceToken : "")}</tt:SourceId><tt:Name>{SoapReply.Escape(stream.Name)}</tt:Name>"
        + "<tt:Location/><tt:Description/><tt:Address/></tt:Source>";

    /// <summary>tns1:RecordingHistory/Track/State: where footage begins and ends between two device times (ONVIF RecordingSearch 5.21).</summary>
    internal static IEnumerable<(DateTimeOffset At, string Xml)> States(
        SimulatedDevice device, SimulatedStream stream, SimulatedArchive archive, DateTimeOffset start, DateTimeOffset end, bool includeStartState)
    {
        var stretches = archive.Stretches(asSearched: true);
        if (includeStartState)
        {
            var isPresent = stretches.Any(stretch => stretch.From + device.ClockOffset <= start && stretch.Until + device.ClockOffset > start);
            yield return (start, State(stream, start, isPresent, isStart: true));
        }

        foreach (var stretch in stretches)
        {
            var (from, until) = (stretch.From + device.ClockOffset, stretch.Until + device.ClockOffset);
            if (from > start && from <= end)
            {
                yield return (from, State(stream, from, isPresent: true, isStart: false));
            }

            // The stretch that is being written has no end.
            if (until > start && until <= end && (archive.Scenario.Until is not null || stretch != stretches[^1]))
            {
                yield return (until, State(stream, until, isPresent: false, isStart: false));
            }
        }
    }

    private static string State(SimulatedStream stream, DateTimeOffset at, bool isPresent, bool isStart) =>
        $"<tt:Result><tt:RecordingToken>{RecordingToken(stream)}</tt:RecordingToken><tt:TrackToken>{TrackToken}</tt:TrackToken><tt:Time>{Time(at)}</tt:Time>"
        + "<tt:Event><wsnt:Topic Dialect=\"http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\">tns1:RecordingHistory/Track/State</wsnt:Topic>"
        + $"<wsnt:Message><tt:Message UtcTime=\"{Time(at)}\" PropertyOperation=\"{(isStart ? "Initialized" : "Changed")}\"><tt:Source>"
        + $"<tt:SimpleItem Name=\"RecordingToken\" Value=\"{RecordingToken(stream)}\"/><tt:SimpleItem Name=\"Track\" Value=\"{TrackToken}\"/></tt:Source>"
        + $"<tt:Data><tt:SimpleItem Name=\"IsDataPresent\" Value=\"{(isPresent ? "true" : "false")}\"/></tt:Data></tt:Message></wsnt:Message></tt:Event>"
        + $"<tt:StartStateEvent>{(isStart ? "true" : "false")}</tt:StartStateEvent></tt:Result>";
}
