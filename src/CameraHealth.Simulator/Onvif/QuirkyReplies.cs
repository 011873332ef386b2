using System.IO.Compression;
using System.Text;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>What a device with quirks answers in place of, or changes in, the answers of the specification.</summary>
internal sealed class QuirkyReplies(SimulatedDevice device)
{
    private const int AlwaysRight = 4;
    private const int RoundOfLogins = 6;
    private const int HugeBytes = 5 * 1024 * 1024;
    private const int BytesThatNeverCome = 64;

    /// <summary>Status of a SOAP fault that demands a login; 400 by the specification.</summary>
    internal int StatusOfRefusal => device.Has(DeviceQuirk.FaultStatus500) ? 500 : device.Has(DeviceQuirk.FaultStatus200) ? 200 : 400;

    /// <summary>The reply that comes whatever was asked; null: none.</summary>
    internal HttpReply? Instead(TextMessage request, SoapRequest soap)
    {
        foreach (var quirk in device.Scenario.Quirks)
        {
            var reply = quirk switch
            {
                DeviceQuirk.Garbage => new HttpReply(200, "application/soap+xml", "<env:Envelope <<< &nonsense; \u0001"),
                DeviceQuirk.Dtd => new HttpReply(200, "application/soap+xml", "<?xml version=\"1.0\"?><!DOCTYPE e [<!ENTITY a \"aaaaaaaaaa\">]><e>&a;</e>"),
                DeviceQuirk.HugeReply => new HttpReply(200, "application/soap+xml", new string(' ', HugeBytes)),
                DeviceQuirk.WebPage => HttpReply.Html(200),
                DeviceQuirk.Critical => HttpReply.Soap(SoapReply.Fault(500, "Receiver", "CriticalError", null, "The device needs a reset")),
                DeviceQuirk.ActionRefused when request["Content-Type"]?.Contains("action=", StringComparison.Ordinal) == true =>
                    HttpReply.Soap(SoapReply.Fault(400, "Sender", "InvalidArgVal", null, "The [action] cannot be processed at the receiver")),
                _ => IsMissing(quirk, soap) ? HttpReply.Soap(SoapReply.NotSupported()) : null,
            };
            if (reply is not null)
            {
                return reply;
            }
        }

        return null;
    }

    /// <summary>True: a login is wanted, although the specification opens the operation to everybody.</summary>
    internal bool NeedsLogin(SoapRequest soap) => device.Has(DeviceQuirk.ClockNeedsLogin) && Is(soap, "GetSystemDateAndTime");

    /// <summary>The fault that says that the account lacks the right; null: it does not.</summary>
    internal SoapReply? Forbid(SoapRequest soap) => device.Has(DeviceQuirk.NoRight) && Is(soap, "GetDeviceInformation")
        ? SoapReply.Fault(400, "Sender", "OperationProhibited", null, "The account has no right to do this")
        : null;

    /// <summary>True when a right login is refused because no room is left for it. Counts the logins that are asked about.</summary>
    internal bool IsFull() => device.Has(DeviceQuirk.FullNowAndThen) && device.Activity.NextRightLogin() % RoundOfLogins >= AlwaysRight;

    /// <summary>The reply as this device sends it.</summary>
    internal HttpReply Alter(HttpReply reply)
    {
        foreach (var quirk in device.Scenario.Quirks)
        {
            reply = quirk switch
            {
                DeviceQuirk.WrongContentType => reply with { ContentType = "text/html; charset=none-known" },
                DeviceQuirk.LongLength => reply with { MissingBytes = BytesThatNeverCome },
                DeviceQuirk.Packed => reply with { Bytes = Pack(reply.Body), IsPacked = true },
                _ => reply,
            };
        }

        return reply;
    }

    private static bool IsMissing(DeviceQuirk quirk, SoapRequest soap) => quirk switch
    {
        DeviceQuirk.NoClock => Is(soap, "GetSystemDateAndTime"),
        DeviceQuirk.NoGetServices => Is(soap, "GetServices"),
        DeviceQuirk.Media2Hollow or DeviceQuirk.Media1Only => string.Equals(soap.Service, OnvifNamespaces.Media2, StringComparison.Ordinal),
        DeviceQuirk.Media2Only => string.Equals(soap.Service, OnvifNamespaces.Media, StringComparison.Ordinal),
        _ => false,
    };

    private static bool Is(SoapRequest soap, string operation) => string.Equals(soap.Operation, operation, StringComparison.Ordinal);

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
