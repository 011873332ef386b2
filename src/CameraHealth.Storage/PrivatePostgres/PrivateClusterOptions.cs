namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>Where the private cluster lives and what runs it.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>Absolute path; the cluster is made in its subfolder <c>postgres</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder of initdb, pg_ctl and postgres; null: searched by pg_config, in Debian's folders, in PATH.</summary>
    public string? BinFolder { get; init; }

    /// <summary>How long a start may take, recovery after a crash included; 1 s or more.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
