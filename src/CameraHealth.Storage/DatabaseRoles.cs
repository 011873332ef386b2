namespace CameraHealth.Storage;

/// <summary>The roles of the database.</summary>
public static class DatabaseRoles
{
    /// <summary>Owns the database and migrates it.</summary>
    public const string Owner = "camerahealth_owner";

    /// <summary>What worker and web run as: no superuser; ledger tables insert and select only.</summary>
    public const string App = "camerahealth_app";

    /// <summary>For dashboards: reads, and sees no credentials.</summary>
    public const string ReadOnly = "camerahealth_readonly";

    /// <summary>Of the private cluster; used for set-up only.</summary>
    internal const string Superuser = "postgres";

    internal static readonly IReadOnlyList<string> All = [Owner, App, ReadOnly];

    internal static readonly IReadOnlyList<string> WithSuperuser = [Superuser, .. All];
}
