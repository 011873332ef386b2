using System.Security;

namespace CameraHealth.Simulator.Onvif;

/// <summary>A SOAP 1.2 reply with its HTTP status.</summary>
internal sealed record SoapReply(int Status, string Xml)
{
    /// <summary>A good answer; <paramref name="body"/> is the response element.</summary>
    internal static SoapReply Of(string body) => new(200, Envelope(body));

    /// <summary>A fault (ONVIF Core 5.8.2): <paramref name="code"/> is Sender or Receiver, the subcodes are ter: names.</summary>
    internal static SoapReply Fault(int status, string code, string subcode, string? detail, string reason)
    {
        var inner = detail is null ? string.Empty : $"<env:Subcode><env:Value>ter:{detail}</env:Value></env:Subcode>";
        return new SoapReply(status, Envelope(
            $"<env:Fault><env:Code><env:Value>env:{code}</env:Value><env:Subcode><env:Value>ter:{subcode}</env:Value>{inner}</env:Subcode></env:Code>"
            + $"<env:Reason><env:Text xml:lang=\"en\">{Escape(reason)}</env:Text></env:Reason></env:Fault>"));
    }

    internal static SoapReply NotSupported() =>
        Fault(500, "Receiver", "ActionNotSupported", null, "Optional Action Not Implemented");

    internal static SoapReply NoProfile() =>
        Fault(400, "Sender", "InvalidArgVal", "NoProfile", "The requested profile token does not exist");

    internal static string Escape(string text) => SecurityElement.Escape(text);

    private static string Envelope(string body) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + $"<env:Envelope xmlns:env=\"{OnvifNamespaces.Soap}\" xmlns:ter=\"{OnvifNamespaces.Error}\" xmlns:tt=\"{OnvifNamespaces.Schema}\""
        + $" xmlns:tds=\"{OnvifNamespaces.Device}\" xmlns:trt=\"{OnvifNamespaces.Media}\" xmlns:tr2=\"{OnvifNamespaces.Media2}\""
        + $" xmlns:trc=\"{OnvifNamespaces.Recording}\" xmlns:tse=\"{OnvifNamespaces.Search}\" xmlns:trp=\"{OnvifNamespaces.Replay}\""
        + $" xmlns:tev=\"{OnvifNamespaces.Events}\" xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\" xmlns:tns1=\"http://www.onvif.org/ver10/topics\">"
        + $"<env:Body>{body}</env:Body></env:Envelope>";
}
