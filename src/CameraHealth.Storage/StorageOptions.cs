namespace CameraHealth.Storage;

/// <summary>Where the database is. Section <c>Database</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Database";

    /// <summary>Connection string of the owner, who migrates; null: a private cluster is started in <see cref="DataFolder"/>.</summary>
    public string? Owner { get; set; }

    /// <summary>Connection string of the application's role; null: a private cluster is started in <see cref="DataFolder"/>.</summary>
    public string? App { get; set; }

    /// <summary>Folder of the private cluster and the keys; null: <see cref="DataFolders.Default"/>.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Folder of the server programs (initdb, pg_ctl, postgres); null: searched.</summary>
    public string? BinFolder { get; set; }
}
