using System.Globalization;
using System.Xml;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the event service and of its pull points (ONVIF Core 9).</summary>
internal static class EventService
{
    internal const string Path = "/onvif/event_service";
    private const string SubscriptionPath = "/onvif/subscription/";
    private const string Notification = "http://docs.oasis-open.org/wsn/b-2";
    private const string Addressing = "http://www.w3.org/2005/08/addressing";
    private const string OfAxis = "http://www.axis.com/2009/event";
    private static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(10);

    /// <summary>Whether the path is that of a pull point.</summary>
    internal static bool IsSubscription(SimulatedDevice device, string path) => device.Scenario.HasEvents && path.StartsWith(SubscriptionPath, StringComparison.Ordinal);

    /// <summary>An operation on a pull point; null: there is none such.</summary>
    internal static OnvifOperation? Find(string path, SoapRequest request)
    {
        var id = path.Length > SubscriptionPath.Length ? path[SubscriptionPath.Length..] : request.Headers.GetValueOrDefault("SubscriptionId", string.Empty);
        return (request.Service, request.Operation) switch
        {
            (OnvifNamespaces.Events, "PullMessages") => new OnvifOperation(true, call => PullMessages(call, id)),
            (OnvifNamespaces.Events, "SetSynchronizationPoint") =>
                new OnvifOperation(true, call => call.Device.PullPoints.Synchronize(id) ? SoapReply.Of("<tev:SetSynchronizationPointResponse/>") : Gone()),
            (Notification, "Renew") => new OnvifOperation(true, call => Renew(call, id)),
            (Notification, "Unsubscribe") => new OnvifOperation(true, call => call.Device.PullPoints.End(id) ? SoapReply.Of("<wsnt:UnsubscribeResponse/>") : Gone()),
            _ => null,
        };
    }

    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"<tev:GetServiceCapabilitiesResponse><tev:Capabilities WSPullPointSupport=\"true\" MaxPullPoints=\"{Events.PullPoints.Most}\"/></tev:GetServiceCapabilitiesResponse>"));

    internal static SoapReply CreatePullPoint(OnvifCall call)
    {
        if (call.Device.Has(DeviceQuirk.EventsHollow))
        {
            return SoapReply.NotSupported();
        }

        var life = LifeOf(call.Request["InitialTerminationTime"]);
        if (call.Device.PullPoints.Create(life) is not { } id)
        {
            return SoapReply.Fault(500, "Receiver", "Action", "ResourceProblem", "No free pull point");
        }

        // Axis has one address for all, and tells them apart by a reference parameter.
        var reference = call.Device.Has(DeviceQuirk.SubscriptionsByReference)
            ? $"<wsa:Address>{call.ServiceAddress(SubscriptionPath)}</wsa:Address><wsa:ReferenceParameters>"
                + $"<dom0:SubscriptionId xmlns:dom0=\"{OfAxis}\">{id}</dom0:SubscriptionId></wsa:ReferenceParameters>"
            : $"<wsa:Address>{call.ServiceAddress(SubscriptionPath + id)}</wsa:Address>";
        return SoapReply.Of(
            $"<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference xmlns:wsa=\"{Addressing}\">{reference}</tev:SubscriptionReference>"
            + $"<wsnt:CurrentTime>{Time(call.Device.Now)}</wsnt:CurrentTime><wsnt:TerminationTime>{Time(call.Device.Now + life)}</wsnt:TerminationTime>"
            + "</tev:CreatePullPointSubscriptionResponse>");
    }

    private static SoapReply PullMessages(OnvifCall call, string id)
    {
        var limit = int.TryParse(call.Request["MessageLimit"], NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? Math.Clamp(told, 1, 1024) : 1;
        return call.Device.PullPoints.Pull(id, limit) is not { } taken
            ? Gone()
            : SoapReply.Of(
                $"<tev:PullMessagesResponse><tev:CurrentTime>{Time(call.Device.Now)}</tev:CurrentTime><tev:TerminationTime>{Time(call.Device.Now + DefaultLife)}</tev:TerminationTime>"
                + string.Concat(taken.Select(next => Message(next.Event, next.Operation, next.At + call.Device.ClockOffset))) + "</tev:PullMessagesResponse>");
    }

    private static SoapReply Renew(OnvifCall call, string id)
    {
        var life = LifeOf(call.Request["TerminationTime"]);
        return call.Device.PullPoints.Renew(id, life)
            ? SoapReply.Of($"<wsnt:RenewResponse><wsnt:TerminationTime>{Time(call.Device.Now + life)}</wsnt:TerminationTime><wsnt:CurrentTime>{Time(call.Device.Now)}</wsnt:CurrentTime></wsnt:RenewResponse>")
            : Gone();
    }

    private static string Message(Events.SimulatedEvent told, string operation, DateTimeOffset at) =>
        "<wsnt:NotificationMessage><wsnt:Topic Dialect=\"http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\">" + SoapReply.Escape(told.Topic) + "</wsnt:Topic>"
        + $"<wsnt:Message><tt:Message UtcTime=\"{Time(at)}\" PropertyOperation=\"{operation}\"><tt:Source>{Item(told.SourceName, told.Source)}</tt:Source>"
        + $"<tt:Data>{Item(told.ValueName, told.Value)}</tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>";

    private static string Item(string name, string value) => $"<tt:SimpleItem Name=\"{SoapReply.Escape(name)}\" Value=\"{SoapReply.Escape(value)}\"/>";

    private static SoapReply Gone() => SoapReply.Fault(400, "Sender", "InvalidArgVal", "InvalidToken", "No such subscription");

    private static TimeSpan LifeOf(string? text)
    {
        try
        {
            return text is null ? DefaultLife : XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return DefaultLife;
        }
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
