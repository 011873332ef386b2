using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Login;

/// <summary>The device's clock carried on by our monotonic one: a token must be stamped with the time the device believes in.</summary>
internal sealed class DeviceTime(TimeProvider time)
{
    private DateTimeOffset _told;
    private long _toldTimestamp;

    /// <summary>A reading was taken.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Device minus own clock at the last reading; zero before one.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>The device's time now; own time before a reading. Up to a second late, never early: a token from the future is refused.</summary>
    public DateTimeOffset Now => IsKnown ? _told + time.GetElapsedTime(_toldTimestamp) : time.GetUtcNow();

    /// <summary>Reads the clock out of a GetSystemDateAndTime answer and remembers it.</summary>
    public DeviceClock Take(SoapReply reply)
    {
        var (sent, received) = (reply.Http.SentTimestamp, reply.Http.ReceivedTimestamp);
        var midpointTimestamp = sent + ((received - sent) / 2);
        var midpoint = time.GetUtcNow() - time.GetElapsedTime(midpointTimestamp);
        var clock = GetSystemDateAndTime.Parse(reply.Answer!, midpoint, time.GetElapsedTime(sent, received));
        if (clock.DeviceUtc is { } told)
        {
            (_told, _toldTimestamp, Offset, IsKnown) = (told, midpointTimestamp, clock.Offset!.Value, true);
        }

        return clock;
    }
}
