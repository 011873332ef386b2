using System.Diagnostics;
using Xunit;

namespace CameraHealth.Tests.Rtsp.Fuzzing;

/// <summary>
/// Spoiled inputs of every format that comes from devices: no exception but those documented, no hang, no unbounded memory.
/// An input that does harm is printed with its target and becomes a row of that target's table.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int GateInputs = 200_000;
    private const int SoakInputs = 10_000_000;
    private const long MostBytesAnInput = 32L * 1024 * 1024;

    // A loaded machine may take a thread's processor away for seconds; a hang lasts longer.
    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(20);

    [Fact]
    public void Two_hundred_thousand_spoiled_inputs_do_no_harm() => Run(GateInputs, seed: 20261125);

    [Fact(Explicit = true)]
    public void Ten_million_spoiled_inputs_do_no_harm() => Run(SoakInputs, Environment.TickCount);

    private void Run(int inputs, int seed)
    {
        var targets = FuzzTargets.All;
        Parallel.ForEach(targets, target => Run(target, inputs / targets.Count + 1, seed));
        output.WriteLine($"{inputs} inputs over {targets.Count} targets, seed {seed}");
    }

    private static void Run(FuzzTarget target, int inputs, int seed)
    {
        var mutator = new Mutator(seed, target.Seeds);
        for (var i = 0; i < inputs; i++)
        {
            var input = mutator.Next();
            var copy = input.ToArray();
            var (allocated, startedAt) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            try
            {
                target.Read(input);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{target.Name}, input {i} of seed {seed}: {Convert.ToHexString(copy)}", e);
            }

            if (Stopwatch.GetElapsedTime(startedAt) > LongestInput || GC.GetAllocatedBytesForCurrentThread() - allocated > MostBytesAnInput)
                throw new InvalidOperationException($"{target.Name}, input {i} of seed {seed}, too slow or too large: {Convert.ToHexString(copy)}");
        }
    }
}
