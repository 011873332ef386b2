namespace CameraHealth.Storage.Fleet;

/// <summary>A password on its way from a file to its seal.</summary>
internal sealed class FleetPassword(string value)
{
    public string Value { get; } = value;

    public override string ToString() => "***";
}
