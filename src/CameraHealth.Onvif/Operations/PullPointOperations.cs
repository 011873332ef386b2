using System.Globalization;
using System.Text;
using System.Xml;
using CameraHealth.Onvif.Events;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>The operations of a pull point (ONVIF Core 9.1): created at the event service, all others at the address it told.</summary>
internal static class PullPointOperations
{
    private const string EventActions = "http://www.onvif.org/ver10/events/wsdl";
    private const string SubscriptionActions = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager";
    private const string Anonymous = "http://www.w3.org/2005/08/addressing/anonymous";
    private const int MaxReferenceLength = 4096;
    private const int MaxAddressLength = 2048;

    public static SoapOperation Create(TimeSpan life) => new(
        "CreatePullPointSubscription",
        OnvifNamespaces.Events,
        $"<CreatePullPointSubscription xmlns=\"{OnvifNamespaces.Events}\"><InitialTerminationTime>{Span(life)}</InitialTerminationTime></CreatePullPointSubscription>",
        PreAuth: false)
    {
        OtherAction = EventActions + "/EventPortType/CreatePullPointSubscriptionRequest",
    };

    public static SoapOperation Pull(PullPoint point, TimeSpan wait, int limit) => At(
        point,
        "PullMessages",
        OnvifNamespaces.Events,
        string.Create(CultureInfo.InvariantCulture, $"<Timeout>{Span(wait)}</Timeout><MessageLimit>{limit}</MessageLimit>"),
        EventActions + "/PullPointSubscription/PullMessagesRequest");

    public static SoapOperation Synchronize(PullPoint point) => At(
        point, "SetSynchronizationPoint", OnvifNamespaces.Events, "", EventActions + "/PullPointSubscription/SetSynchronizationPointRequest");

    public static SoapOperation Renew(PullPoint point, TimeSpan life) => At(
        point, "Renew", OnvifNamespaces.Notification, $"<TerminationTime>{Span(life)}</TerminationTime>", SubscriptionActions + "/RenewRequest");

    public static SoapOperation Unsubscribe(PullPoint point) => At(
        point, "Unsubscribe", OnvifNamespaces.Notification, "", SubscriptionActions + "/UnsubscribeRequest");

    /// <exception cref="OnvifException">The device told no address.</exception>
    public static PullPoint Parse(SoapElement answer)
    {
        var reference = answer.Find("SubscriptionReference");
        if (reference?.TextAt("Address") is not { Length: <= MaxAddressLength } address)
        {
            throw new OnvifException(OnvifFailureReason.MalformedReply, "The device told no address of the subscription");
        }

        var parameters = new StringBuilder();
        foreach (var parameter in reference.Find("ReferenceParameters")?.Children ?? [])
        {
            Write(parameter, parameters, isTop: true);
        }

        var held = parameters.Length > MaxReferenceLength ? throw new OnvifException(OnvifFailureReason.ReplyTooLarge, "The subscription's parameters are too long") : parameters.ToString();
        return new PullPoint(address, held, LifeOf(answer));
    }

    /// <summary>From CurrentTime to TerminationTime; null when either cannot be read.</summary>
    public static TimeSpan? LifeOf(SoapElement answer) =>
        DeviceTimes.Parse(answer.TextAt("TerminationTime")) - DeviceTimes.Parse(answer.TextAt("CurrentTime")) is { } life && life > TimeSpan.Zero ? life : null;

    private static SoapOperation At(PullPoint point, string name, string service, string arguments, string action) => new(
        name, service, $"<{name} xmlns=\"{service}\">{arguments}</{name}>", PreAuth: false)
    {
        OtherAction = action,
        // Without To and Action some answer 401 (agsh/onvif#158).
        Header = $"<a:Action xmlns:a=\"{OnvifNamespaces.Addressing}\">{action}</a:Action>"
            + $"<a:MessageID xmlns:a=\"{OnvifNamespaces.Addressing}\">urn:uuid:{Guid.NewGuid()}</a:MessageID>"
            + $"<a:ReplyTo xmlns:a=\"{OnvifNamespaces.Addressing}\"><a:Address>{Anonymous}</a:Address></a:ReplyTo>"
            + $"<a:To xmlns:a=\"{OnvifNamespaces.Addressing}\">{SoapEnvelope.Escape(point.Address)}</a:To>{point.Reference}",
    };

    // Names and texts of the device go back to it, written anew: nothing of its own XML is repeated unread.
    private static void Write(SoapElement element, StringBuilder text, bool isTop)
    {
        var name = XmlConvert.EncodeLocalName(element.LocalName);
        text.Append('<').Append(name).Append(" xmlns=\"").Append(SoapEnvelope.Escape(element.Namespace)).Append('"');
        text.Append(isTop ? $" xmlns:a=\"{OnvifNamespaces.Addressing}\" a:IsReferenceParameter=\"true\">" : ">").Append(SoapEnvelope.Escape(element.Text));
        foreach (var child in element.Children)
        {
            Write(child, text, isTop: false);
        }

        text.Append("</").Append(name).Append('>');
    }

    private static string Span(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"PT{Math.Max(1, (int)span.TotalSeconds)}S");
}
