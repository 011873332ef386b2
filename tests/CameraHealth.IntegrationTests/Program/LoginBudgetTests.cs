using System.Text.Json;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>A device locks an account at five refusals. However often the program is killed and started and the device probed beside it, it never gets there.</summary>
[Collection(ServedFleet.Group)]
public sealed class LoginBudgetTests(ServedFleet fleet)
{
    // One refusal a login scheme at first; the next attempt is 35 minutes away.
    private const int AttemptsAtFirst = 2;

    private static readonly string[] Refusing = ["REFUSED-DIGEST", "REFUSED-TOKEN", "REFUSED-ENCODER"];
    private static readonly TimeSpan ObservedWithin = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Holds_over_restarts_by_kill_with_probes_beside_the_worker() => RestartAsync(5);

    [Fact(Explicit = true)]
    public Task Holds_over_fifty_restarts_by_kill_with_probes_beside_the_worker() => RestartAsync(50);

    private async Task RestartAsync(int times)
    {
        await fleet.JudgedAsync(ObservedWithin);
        for (var i = 0; i < times; i++)
        {
            var code = Refusing[i % Refusing.Length];
            var killedAt = await LastObservationAsync(code);
            var probe = fleet.ProbeAsync(code, "--json");
            await fleet.Serve.KillAsync();
            await fleet.StartAsync();
            (await probe).ExitCode.ShouldBe(1, (await probe).Errors);
            await fleet.Serve.UntilAsync(async () => await LastObservationAsync(code) > killedAt, ObservedWithin, () => $"{code} was not observed after the start");
            var beside = JsonDocument.Parse((await fleet.ProbeAsync(code, "--json")).Output).RootElement;
            beside.GetProperty("failure").GetProperty("reason").GetString().ShouldBe("login_held");
        }

        foreach (var code in Refusing)
        {
            var counters = (await fleet.SimulatedAsync(code)).GetProperty("counters");
            counters.GetProperty("refusals").GetInt64().ShouldBeInRange(1, AttemptsAtFirst, code);
            counters.GetProperty("locked").GetBoolean().ShouldBeFalse(code);
        }

        (await fleet.SimulatedAsync("LOCKED")).GetProperty("counters").GetProperty("refusals").GetInt64().ShouldBeInRange(1, AttemptsAtFirst);
    }

    private async Task<DateTimeOffset> LastObservationAsync(string code) => (await fleet.Serve.DevicesAsync())[code].LastObservationAt.ShouldNotBeNull();
}
