using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage;

public sealed class LocalFleetTests : IDisposable
{
    private const string Password = "k7-blue-kettle";

    private readonly string _folder = Directory.CreateTempSubdirectory("camerahealth-copy-").FullName;
    private readonly CredentialOpener _key;

    public LocalFleetTests() => _key = WorkerKey.LoadOrCreate(_folder);

    private string File => Path.Combine(_folder, "fleet.json");

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Copy_comes_back_with_epochs_states_and_credentials_that_only_this_worker_opens()
    {
        LocalFleet.IsThere(_folder).ShouldBeFalse();
        Save();
        LocalFleet.IsThere(_folder).ShouldBeTrue();
        var back = new LocalFleet(_folder, new OpenedCredentials(_key)).TryLoad().ShouldNotBeNull();
        (back.Owner, back.ClockOffset, back.Fleet.Version).ShouldBe(("w1/run", TimeSpan.FromSeconds(3), 7));
        var group = back.Fleet.Groups.ShouldHaveSingleItem();
        (group.Epoch, group.Policy).ShouldBe((5, Devices.Target(Devices.Camera()).Policy));
        var target = group.Targets.ShouldHaveSingleItem();
        target.Device.ShouldBe(Devices.Camera());
        (target.Credential!.UserName, target.Credential.Password, target.CredentialUnreadable).ShouldBe(("admin", Password, false));
        back.Fleet.States[1].Rungs.Count.ShouldBe(Rungs.All.Count);

        var otherFolder = Path.Combine(_folder, "other");
        using var other = WorkerKey.LoadOrCreate(otherFolder);
        var unread = new LocalFleet(_folder, new OpenedCredentials(other)).TryLoad()!.Fleet.Groups[0].Targets[0];
        (unread.Credential, unread.CredentialUnreadable).ShouldBe((null, true));
    }

    [Fact]
    public void File_is_for_us_only_and_holds_no_open_password()
    {
        Save();
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.ReadAllText(File).ShouldNotContain(Password);
        Directory.GetFiles(_folder).ShouldBe([File]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Version\":1")]
    [InlineData("{\"Version\":2}")]
    [InlineData("null")]
    public void Copy_that_cannot_be_read_is_none(string text)
    {
        System.IO.File.WriteAllText(File, text);
        new LocalFleet(_folder, new OpenedCredentials(_key)).TryLoad().ShouldBeNull();
    }

    private void Save()
    {
        var camera = Devices.Camera();
        var credentials = new OpenedCredentials(_key);
        var opened = credentials.Open(camera.Id, new SealedCredential(camera.Host, "admin", new CredentialSealer(_key.PublicKey).Seal(Password, camera.Id, camera.Host, "admin")));
        var states = new Dictionary<long, DeviceState> { [camera.Id] = DeviceState.NeverObserved(camera.Id, Rungs.All, Devices.Start) };
        new LocalFleet(_folder, credentials).Save(
            new LocalFleetCopy("w1/run", TimeSpan.FromSeconds(3), new OwnedFleet(7, [Devices.Group(Devices.Target(camera) with { Credential = opened })], states)));
    }
}
