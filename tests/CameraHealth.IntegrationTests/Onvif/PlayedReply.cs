using System.Text;

namespace CameraHealth.IntegrationTests.Onvif;

/// <summary>What the played device writes, byte for byte.</summary>
public sealed record PlayedReply(byte[] Bytes)
{
    /// <summary>Says nothing more and keeps the connection open.</summary>
    public bool Hang { get; init; }

    /// <summary>Closes the connection without a word about it.</summary>
    public bool Close { get; init; }

    public static PlayedReply Http(string status, string body, string header = "")
        => Raw($"HTTP/1.1 {status}\r\nContent-Type: application/soap+xml; charset=utf8\r\n{header}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static PlayedReply Raw(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>200 with an envelope of the given Body.</summary>
    public static PlayedReply Soap(string body) => Http("200 OK", Envelope(body));

    public static PlayedReply Fault(string status, string subcode, string reason, string header = "") => Http(status, Envelope(
        $"<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>ter:{subcode}</e:Value></e:Subcode></e:Code>" +
        $"<e:Reason><e:Text xml:lang=\"en\">{reason}</e:Text></e:Reason></e:Fault>"), header);

    public static PlayedReply Challenge(string parameters) => Http("401 Unauthorized", "", $"WWW-Authenticate: Digest {parameters}\r\n");

    public static string Envelope(string body)
        => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:ter=\"http://www.onvif.org/ver10/error\"><e:Body>{body}</e:Body></e:Envelope>";

    /// <summary>A full answer to each operation in use, of a plain device.</summary>
    public static PlayedReply Answer(PlayedRequest request) => Soap(request.Operation switch
    {
        "GetSystemDateAndTime" => Clock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
        "GetDeviceInformation" => "<d:GetDeviceInformationResponse xmlns:d=\"http://www.onvif.org/ver10/device/wsdl\"><d:Manufacturer>Maker</d:Manufacturer>" +
            "<d:Model>M1</d:Model><d:FirmwareVersion>1.0</d:FirmwareVersion><d:SerialNumber>S1</d:SerialNumber><d:HardwareId>H1</d:HardwareId></d:GetDeviceInformationResponse>",
        var other => $"<d:{other}Response xmlns:d=\"http://www.onvif.org/ver10/device/wsdl\"/>",
    });

    public static string Clock(DateTimeOffset at)
        => "<d:GetSystemDateAndTimeResponse xmlns:d=\"http://www.onvif.org/ver10/device/wsdl\"><d:SystemDateAndTime><t:UTCDateTime xmlns:t=\"http://www.onvif.org/ver10/schema\">" +
           $"<t:Time><t:Hour>{at.Hour}</t:Hour><t:Minute>{at.Minute}</t:Minute><t:Second>{at.Second}</t:Second></t:Time>" +
           $"<t:Date><t:Year>{at.Year}</t:Year><t:Month>{at.Month}</t:Month><t:Day>{at.Day}</t:Day></t:Date></t:UTCDateTime></d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>";
}
