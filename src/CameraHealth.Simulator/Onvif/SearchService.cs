using System.Globalization;
using System.Xml;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the recording search service (ONVIF RecordingSearch).</summary>
internal static class SearchService
{
    private const int MostResults = 100;

    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(
        "<tse:GetServiceCapabilitiesResponse><tse:Capabilities MetadataSearch=\"false\" GeneralStartEvents=\"true\"/></tse:GetServiceCapabilitiesResponse>");

    internal static SoapReply GetRecordingSummary(OnvifCall call)
    {
        var stretches = call.Archives.Select(stream => stream.Archive!.Stretches(asSearched: true)).Where(found => found.Count > 0).ToList();
        var from = stretches.Count == 0 ? DateTimeOffset.UnixEpoch : stretches.Min(found => found[0].From) + call.Device.ClockOffset;
        var until = stretches.Count == 0 ? DateTimeOffset.UnixEpoch : stretches.Max(found => found[^1].Until) + call.Device.ClockOffset;
        return SoapReply.Of(
            $"<tse:GetRecordingSummaryResponse><tse:Summary><tt:DataFrom>{ArchiveText.Time(from)}</tt:DataFrom><tt:DataUntil>{ArchiveText.Time(until)}</tt:DataUntil>"
            + $"<tt:NumberRecordings>{stretches.Count}</tt:NumberRecordings></tse:Summary></tse:GetRecordingSummaryResponse>");
    }

    internal static SoapReply GetRecordingInformation(OnvifCall call) => call.Recording is not { } stream
        ? NoRecording()
        : SoapReply.Of(
            $"<tse:GetRecordingInformationResponse>{ArchiveText.Recording("tse:RecordingInformation", call.Device, stream, stream.Archive!)}</tse:GetRecordingInformationResponse>");

    /// <summary>There is no filter of time in it: the whole archive answers.</summary>
    internal static SoapReply FindRecordings(OnvifCall call) =>
        Begin(call, "FindRecordings", [.. call.Archives.Select(stream => ArchiveText.Recording("tt:RecordingInformation", call.Device, stream, stream.Archive!))]);

    internal static SoapReply FindEvents(OnvifCall call)
    {
        if (!TryReadTime(call.Request["StartPoint"], out var start))
        {
            return SoapReply.Fault(400, "Sender", "InvalidArgVal", null, "StartPoint cannot be read");
        }

        var end = TryReadTime(call.Request["EndPoint"], out var told) ? told : call.Device.Now;
        var includeStart = string.Equals(call.Request["IncludeStartState"], "true", StringComparison.Ordinal);
        var wanted = call.Request["IncludedRecordings"];
        var events = call.Archives
            .Where(stream => wanted is null || string.Equals(ArchiveText.RecordingToken(stream), wanted, StringComparison.Ordinal))
            .SelectMany(stream => ArchiveText.States(call.Device, stream, stream.Archive!, start, end, includeStart))
            .OrderBy(state => state.At)
            .Select(state => state.Xml);
        return Begin(call, "FindEvents", [.. events]);
    }

    internal static SoapReply GetRecordingSearchResults(OnvifCall call) => Next(call, "GetRecordingSearchResults");

    internal static SoapReply GetEventSearchResults(OnvifCall call) => Next(call, "GetEventSearchResults");

    internal static SoapReply EndSearch(OnvifCall call) => call.Device.Searches.End(call.Request["SearchToken"])
        ? SoapReply.Of($"<tse:EndSearchResponse><tse:Endpoint>{ArchiveText.Time(call.Device.Now)}</tse:Endpoint></tse:EndSearchResponse>")
        : NoSearch();

    private static SoapReply Begin(OnvifCall call, string operation, IReadOnlyList<string> results)
    {
        var keepAlive = TryReadSpan(call.Request["KeepAliveTime"]) ?? TimeSpan.FromSeconds(10);
        var token = call.Device.RecorderFault == RecorderFault.SearchBusy ? null : call.Device.Searches.Begin(results, keepAlive);
        return token is null
            ? SoapReply.Fault(500, "Receiver", "Action", "ResourceProblem", "No free search session")
            : SoapReply.Of($"<tse:{operation}Response><tse:SearchToken>{token}</tse:SearchToken></tse:{operation}Response>");
    }

    private static SoapReply Next(OnvifCall call, string operation)
    {
        var most = int.TryParse(call.Request["MaxResults"], NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? Math.Clamp(told, 1, MostResults) : MostResults;
        if (call.Device.Searches.Next(call.Request["SearchToken"], most) is not { } next)
        {
            return NoSearch();
        }

        return SoapReply.Of(
            $"<tse:{operation}Response><tse:ResultList><tt:SearchState>{(next.IsLast ? "Completed" : "Searching")}</tt:SearchState>"
            + $"{string.Concat(next.Results)}</tse:ResultList></tse:{operation}Response>");
    }

    private static SoapReply NoRecording() => SoapReply.Fault(400, "Sender", "InvalidArgVal", "NoRecording", "The recording token does not exist");

    private static SoapReply NoSearch() => SoapReply.Fault(400, "Sender", "InvalidArgVal", "InvalidToken", "The search token is invalid");

    private static bool TryReadTime(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static TimeSpan? TryReadSpan(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
