using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Api;

/// <summary>The latest measured values, in base units. Null: not measured; never 0 in its place.</summary>
internal sealed record ReadingsAnswer(
    double? HealthDurationSeconds, double? StreamDurationSeconds, ClockAnswer? Clock, IdentityAnswer? Identity, StreamAnswer? Stream)
{
    public static ReadingsAnswer From(DeviceReadings readings) => new(
        readings.HealthDuration?.TotalSeconds,
        readings.StreamDuration?.TotalSeconds,
        readings.Clock is { } clock ? new ClockAnswer(readings.ClockAt, clock.DeviceUtc, clock.Offset.TotalSeconds, clock.Error.TotalSeconds) : null,
        readings.Identity is { } identity
            ? new IdentityAnswer(identity.Manufacturer, identity.Model, identity.FirmwareVersion, identity.SerialNumber)
            : null,
        StreamAnswer.From(readings));
}

/// <summary>Device clock; a positive offset means that the device is ahead.</summary>
internal sealed record ClockAnswer(DateTimeOffset? MeasuredAt, DateTimeOffset DeviceUtc, double OffsetSeconds, double ErrorSeconds);

/// <summary>What the device says it is.</summary>
internal sealed record IdentityAnswer(string? Manufacturer, string? Model, string? FirmwareVersion, string? SerialNumber);

/// <summary>The main stream.</summary>
internal sealed record StreamAnswer
{
    public required DateTimeOffset? MeasuredAt { get; init; }

    public required string? Codec { get; init; }

    public required int? Width { get; init; }

    public required int? Height { get; init; }

    public required double? FrameRate { get; init; }

    public required double? FrameRateTimestamps { get; init; }

    public required double? FrameRateDeclared { get; init; }

    public required double? BitRate { get; init; }

    public required double? LossRatio { get; init; }

    public required double? JitterSeconds { get; init; }

    public required double? KeyframeIntervalSeconds { get; init; }

    public required double? TimeToFirstKeyframeSeconds { get; init; }

    public required double? LongestGapSeconds { get; init; }

    public static StreamAnswer? From(DeviceReadings readings) => readings.Stream is not { } stream
        ? null
        : new StreamAnswer
        {
            MeasuredAt = readings.StreamAt,
            Codec = stream.Codec,
            Width = stream.Width,
            Height = stream.Height,
            FrameRate = stream.FrameRate,
            FrameRateTimestamps = stream.FrameRateTimestamps,
            FrameRateDeclared = stream.FrameRateDeclared,
            BitRate = stream.BitRate,
            LossRatio = stream.LossRatio,
            JitterSeconds = stream.Jitter?.TotalSeconds,
            KeyframeIntervalSeconds = stream.KeyframeInterval?.TotalSeconds,
            TimeToFirstKeyframeSeconds = stream.TimeToFirstKeyframe?.TotalSeconds,
            LongestGapSeconds = stream.LongestGap?.TotalSeconds,
        };
}
