using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CameraHealth.Tests;

/// <summary>For what runs in the background on virtual time.</summary>
internal static class VirtualTime
{
    /// <summary>Lets virtual time pass in steps until the condition holds; ends only with it or with the test run.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, TimeSpan step, Func<bool> condition)
    {
        while (!condition())
        {
            time.Advance(step);
            await YieldAsync();
        }
    }

    /// <summary>Waits without letting virtual time pass.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await YieldAsync();
        }
    }

    private static Task YieldAsync() => Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
}
