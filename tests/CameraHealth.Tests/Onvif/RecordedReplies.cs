namespace CameraHealth.Tests.Onvif;

/// <summary>
/// Replies written anew with the structure of real devices: prefixes, order, namespaces, extras. One table serves the
/// parsing tests and seeds the mutations. Sources of the structure: AlexxIT/go2rtc pkg/onvif tests (Dahua), raw dumps in
/// home-assistant/core issues (Hikvision, Reolink), 0x524A/onvif-go captures (Bosch), agsh/onvif issues (Axis, Pelco).
/// </summary>
internal static class RecordedReplies
{
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    /// <summary>Hikvision: env prefix, every namespace declared at the top, UTC before local.</summary>
    public const string HikvisionClock = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <env:Envelope xmlns:env="{Soap12}" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema">
        <env:Body><tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>
        <tt:TimeZone><tt:TZ>CST-7:00:00</tt:TZ></tt:TimeZone>
        <tt:UTCDateTime><tt:Time><tt:Hour>3</tt:Hour><tt:Minute>4</tt:Minute><tt:Second>5</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year><tt:Month>1</tt:Month><tt:Day>2</tt:Day></tt:Date></tt:UTCDateTime>
        <tt:LocalDateTime><tt:Time><tt:Hour>10</tt:Hour><tt:Minute>4</tt:Minute><tt:Second>5</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year><tt:Month>1</tt:Month><tt:Day>2</tt:Day></tt:Date></tt:LocalDateTime>
        </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse></env:Body></env:Envelope>
        """;

    /// <summary>gSOAP device of an old make: SOAP 1.1 envelope, prefixes never declared, local time only.</summary>
    public const string LocalOnlyClock = """
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Header/><SOAP-ENV:Body>
        <tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:TimeZone><tt:TZ>GMT+02:00PDT,M1.1.1</tt:TZ></tt:TimeZone>
        <tt:LocalDateTime><tt:Time><tt:Hour>0</tt:Hour><tt:Minute>1</tt:Minute><tt:Second>2</tt:Second></tt:Time><tt:Date><tt:Year>1979</tt:Year><tt:Month>11</tt:Month><tt:Day>30</tt:Day></tt:Date></tt:LocalDateTime>
        </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>
        """;

    /// <summary>Axis: SOAP-ENV prefix on SOAP 1.2, date before time, a security header that must not be mistaken for the answer.</summary>
    public const string AxisInformation = $"""
        <?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="{Soap12}" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><SOAP-ENV:Header><Security><Body>no</Body></Security></SOAP-ENV:Header>
        <SOAP-ENV:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>AXIS</tds:Manufacturer><tds:Model>P1</tds:Model><tds:FirmwareVersion>9.80.1</tds:FirmwareVersion><tds:SerialNumber>ACCC8E000000</tds:SerialNumber><tds:HardwareId>70E</tds:HardwareId></tds:GetDeviceInformationResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>
        """;

    /// <summary>Pelco: default namespaces instead of prefixes, blanks around the texts, an empty element.</summary>
    public const string PelcoInformation = $"""
        <Envelope xmlns="{Soap12}"><Body><GetDeviceInformationResponse xmlns="http://www.onvif.org/ver10/device/wsdl"><Manufacturer>
        Pelco </Manufacturer><Model>Sarix</Model><FirmwareVersion>2.1</FirmwareVersion><SerialNumber/></GetDeviceInformationResponse></Body></Envelope>
        """;

    /// <summary>Dahua: s prefix, services with capabilities, media2 listed.</summary>
    public const string DahuaServices = $"""
        <?xml version="1.0" encoding="utf-8" standalone="yes" ?><s:Envelope xmlns:s="{Soap12}" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Header/><s:Body><tds:GetServicesResponse>
        <tds:Service><tds:Namespace>http://www.onvif.org/ver10/media/wsdl</tds:Namespace><tds:XAddr>http://192.168.1.108/onvif/media_service</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>
        <tds:Service><tds:Namespace>http://www.onvif.org/ver20/media/wsdl</tds:Namespace><tds:XAddr>http://192.168.1.108/onvif/media2_service</tds:XAddr></tds:Service>
        <tds:Service><tds:XAddr>http://192.168.1.108/no_name</tds:XAddr></tds:Service></tds:GetServicesResponse></s:Body></s:Envelope>
        """;

    /// <summary>Dahua media1: main stream H.264 at half rate, sub stream without encoder (it is H.265), one without a token.</summary>
    public const string DahuaProfiles = $"""
        <s:Envelope xmlns:s="{Soap12}" xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body><trt:GetProfilesResponse>
        <trt:Profiles token="MediaProfile000" fixed="true"><tt:Name>Main</tt:Name><tt:VideoSourceConfiguration token="V0"><tt:Name>V</tt:Name><tt:SourceToken>00000</tt:SourceToken></tt:VideoSourceConfiguration>
        <tt:VideoEncoderConfiguration token="E0"><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution><tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit><tt:EncodingInterval>2</tt:EncodingInterval><tt:BitrateLimit>4096</tt:BitrateLimit></tt:RateControl></tt:VideoEncoderConfiguration></trt:Profiles>
        <trt:Profiles token="MediaProfile001"><tt:Name>Sub</tt:Name></trt:Profiles>
        <trt:Profiles token=""><tt:Name>Broken</tt:Name></trt:Profiles></trt:GetProfilesResponse></s:Body></s:Envelope>
        """;

    /// <summary>Reolink media2: encoding as text, GovLength as attribute, fractional rate.</summary>
    public const string ReolinkProfiles = $"""
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="{Soap12}" xmlns:tr2="http://www.onvif.org/ver20/media/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><SOAP-ENV:Body><tr2:GetProfilesResponse>
        <tr2:Profiles token="000" fixed="false"><tr2:Name>Profile_000</tr2:Name><tr2:Configurations><tr2:VideoSource token="000"><tt:SourceToken>000</tt:SourceToken></tr2:VideoSource>
        <tr2:VideoEncoder token="000" GovLength="50" Profile="Main"><tt:Encoding>H265</tt:Encoding><tt:Resolution><tt:Width>3840</tt:Width><tt:Height>2160</tt:Height></tt:Resolution><tt:RateControl ConstantBitRate="true"><tt:FrameRateLimit>12.5</tt:FrameRateLimit><tt:BitrateLimit>8192</tt:BitrateLimit></tt:RateControl></tr2:VideoEncoder></tr2:Configurations></tr2:Profiles></tr2:GetProfilesResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>
        """;

    /// <summary>Hikvision refusing a token, the count in the reason.</summary>
    public const string HikvisionRefusal = $"""
        <env:Envelope xmlns:env="{Soap12}" xmlns:ter="http://www.onvif.org/ver10/error"><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>ter:NotAuthorized</env:Value></env:Subcode></env:Code>
        <env:Reason><env:Text xml:lang="en">The action requested requires authorization and the sender is not authorized. You still have 4 attempt(s).</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>
        """;

    public static IReadOnlyList<string> All { get; } =
        [HikvisionClock, LocalOnlyClock, AxisInformation, PelcoInformation, DahuaServices, DahuaProfiles, ReolinkProfiles, HikvisionRefusal];
}
