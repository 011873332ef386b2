using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>Devices as the queries give them, at a moment that is the same in every test.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static DeviceRow Healthy(string code, DateTimeOffset? at = null)
    {
        var now = at ?? Now;
        return new DeviceRow
        {
            Id = 1,
            Code = code,
            Name = $"Camera {code}",
            Kind = DeviceKind.Camera,
            Access = AccessPath.Direct,
            SiteCode = "BD",
            SiteName = "Cảng Bến Đầm",
            Status = Status.Healthy,
            Reason = Reason.None,
            Since = now.AddHours(-26),
            LastObservationAt = now.AddSeconds(-20),
            Rungs = [.. Rungs.All.Select(rung => new RungRow(rung, RungStatus.Good, Reason.None, now.AddHours(-26), now.AddSeconds(-20)))],
            Readings = new DeviceReadings
            {
                Clock = new ClockReading(now, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.52)),
                ClockAt = now.AddSeconds(-20),
                Stream = new StreamReading
                {
                    Codec = "H264",
                    Width = 1920,
                    Height = 1080,
                    FrameRate = 24.8,
                    FrameRateDeclared = 25,
                    BitRate = 4_000_000,
                    LossRatio = 0.0025,
                    Jitter = TimeSpan.FromMilliseconds(3.5),
                    KeyframeInterval = TimeSpan.FromSeconds(2),
                    TimeToFirstKeyframe = TimeSpan.FromSeconds(1.25),
                },
                StreamAt = now.AddMinutes(-2),
                Identity = new DeviceIdentityReading("Maker", "Model 1", "1.2", "SN-77"),
                HealthDuration = TimeSpan.FromMilliseconds(40),
                StreamDuration = TimeSpan.FromSeconds(6.5),
            },
        };
    }

    /// <summary>The network port answers nothing: everything above is blocked, nothing was measured.</summary>
    public static DeviceRow Broken(string code, DateTimeOffset? at = null, Reason reason = Reason.ConnectTimeout)
    {
        var now = at ?? Now;
        return Healthy(code, now) with
        {
            Status = Status.Unhealthy,
            Reason = reason,
            BrokenRung = Rung.Reachable,
            Since = now.AddMinutes(-192),
            Rungs =
            [
                new RungRow(Rung.Reachable, RungStatus.Failed, reason, now.AddMinutes(-192), now.AddSeconds(-20)),
                .. Rungs.All.Skip(1).Select(rung => new RungRow(rung, RungStatus.Blocked, Reason.LowerRungBroken, now.AddMinutes(-192), null)),
            ],
            Readings = new DeviceReadings
            {
                HealthDuration = TimeSpan.FromSeconds(15),
                FailureTrace = ["0.000 connect tcp", "15.000 no answer"],
                FailureAt = now.AddSeconds(-20),
            },
        };
    }

    public static DeviceAvailability Availability(string code, double up, double down, double unknown, DateTimeOffset? at = null)
    {
        var now = at ?? Now;
        var window = TimeSpan.FromHours(up + down + unknown);
        return new DeviceAvailability(code, now - window, now, now, now.AddDays(-40), new Availability(
            window, TimeSpan.FromHours(up), TimeSpan.FromHours(down), TimeSpan.Zero, TimeSpan.FromHours(unknown), TimeSpan.Zero, TimeSpan.Zero));
    }
}
