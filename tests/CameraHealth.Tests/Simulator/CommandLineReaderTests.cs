using CameraHealth.Simulator.CommandLine;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Simulator;

public sealed class CommandLineReaderTests
{
    [Fact]
    public void Nothing_given_means_ten_cameras_with_the_documented_password()
    {
        var options = Read([]);
        options.Scenario.Devices.Count.ShouldBe(10);
        options.Scenario.Devices[0].Address.ToString().ShouldBe("127.20.0.1");
        options.Scenario.Devices[0].Password.ShouldBe("simulator-demo");
        options.Admin.ToString().ShouldBe("http://127.0.0.1:18099/");
        options.Starter.ShouldBeNull();
    }

    [Fact]
    public void Every_error_is_named_at_once()
    {
        var errors = Should.Throw<ScenarioException>(() => Read(
            ["--cameras", "x", "--network", "10.0.0.0", "--admin", "http://example.org", "--colour", "--starter", "0", "--user"])).Errors;
        errors.ShouldBe(
            [
                "--colour: no such option",
                "--user: a value is missing",
                "--cameras: 0 to 10000 is allowed, found 'x'",
                "--network: an address of 127.0.0.0/8 is expected, found '10.0.0.0'",
                "--admin: an address such as http://127.0.0.1:18099 is expected, found 'http://example.org'",
                "--starter: 1 to 2147483647 is allowed, found '0'",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Password_in_an_argument_is_refused_and_not_repeated()
    {
        var exception = Should.Throw<ScenarioException>(() => Read(["--password", "hush-hush"]));
        exception.Message.ShouldContain("--password-env");
        exception.Message.ShouldNotContain("hush-hush");
    }

    [Fact]
    public void Password_comes_from_the_named_variable_and_must_be_there()
    {
        Read(["--password-env", "PW"], name => string.Equals(name, "PW", StringComparison.Ordinal) ? "from-env" : null).Scenario.Devices[0].Password.ShouldBe("from-env");
        Should.Throw<ScenarioException>(() => Read(["--password-env", "PW"])).Errors
            .ShouldHaveSingleItem().ShouldBe("--password-env: the environment variable PW is not set");
    }

    [Fact]
    public void Size_and_scenario_file_exclude_each_other() =>
        Should.Throw<ScenarioException>(() => Read(["--scenario", "/nonexistent.json", "--cameras", "3"])).Errors
            .ShouldContain(error => string.Equals(error, "--cameras: not allowed together with --scenario", StringComparison.Ordinal));

    [Fact]
    public void Devices_have_addresses_of_their_own_over_several_256_blocks()
    {
        var devices = Read(["--cameras", "1000", "--recorders", "20", "--channels", "8"]).Scenario.Devices;
        devices.Select(device => device.Address).Distinct().Count().ShouldBe(1020);
        devices.ShouldAllBe(device => device.Address.GetAddressBytes()[3] > 0 && device.Address.GetAddressBytes()[3] < 255);
        devices[1019].Channels.Count.ShouldBe(8);
    }

    private static SimulatorOptions Read(string[] arguments, Func<string, string?>? environment = null) =>
        CommandLineReader.Read(arguments, environment ?? (_ => null));
}
