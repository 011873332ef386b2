namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration to trust on first use says in SQL.</summary>
    internal static class TrustRules
    {
        // other_… and weaker_… are what the device showed last in the place of what was expected of it; a person may accept them.
        private const string Tables = """
            create table device_trust (
                device_id integer not null constraint pk_device_trust primary key constraint fk_device_trust_devices_device_id references devices (id) on delete cascade,
                host text not null,
                certificate_sha256 text,
                certificate_since timestamptz,
                certificate_valid_until timestamptz,
                login_scheme text,
                login_scheme_since timestamptz,
                other_certificate_sha256 text,
                other_certificate_at timestamptz,
                other_certificate_valid_until timestamptz,
                weaker_login_scheme text,
                weaker_login_scheme_at timestamptz
            );

            create table audit_log (
                id bigint generated always as identity constraint pk_audit_log primary key,
                at timestamptz not null default clock_timestamp(),
                subject text not null,
                code text not null,
                person text not null,
                reason text not null,
                before jsonb,
                after jsonb
            );
            create index ix_audit_log_code on audit_log (code, at);
            """;

        // Who changed what is only ever added to.
        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update on device_trust to camerahealth_app;
                grant select, insert on audit_log to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on device_trust, audit_log to camerahealth_readonly;
            end if;
            end $$;
            """;

        public const string Up = Tables + Grants;

        public const string Down = "drop table audit_log; drop table device_trust;";
    }
}
