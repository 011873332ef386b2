namespace CameraHealth.Web;

/// <summary>How the web role is opened to others. Until sign-in exists the safe answer is: to nobody but this machine.</summary>
public sealed record WebRoleOptions
{
    /// <summary>Whether everybody who can reach the address may read: allows listen addresses that are not loopback.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Host names accepted beside loopback, without port (a reverse proxy's name). Empty with <see cref="AllowAnonymous"/>: any.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether every page says that its data is illustrative (<em>dữ liệu minh họa</em>). Also said when a group or site label says so itself.</summary>
    public bool DemoNotice { get; init; }

    /// <summary>Zone in which pages show times. The API and the metrics know instants only.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <summary>Different devices whose metrics fit over the life of the process, removed ones included; above it the exporter folds the rest into
    /// an overflow series until a restart. 1 to 100,000.</summary>
    public int MaxDevices { get; init; } = 25_000;

    /// <summary>Only <c>/healthz</c>, <c>/readyz</c> and the process's own <c>/metrics</c>: what a process that is not the web serves.</summary>
    public bool ProcessOnly { get; init; }
}
