using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Simulator.Scenarios;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker.Recorders;

public sealed class DrillTests(PostgresFixture postgres)
{
    private const int Channels = 4;
    private const int Days = 15;
    private static readonly Dictionary<(int Channel, int Day), ArchiveFault> Good = [];
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    [Fact]
    public async Task Of_sixty_channel_days_exactly_the_seven_bad_ones_fail_each_with_its_cause()
    {
        var bad = new Dictionary<(int Channel, int Day), (ArchiveFault Fault, string Cause)>
        {
            [(1, 2)] = (ArchiveFault.Missing, "gap"),
            [(1, 9)] = (ArchiveFault.Corrupt, "undecodable"),
            [(2, 3)] = (ArchiveFault.MisTimed, "wrong_time"),
            [(2, 14)] = (ArchiveFault.MissingUnknown, "gap"),
            [(3, 5)] = (ArchiveFault.Corrupt, "undecodable"),
            [(4, 1)] = (ArchiveFault.MisTimed, "wrong_time"),
            [(4, 12)] = (ArchiveFault.Missing, "gap"),
        };
        var offset = TimeSpan.FromSeconds(41);
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(bad.ToDictionary(day => day.Key, day => day.Value.Fault)) with { ClockOffset = offset });
        var token = TestContext.Current.CancellationToken;
        var ids = new Dictionary<long, (int Channel, int Day)>();
        for (var channel = 1; channel <= Channels; channel++)
        {
            for (var day = 1; day <= Days; day++)
            {
                ids[(await rig.Drills.RequestAsync(RecorderRig.CodeOf(channel), MomentOf(channel, day), 2, "test", token))!.Value] = (channel, day);
            }
        }

        await rig.KnowClockAsync(Enumerable.Range(1, Days).Select(day => Today.AddDays(-day).AddHours(12)), offset);
        await rig.Keeper.MakeWaitingAsync(isOffPeak: false, token);

        var rows = await rig.Results.ListAsync(null, null, 100, token);
        rows.Count.ShouldBe(Channels * Days);
        var failed = rows.Where(row => row.Standing == DrillStanding.Failed).ToDictionary(row => ids[row.Id], row => row.Cause);
        failed.Keys.ShouldBe(bad.Keys, ignoreOrder: true, string.Join('\n', rows.Where(row => row.Outcome != "proven").Select(row => $"{ids[row.Id]} {row.Outcome} {row.Reason} {row.Detail}")));
        bad.ShouldAllBe(day => failed[day.Key] == day.Value.Cause);
        rows.Count(row => row.Standing == DrillStanding.Proven).ShouldBe(53);

