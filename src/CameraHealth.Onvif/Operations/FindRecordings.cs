using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Recordings;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>FindRecordings and GetRecordingSearchResults (ONVIF RecordingSearch 5.10 and 5.11).</summary>
internal static class FindRecordings
{
    private const int MaxTracks = 16;
    private const int MaxTextLength = 128;

    public static readonly SoapOperation Begin = new(
        "FindRecordings", OnvifNamespaces.Search, $"<FindRecordings xmlns=\"{OnvifNamespaces.Search}\"><Scope/><KeepAliveTime>PT30S</KeepAliveTime></FindRecordings>", PreAuth: false);

    public static SoapOperation Next(string token) => new(
        "GetRecordingSearchResults",
        OnvifNamespaces.Search,
        $"<GetRecordingSearchResults xmlns=\"{OnvifNamespaces.Search}\"><SearchToken>{SoapEnvelope.Escape(token)}</SearchToken>"
        + "<MinResults>1</MinResults><MaxResults>100</MaxResults><WaitTime>PT5S</WaitTime></GetRecordingSearchResults>",
        PreAuth: false);

    public static SoapOperation End(string token) => new(
        "EndSearch", OnvifNamespaces.Search, $"<EndSearch xmlns=\"{OnvifNamespaces.Search}\"><SearchToken>{SoapEnvelope.Escape(token)}</SearchToken></EndSearch>", PreAuth: false);

    /// <summary>Recordings without a token cannot be asked for anything and are left out.</summary>
    public static IEnumerable<Recording> Parse(SoapElement list) =>
        list.All("RecordingInformation").Where(told => told.TextAt("RecordingToken") is not null).Select(Read);

    private static Recording Read(SoapElement told) => new(
        told.TextAt("RecordingToken")!,
        told.TextAt("Source", "VideoSourceToken") ?? told.TextAt("Source", "SourceId"),
        told.TextAt("Source", "Name") is { } name ? SecretMask.OneLine(name, MaxTextLength) : null,
        DeviceTimeText.Read(told.TextAt("EarliestRecording")),
        DeviceTimeText.Read(told.TextAt("LatestRecording")),
        told.TextAt("RecordingStatus") is { } status ? SecretMask.OneLine(status, MaxTextLength) : null,
        [.. told.All("Track").Take(MaxTracks).Select(track => new RecordingTrack(
            track.TextAt("TrackToken") ?? string.Empty, track.TextAt("TrackType"), DeviceTimeText.Read(track.TextAt("DataFrom")), DeviceTimeText.Read(track.TextAt("DataTo"))))]);
}
