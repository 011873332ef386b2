namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration to contracts says in SQL.</summary>
    internal static class ContractRules
    {
        // Versions: stream 1 main, 2 sub; source 1 told by the device, 2 entered by a person. Rates per second, bit/s.
        private const string Table = """
            create table stream_contracts (
                id bigint generated always as identity constraint pk_stream_contracts primary key,
                device_id integer not null constraint fk_stream_contracts_devices_device_id references devices (id) on delete cascade,
                stream smallint not null constraint ck_stream_contracts_stream check (stream in (1, 2)),
                source smallint not null constraint ck_stream_contracts_source check (source in (1, 2)),
                codec text,
                width integer,
                height integer,
                frame_rate double precision,
                bit_rate_low double precision,
                bit_rate_high double precision,
                keyframe_interval interval,
                path text,
                person text,
                reason text,
                recorded_at timestamptz not null default clock_timestamp(),
                superseded_at timestamptz,
                constraint ck_stream_contracts_person check ((source = 2) = (person is not null and reason is not null))
            );
            create unique index ux_stream_contracts_current on stream_contracts (device_id, stream, source) where superseded_at is null;
            create index ix_stream_contracts_device_id on stream_contracts (device_id, recorded_at);
            """;

        // A version is ended, never rewritten.
        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert on stream_contracts to camerahealth_app;
                grant update (superseded_at) on stream_contracts to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on stream_contracts to camerahealth_readonly;
            end if;
            end $$;
            """;

        public const string Up = Table + Grants;

        public const string Down = "drop table stream_contracts;";
    }
}