        // By hand: 53 / 60; Wilson with z = 1.96: (0.8833 + 0.0320 ± 1.96 · sqrt(0.001718 + 0.000267)) / 1.0640.
        var k11 = await rig.Results.MeasureAsync(Today.AddDays(-1), Today.AddDays(2), token);
        (k11.Proven, k11.Failed, k11.Channels).ShouldBe((53, 7, Channels));
        k11.Ratio!.Value.ShouldBe(0.88333, 0.00001);
        k11.Interval!.Value.Low.ShouldBe(0.7782, 0.0005);
        k11.Interval.Value.High.ShouldBe(0.9423, 0.0005);
        (k11.Failures.Count, k11.Failures["gap"], k11.Failures["undecodable"], k11.Failures["wrong_time"]).ShouldBe((3, 3, 2, 2));
        (rig.Recorder.PlaybacksOpen, rig.Recorder.Counters.MaxConcurrentRtspSessions, rig.Recorder.Counters.Refusals, rig.Recorder.SearchesOpen).ShouldBe((0, 1, 0L, 0));
    }

    [Fact]
    public async Task Moment_around_which_nobody_read_the_clock_is_not_verified_and_a_finished_drill_cannot_be_changed()
    {
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(Good));
        var token = TestContext.Current.CancellationToken;
        var id = (await rig.Drills.RequestAsync("CAM-01", MomentOf(1, 5), 2, "test", token))!.Value;
        await rig.Keeper.MakeWaitingAsync(isOffPeak: false, token);
        var row = (await rig.Results.FindAsync(id, token))!;
        (row.Outcome, row.Reason, row.Standing, row.Cause).ShouldBe(("not_verified", DrillReason.ClockUnknown, DrillStanding.Apart, null));
        await Should.ThrowAsync<PostgresException>(() => rig.Database.ExecuteAsync("update drills set outcome = 'proven', standing = 1"));
    }

    [Fact]
    public async Task Night_is_drawn_once_from_the_seed_that_was_committed_and_makes_its_negative_controls_once()
    {
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(Good));
        var token = TestContext.Current.CancellationToken;
        await rig.SurveyAsync();
        var night = DateOnly.FromDateTime(Today.UtcDateTime);
        await rig.Drills.CommitAsync([night, night.AddDays(1)], token);
        var before = await rig.Results.ListNightsAsync(5, token);
        before.ShouldAllBe(published => published.Seed == null && published.Commitment.Length == 64);
        var drawn = await rig.Drills.DrawAsync(night, TimeProvider.System.GetUtcNow(), token);
        drawn.ShouldNotBeNull();
        (await rig.Drills.DrawAsync(night, TimeProvider.System.GetUtcNow(), token)).ShouldBeNull();
        var after = (await rig.Results.ListNightsAsync(5, token)).Single(published => published.Night == night);
        new DrillSeed(Convert.FromHexString(after.Seed!)).Commitment.ShouldBe(before.Single(published => published.Night == night).Commitment);

        (await rig.Drills.ReadWaitingAsync(isOffPeak: false, token)).ShouldBeEmpty();
        await rig.Keeper.MakeWaitingAsync(isOffPeak: true, token);
        var rows = await rig.Results.ListAsync(null, null, 100, token);
        var controls = rows.Where(row => row.Control is not null).ToDictionary(row => row.Control!, StringComparer.Ordinal);
        (controls["future"].Outcome, controls["future"].Reason).ShouldBe(("gap", "no_frames"));
        controls["past"].Outcome.ShouldBe("gap");
        (await rig.Results.MeasureAsync(Today.AddDays(-1), Today.AddDays(2), token)).Failed.ShouldBe(0);

        await rig.Drills.DrawAsync(night.AddDays(1), TimeProvider.System.GetUtcNow(), token);
        (await rig.Results.ListAsync(null, null, 100, token)).Count(row => row.Control is not null).ShouldBe(2);
    }

    [Fact]
    public async Task Recorder_that_refuses_is_left_alone_for_the_rest_of_the_night()
    {
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(Good) with { RecorderFault = RecorderFault.PlaybackBusy });
        var token = TestContext.Current.CancellationToken;
        await rig.Database.ExecuteAsync("""
            insert into drill_nights (night, commitment, seed) values ('2026-01-01', repeat('0', 64), '\x00');
            insert into drills (device_id, recorder_id, night, age, asked_at, seconds) select id, recorder_id, '2026-01-01', 1, clock_timestamp() - interval '2 days', 2 from devices where kind = 1
            """);
        await rig.Keeper.MakeWaitingAsync(isOffPeak: true, token);
        var rows = await rig.Results.ListAsync(null, null, 100, token);
        rows.ShouldAllBe(row => row.Outcome == "busy" && row.Standing == DrillStanding.Apart);
        rig.Recorder.Counters.RtspSessionsTotal.ShouldBe(0);
        rows.Count(row => row.Detail!.StartsWith("not made", StringComparison.Ordinal)).ShouldBe(Channels - 1);
    }

    private static DateTimeOffset MomentOf(int channel, int day) => Today.AddDays(-day).AddHours(6).AddMinutes((channel * 7) + day);

    private static DeviceScenario Recorder(IReadOnlyDictionary<(int Channel, int Day), ArchiveFault> bad) => TestFleet.Camera("NVR-1") with
    {
        Kind = DeviceKind.Recorder,
        Channels =
        [
            .. Enumerable.Range(1, Channels).Select(channel => new ChannelScenario
            {
                Number = channel,
                Codec = channel == 3 ? VideoCodec.H265 : VideoCodec.H264,
                Archive = new ArchiveScenario
                {
                    From = Today.AddDays(-20),
                    Days = bad.Where(day => day.Key.Channel == channel).ToDictionary(day => DateOnly.FromDateTime(Today.AddDays(-day.Key.Day).UtcDateTime), day => day.Value),
                },
            }),
        ],
    };
}
