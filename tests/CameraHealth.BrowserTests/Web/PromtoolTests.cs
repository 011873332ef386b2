using System.Diagnostics;
using CameraHealth.Tests.Web.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.BrowserTests.Web;

/// <summary>Prometheus' own judge of the text; Debian's package prometheus brings it.</summary>
public sealed class PromtoolTests
{
    [Fact]
    public async Task Own_metrics_are_clean_to_promtool()
    {
        var fleet = new StoredFleet(TimeProvider.System) { Devices = [Rows.Healthy("CAM-01"), Rows.Broken("CAM-02")] };
        fleet.Availability["CAM-01"] = Rows.Availability("CAM-01", 23, 1, 0);
        await using var web = await RunningWeb.StartAsync(fleet, TimeProvider.System);
        var text = await web.GetAsync("/metrics");
        text.ShouldContain("camerahealth_device_status{");
        text.ShouldContain("dotnet_gc_collections_total");

        using var promtool = Process.Start(new ProcessStartInfo("promtool", "check metrics")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }).ShouldNotBeNull();
        await promtool.StandardInput.WriteAsync(text.AsMemory(), TestContext.Current.CancellationToken);
        promtool.StandardInput.Close();
        var complaints = await promtool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The runtime's metrics are named by .NET; what we name must be without fault.
        complaints.Split('\n').Where(line => line.Contains("camerahealth_", StringComparison.Ordinal)).ShouldBeEmpty();
        (promtool.ExitCode is 0 or 3).ShouldBeTrue(complaints);
    }
}
