namespace CameraHealth.Web.Fleet;

/// <summary>A rolling window of availability that is kept ready for the whole fleet.</summary>
/// <param name="Name">Metric label and name.</param>
/// <param name="Length">How far it reaches back.</param>
internal sealed record AvailabilityWindow(string Name, TimeSpan Length)
{
    public static readonly AvailabilityWindow Day = new("24h", TimeSpan.FromHours(24));
    public static readonly AvailabilityWindow Month = new("30d", TimeSpan.FromDays(30));
    public static readonly IReadOnlyList<AvailabilityWindow> All = [Day, Month];
}
