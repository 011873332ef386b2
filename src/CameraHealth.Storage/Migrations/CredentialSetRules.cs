namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration of credential sets says in SQL: rights. Dashboards see no credentials, not even their names.</summary>
    internal static class CredentialSetRules
    {
        public const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update on credential_sets to camerahealth_app;
                grant select, insert on credential_changes to camerahealth_app;
            end if;
            end $$;
            """;
    }
}
