using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>Register rows, made in one line each.</summary>
internal static class Devices
{
    /// <summary>When every test begins; on the slot grid.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static Device Camera(long id = 1) => new()
    {
        Id = id,
        Code = $"CAM-{id}",
        Name = $"Camera {id}",
        Kind = DeviceKind.Camera,
        SiteCode = "CS-01",
        Access = AccessPath.Direct,
        Host = $"192.168.1.{id % 250}",
        OnvifPort = 80,
        PollGroupId = 1,
    };

    public static Device Encoder(long id = 1) => Camera(id) with { Kind = DeviceKind.Encoder, OnvifPort = null };

    public static Device Recorder(long id = 1) => Camera(id) with { Kind = DeviceKind.Recorder };

    public static Device Channel(Device recorder, int number) =>
        Camera(recorder.Id * 1000 + number) with { Access = AccessPath.Channel, Host = recorder.Host, OnvifPort = null, RecorderId = recorder.Id, Channel = number };

    public static PollTarget Target(Device device, PollPolicy? policy = null, Device? recorder = null) => new(device, policy ?? new PollPolicy(), null, false, recorder);

    /// <summary>A recorder with channels 1 to <paramref name="channels"/>, the recorder first.</summary>
    public static IReadOnlyList<PollTarget> RecorderWithChannels(int channels, PollPolicy? policy = null)
    {
        var recorder = Recorder(7);
        return [Target(recorder, policy), .. Enumerable.Range(1, channels).Select(number => Target(Channel(recorder, number), policy, recorder))];
    }

    public static PollGroup Group(params IReadOnlyList<PollTarget> targets) => new(1, "CS-01", 5, targets[0].Policy, targets);
}
