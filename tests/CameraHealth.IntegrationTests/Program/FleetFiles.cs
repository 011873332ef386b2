namespace CameraHealth.IntegrationTests.Program;

/// <summary>Fleet files in the contract's columns.</summary>
internal static class FleetFiles
{
    internal const string Header = "code,name,kind,site,access,host,onvif_port,rtsp_port,stream_path,credential,recorder,channel,group,lat,lon,in_service_from,required_days";

    internal static string Of(params IEnumerable<string> rows) => string.Join('\n', [Header, .. rows]) + "\n";
}
