using CameraHealth.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class WorkerOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => new WorkerOptions { Name = "worker-1" }.Validate().ShouldBeEmpty();

    [Theory]
    [InlineData("Worker:Name", "", "Worker:Name: '' does not have 1 to 64 characters")]
    [InlineData("Worker:FlushInterval", "00:00:00.050", "Worker:FlushInterval: 00:00:00.0500000 is not between 00:00:00.1000000 and 00:00:10")]
    [InlineData("Worker:FlushInterval", "00:00:11", "Worker:FlushInterval: 00:00:11 is not between 00:00:00.1000000 and 00:00:10")]
    [InlineData("Worker:HeartbeatInterval", "00:00:00", "Worker:HeartbeatInterval: 00:00:00 is not between 00:00:01 and 00:01:00")]
    [InlineData("Worker:HeartbeatInterval", "00:01:01", "Worker:HeartbeatInterval: 00:01:01 is not between 00:00:01 and 00:01:00")]
    [InlineData("Worker:BatchSize", "0", "Worker:BatchSize: 0 is not between 1 and 10000")]
    [InlineData("Worker:BatchSize", "10001", "Worker:BatchSize: 10001 is not between 1 and 10000")]
    [InlineData("Worker:QueueCapacity", "999", "Worker:QueueCapacity: 999 is not between 1000 and 1000000")]
    [InlineData("Worker:StartRate", "0", "Worker:StartRate: 0 is not between 1 and 1000")]
    [InlineData("Worker:MaxConcurrency", "0", "Worker:MaxConcurrency: 0 is not between 1 and 100000")]
    [InlineData("CameraNetworks:Allowed:0", "lan", "CameraNetworks:Allowed: 'lan' is not a network in CIDR form such as 192.168.10.0/24")]
    [InlineData("Spool:MaxBytes", "1000", "Spool:MaxBytes: 1000 is not between 67108864 and 1099511627776")]
    [InlineData("OwnNetwork:Gateway", "router", "OwnNetwork:Gateway: 'router' is not host:port")]
    [InlineData("OwnNetwork:BelievedFor", "00:02:00", "OwnNetwork:BelievedFor: 00:02:00 is not between 00:00:01 and 00:01:00")]
    [InlineData("PollPermits:Fleet", "0", "PollPermits:Fleet: 0 is not between 1 and 10000")]
    [InlineData("PollPermits:FleetStreams", "9999", "PollPermits:FleetStreams: 9999 is not between 1 and 2000")]
    [InlineData("PollPermits:SiteStreams", "0", "PollPermits:SiteStreams: 0 is not between 1 and 500")]
    public void Wrong_setting_stops_the_start_with_its_name_its_value_and_its_limit(string key, string value, string error) =>
        Add((key, value)).ShouldNotBeNull().Errors.Select(FormattableString.Invariant).ShouldBe([error]);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var refused = Add(
            ("Worker:BatchSize", "0"), ("Worker:StartRate", "0"), ("CameraNetworks:Allowed:0", "lan"), ("OwnNetwork:Gateway", "router"), ("PollPermits:Fleet", "0")).ShouldNotBeNull();
        refused.Errors.Count.ShouldBe(5);
        refused.Errors.ShouldAllBe(error => refused.Message.Contains(FormattableString.Invariant(error)));
    }

    [Fact]
    public void Valid_settings_start() => Add(("Worker:Name", "w1"), ("CameraNetworks:Allowed:0", "10.20.0.0/16"), ("OwnNetwork:Gateway", "10.20.0.1:53")).ShouldBeNull();

    private static WorkerOptionsException? Add(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Worker:Name", (string?)"w1")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        try
        {
            new ServiceCollection().AddCameraHealthWorker(configuration);
            return null;
        }
        catch (WorkerOptionsException refused)
        {
            return refused;
        }
    }
}
