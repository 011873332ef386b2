using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Migrations;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Migrations;

/// <summary>Observations of the wide table are narrowed without losing a microsecond.</summary>
public sealed class NarrowObservationsTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 0, 0, 250, TimeSpan.Zero);

    private static readonly ObservationRow Regular = new()
    {
        DeviceId = 1,
        Kind = PollKind.Health,
        At = At,
        DueAt = At.AddMilliseconds(-250),
        NextDueAt = At.AddMilliseconds(59_750),
        VouchedUntil = At.AddMilliseconds(89_750),
        DurationMs = 240,
        LatenessMs = 10,
        Facts = new RungFacts((1 * 128) + 0, (2 * 128) + 28, 128, 0),
        ClockOffsetMs = -7000,
        ClockErrorMs = 540,
    };

    private static readonly ObservationRow Odd = new()
    {
        DeviceId = 2,
        Kind = PollKind.Stream,
        At = At,
        DueAt = At.AddHours(-2),
        NextDueAt = At.AddMicroseconds(1),
        VouchedUntil = At.AddMicroseconds(3),
        DurationMs = 60_000,
        Facts = new RungFacts(0, 0, 0, (3 * 128) + 40),
        ClockOffsetMs = -1_700_000_000_000,
        ClockErrorMs = 40_000,
        Stream = new StreamMeasures { FrameRate = 25.5f, LossRatio = 0.25f, LongestGapMs = 900 },
    };

    [Fact]
    public async Task A_wide_row_says_the_same_when_it_is_narrow()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            create table wide_observations (device_id integer, kind smallint, at timestamptz, due_at timestamptz, next_due_at timestamptz, vouched_until timestamptz,
                batch_seq bigint, duration_ms integer, lateness_ms integer, reachable smallint, reachable_reason smallint, responding smallint, responding_reason smallint,
                authenticated smallint, authenticated_reason smallint, streaming smallint, streaming_reason smallint, clock_offset_ms bigint, clock_error_ms integer,
                frame_rate real, frame_rate_timestamps real, bit_rate real, loss_ratio real, jitter_ms real, keyframe_interval_ms integer, first_keyframe_ms integer, longest_gap_ms integer);
            insert into wide_observations values
                (1, 1, '2026-11-24 09:00:00.25Z', '2026-11-24 09:00Z', '2026-11-24 09:01Z', '2026-11-24 09:01:30Z', 5, 240, 10, 1, 0, 2, 28, 1, 0, null, null, -7000, 540);
            insert into wide_observations values
                (2, 2, '2026-11-24 09:00:00.25Z', '2026-11-24 07:00:00.25Z', '2026-11-24 09:00:00.250001Z', '2026-11-24 09:00:00.250003Z', 5, 60000, null,
                    null, null, null, null, null, null, 3, 40, -1700000000000, 40000, 25.5, null, null, 0.25, null, null, null, 900);
            """);

        await database.ExecuteAsync(IngestRules.CopyWide);

        await using var connection = await database.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var begins = new Dictionary<int, DateTimeOffset> { [1] = DateTimeOffset.MinValue, [2] = DateTimeOffset.MinValue };
        var rows = await ObservationTable.ReadAsync(connection, begins, null, TestContext.Current.CancellationToken);
        rows[1].ShouldBe([Regular]);
        rows[2].ShouldBe([Odd]);
    }
}
