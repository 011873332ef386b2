using CameraHealth.Onvif.Events;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>Reads the messages of a PullMessages answer. One that is broken is left out; the others are read.</summary>
internal static class NotificationMessages
{
    private const int MaxMessages = 1024;
    private const int MaxItems = 32;
    private const int MaxTextLength = 256;

    public static IReadOnlyList<DeviceEvent> Parse(SoapElement answer)
    {
        var events = new List<DeviceEvent>();
        foreach (var told in answer.All("NotificationMessage").Take(MaxMessages))
        {
            if (told.TextAt("Topic") is { } topic && LocalPath(topic) is { Length: > 0 } path && told.Find("Message") is { } wrapper)
            {
                var message = wrapper.Find("Message") ?? wrapper;
                events.Add(new DeviceEvent(
                    path,
                    DeviceTimes.Parse(message.Attribute("UtcTime")),
                    OperationOf(message.Attribute("PropertyOperation")),
                    Items(message.Find("Source")),
                    Items(message.Find("Data"))));
            }
        }

        return events;
    }

    /// <summary>"tns1:VideoSource/tnsx:SignalLoss/." is VideoSource/SignalLoss: prefixes differ by make.</summary>
    public static string LocalPath(string topic)
    {
        var parts = topic.Split('/').Select(part => part[(part.LastIndexOf(':') + 1)..].Trim()).Where(part => part.Length > 0 && part != ".");
        return SecretMask.OneLine(string.Join('/', parts), MaxTextLength);
    }

    private static PropertyOperation OperationOf(string? told) => Enum.TryParse<PropertyOperation>(told, ignoreCase: true, out var operation) && Enum.IsDefined(operation)
        ? operation
        : PropertyOperation.None;

    private static Dictionary<string, string> Items(SoapElement? at)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in (at?.All("SimpleItem") ?? []).Take(MaxItems))
        {
            if (item.Attribute("Name") is { Length: > 0 } name && item.Attribute("Value") is { } value)
            {
                items.TryAdd(SecretMask.OneLine(name, MaxTextLength), SecretMask.OneLine(value, MaxTextLength));
            }
        }

        return items;
    }
}
