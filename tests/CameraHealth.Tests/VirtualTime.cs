using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CameraHealth.Tests;

/// <summary>For what runs in the background on virtual time.</summary>
internal static class VirtualTime
{
    // Far beyond what a loaded machine needs: a condition that never comes must fail, not hang.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Lets virtual time pass in steps until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not hold after minutes of real time.</exception>
    public static Task AdvanceUntilAsync(
        this FakeTimeProvider time, TimeSpan step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        WaitAsync(() => time.Advance(step), condition, text);

    /// <summary>Waits without letting virtual time pass.</summary>
    /// <exception cref="TimeoutException">The condition does not hold after minutes of real time.</exception>
    public static Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) => WaitAsync(() => { }, condition, text);

    private static async Task WaitAsync(Action step, Func<bool> condition, string? text)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"never: {text}");
            }

            step();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
