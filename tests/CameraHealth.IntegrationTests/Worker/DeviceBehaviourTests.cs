using System.Globalization;
using System.Text;
using CameraHealth.IntegrationTests.Program;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>Every scripted behaviour ends in its rung and reason on the worker's whole path: register, schedule, probes, assessment, database, API.</summary>
public sealed class DeviceBehaviourTests(PostgresFixture postgres)
{
    private const int LeastBehaviours = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Each_behaviour_met_in_the_field_ends_in_its_rung_and_reason_and_costs_no_login_more_than_it_must()
    {
        var behaviours = DeviceBehaviour.All;
        behaviours.Count.ShouldBeGreaterThanOrEqualTo(LeastBehaviours);
        await using var fleet = await SplitFleet.StartAsync(postgres, [.. behaviours.Select(behaviour => behaviour.Scenario)]);
        var asked = string.Join(", ", behaviours.Where(behaviour => behaviour.AsksAddress).Select(behaviour => $"'{behaviour.Code}'"));
        // Slow devices need three answers within two fifths of the deadline, and eight within that of a stream.
        await fleet.Database.ExecuteAsync("update poll_policies set health_interval = '20 s', health_deadline = '10 s', stream_deadline = '15 s'");
        await fleet.Database.ExecuteAsync($"update devices set stream_path = null, rtsp_port = null where code in ({asked})");
        var program = await fleet.ServeAsync("all", fleet.FewConnections);

        IReadOnlyDictionary<string, DeviceAnswer> found = new Dictionary<string, DeviceAnswer>(StringComparer.Ordinal);
        try
        {
            await program.UntilAsync(
                async () =>
                {
                    found = await program.DevicesAsync();
                    return behaviours.All(behaviour => IsRight(behaviour, found)) && await WasBusyAsync(fleet);
                },
                Patience,
                () => string.Join("; ", behaviours.Where(behaviour => !IsRight(behaviour, found)).Select(behaviour => $"{behaviour.Code}: {found.GetValueOrDefault(behaviour.Code)?.Verdict}")));
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Table(fleet, found));
        }

        foreach (var behaviour in behaviours)
        {
            var counters = fleet.Devices.Find(behaviour.Code)!.Counters;
            counters.Refusals.ShouldBeLessThanOrEqualTo(behaviour.MostRefusals, behaviour.Code);
        }
    }

    // A device that is full makes its poll inconclusive and nothing more.
    private static async Task<bool> WasBusyAsync(SplitFleet fleet) => await fleet.Database.ScalarAsync<long>(
        "select count(*) from observations o join devices d on d.id = o.device_id where d.code = 'FULL-NOW-AND-THEN' and o.kind = 1 and o.authenticated % 128 = 60") > 0;

    private static bool IsRight(DeviceBehaviour behaviour, IReadOnlyDictionary<string, DeviceAnswer> found) =>
        found.TryGetValue(behaviour.Code, out var answer) && behaviour.Verdicts.Contains(answer.Verdict, StringComparer.Ordinal);

    private static string Table(SplitFleet fleet, IReadOnlyDictionary<string, DeviceAnswer> found)
    {
        var table = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{"behaviour",-22} {"status rung reason",-46} refused logins");
        foreach (var behaviour in DeviceBehaviour.All)
        {
            var refusals = fleet.Devices.Find(behaviour.Code)!.Counters.Refusals;
            table.AppendLine(CultureInfo.InvariantCulture, $"{behaviour.Code,-22} {found.GetValueOrDefault(behaviour.Code)?.Verdict ?? "?",-46} {refusals} of at most {behaviour.MostRefusals}");
        }

        return table.ToString();
    }
}
