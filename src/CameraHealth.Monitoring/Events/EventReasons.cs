using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif.Events;

namespace CameraHealth.Monitoring.Events;

/// <summary>From the topics that devices send to our reasons: the one table. Topics that are not in it are not kept.</summary>
public static class EventReasons
{
    // ONVIF Imaging 5.5, Core 8, RecordingControl 5.25; vendors' own: Hikvision, Tapo (openvideolibs/onvif-parsers names what is seen in the wild).
    private static readonly Dictionary<string, Reason> Topics = new(StringComparer.OrdinalIgnoreCase)
    {
        ["VideoSource/ImageTooBlurry"] = Reason.TamperReported,
        ["VideoSource/ImageTooDark"] = Reason.TamperReported,
        ["VideoSource/ImageTooBright"] = Reason.TamperReported,
        ["VideoSource/GlobalSceneChange"] = Reason.TamperReported,
        ["VideoSource/ImpairedVisibility"] = Reason.TamperReported,
        ["RuleEngine/TamperDetector/Tamper"] = Reason.TamperReported,
        ["RuleEngine/CellMotionDetector/Tamper"] = Reason.TamperReported,
        ["UserAlarm/VideoCover"] = Reason.TamperReported,
        ["VideoSource/SignalLoss"] = Reason.SignalLossReported,
        ["MediaControl/VideoLoss"] = Reason.SignalLossReported,
        ["VideoEncoder/VideoLoss"] = Reason.SignalLossReported,
        ["Device/HardwareFailure/StorageFailure"] = Reason.StorageFailureReported,
        ["Device/HardwareFailure/FanFailure"] = Reason.HardwareFailureReported,
        ["Device/HardwareFailure/PowerSupplyFailure"] = Reason.HardwareFailureReported,
        ["Device/HardwareFailure/TemperatureCritical"] = Reason.HardwareFailureReported,
        ["RecordingConfig/JobState"] = Reason.RecordingJobReported,
    };

    private static readonly string[] TrueWords = ["true", "1", "on", "yes", "Error", "PartiallyActive"];
    private static readonly string[] FalseWords = ["false", "0", "off", "no", "Idle", "Active"];
    private const int MaxSource = 256;

    /// <summary>What the event says in our words; null: it is about something else, or does not say whether it holds.</summary>
    public static ReportedState? Of(DeviceEvent told)
    {
        if (ReasonOf(told.Topic) is not { } reason || IsActive(told) is not { } isActive)
        {
            return null;
        }

        var source = string.Join(", ", told.Source.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value));
        return new ReportedState(
            reason, told.Topic, source.Length > MaxSource ? source[..MaxSource] : source, isActive, told.Operation == PropertyOperation.Initialized, told.At);
    }

    // ImageTooBlurry/AnalyticsService and ImageTooBlurry/ImagingService are one.
    private static Reason? ReasonOf(string topic)
    {
        for (var path = topic; path.Length > 0; path = path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "")
        {
            if (Topics.TryGetValue(path, out var reason))
            {
                return reason;
            }
        }

        return null;
    }

    private static bool? IsActive(DeviceEvent told)
    {
        if (told.Operation == PropertyOperation.Deleted)
        {
            return false;
        }

        foreach (var value in told.Values.Values)
        {
            if (TrueWords.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }

            if (FalseWords.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return null;
    }
}
