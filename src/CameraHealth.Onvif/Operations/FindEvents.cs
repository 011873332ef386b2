using CameraHealth.Onvif.Recordings;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>FindEvents and GetEventSearchResults (ONVIF RecordingSearch 5.13 and 5.14), for where footage begins and ends.</summary>
internal static class FindEvents
{
    private const string Topic = "tns1:RecordingHistory/Track/State";

    public static SoapOperation Begin(string recordingToken, DateTimeOffset from, DateTimeOffset until) => new(
        "FindEvents",
        OnvifNamespaces.Search,
        $"<FindEvents xmlns=\"{OnvifNamespaces.Search}\" xmlns:tt=\"{OnvifNamespaces.Schema}\"><StartPoint>{DeviceTimeText.Write(from)}</StartPoint>"
        + $"<EndPoint>{DeviceTimeText.Write(until)}</EndPoint><Scope><tt:IncludedRecordings>{SoapEnvelope.Escape(recordingToken)}</tt:IncludedRecordings></Scope>"
        + "<SearchFilter><wsnt:TopicExpression xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\" xmlns:tns1=\"http://www.onvif.org/ver10/topics\""
        + $" Dialect=\"http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\">{Topic}</wsnt:TopicExpression></SearchFilter>"
        + "<IncludeStartState>true</IncludeStartState><KeepAliveTime>PT30S</KeepAliveTime></FindEvents>",
        PreAuth: false);

    public static SoapOperation Next(string token) => new(
        "GetEventSearchResults",
        OnvifNamespaces.Search,
        $"<GetEventSearchResults xmlns=\"{OnvifNamespaces.Search}\"><SearchToken>{SoapEnvelope.Escape(token)}</SearchToken>"
        + "<MinResults>1</MinResults><MaxResults>200</MaxResults><WaitTime>PT5S</WaitTime></GetEventSearchResults>",
        PreAuth: false);

    /// <summary>Events of other topics, and those without time or state, are left out.</summary>
    public static IEnumerable<TrackChange> Parse(SoapElement list) => list.All("Result").Select(Read).OfType<TrackChange>();

    private static TrackChange? Read(SoapElement result)
    {
        var message = result.Find("Event", "Message", "Message") ?? result.Find("Event", "Message");
        var topic = result.TextAt("Event", "Topic");
        var at = DeviceTimeText.Read(result.TextAt("Time")) ?? DeviceTimeText.Read(message?.Attribute("UtcTime"));
        if (topic?.Contains("Track/State", StringComparison.Ordinal) == false || at is null
            || Item(message?.Find("Data"), "IsDataPresent") is not { } present)
        {
            return null;
        }

        var recording = result.TextAt("RecordingToken") ?? Item(message?.Find("Source"), "RecordingToken");
        var isStart = string.Equals(result.TextAt("StartStateEvent"), "true", StringComparison.OrdinalIgnoreCase);
        return recording is null ? null : new TrackChange(recording, result.TextAt("TrackToken"), at.Value, present is "true" or "1", isStart);
    }

    private static string? Item(SoapElement? group, string name) =>
        group?.All("SimpleItem").FirstOrDefault(item => string.Equals(item.Attribute("Name"), name, StringComparison.Ordinal))?.Attribute("Value");
}
