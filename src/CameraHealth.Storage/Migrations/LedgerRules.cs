namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the first migration says in SQL: partitions, exclusion, append-only, rights.</summary>
    internal static class LedgerRules
    {
        // Narrow on purpose: 200 devices make 350,000 of these rows a day. A finding is null where the rung was not measured.
        public const string Observations = """
            create table observations (
                device_id integer not null,
                kind smallint not null,
                at timestamptz not null,
                due_at timestamptz not null,
                next_due_at timestamptz not null,
                vouched_until timestamptz not null,
                batch_seq bigint not null,
                duration_ms integer not null,
                lateness_ms integer,
                reachable smallint,
                reachable_reason smallint,
                responding smallint,
                responding_reason smallint,
                authenticated smallint,
                authenticated_reason smallint,
                streaming smallint,
                streaming_reason smallint,
                clock_offset_ms bigint,
                clock_error_ms integer,
                frame_rate real,
                frame_rate_timestamps real,
                bit_rate real,
                loss_ratio real,
                jitter_ms real,
                keyframe_interval_ms integer,
                first_keyframe_ms integer,
                longest_gap_ms integer,
                constraint pk_observations primary key (device_id, at)
            ) partition by range (at);

            -- Attached rather than created as a partition: that takes no lock that stops readers and writers of the others.
            create function ensure_observation_partition(day date) returns boolean
            language plpgsql security definer set search_path = public, pg_temp as $$
            declare
                part text := 'observations_' || to_char(day, 'YYYYMMDD');
            begin
                if to_regclass('public.' || part) is not null then
                    return false;
                end if;
                perform pg_advisory_xact_lock(724001);
                if to_regclass('public.' || part) is not null then
                    return false;
                end if;
                execute format('create table %I (like observations including all)', part);
                execute format('alter table observations attach partition %I for values from (%L) to (%L)',
                    part, (day::text || ' 00:00:00+00'), ((day + 1)::text || ' 00:00:00+00'));
                return true;
            end $$;
            revoke all on function ensure_observation_partition(date) from public;
            """;

        public const string Ledger = """
            alter table state_intervals
                add constraint ex_state_intervals_current
                exclude using gist (device_id with =, rung with =, during with &&) where (superseded_at is null),
                add constraint ck_state_intervals_not_empty check (not isempty(during));
            create index ix_state_intervals_open on state_intervals (device_id, rung) where superseded_at is null and upper_inf(during);
            create index ix_state_intervals_overall on state_intervals using gist (during) where rung = 0 and superseded_at is null;
            create index ix_state_intervals_superseded on state_intervals (superseded_at) where superseded_at is not null;

            create function refuse_ledger_change() returns trigger language plpgsql as $$
            begin
                if current_setting('camerahealth.migrating', true) = 'on'
                    and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
                    return coalesce(new, old);
                end if;
                raise exception 'the ledger is append-only: % on % refused', tg_op, tg_table_name using errcode = 'restrict_violation';
            end $$;
            create trigger transitions_append_only before update or delete on transitions for each row execute function refuse_ledger_change();
            create trigger transitions_no_truncate before truncate on transitions for each statement execute function refuse_ledger_change();
            """;

        public const string DefaultPolicy = """
            insert into poll_policies (name, health_interval, health_deadline, stream_interval, stream_deadline, stream_receive,
                failures_to_confirm, recoveries_to_confirm, repeat_after, clock_tolerance)
            values ('default', '60 s', '15 s', '5 min', '20 s', '5 s', 3, 2, '10 s', '5 s');
            """;

        // An external server may not have these roles: then its administrator gives the rights.
        public const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant usage on schema public to camerahealth_app;
                grant select, insert, update on sites, poll_policies, poll_groups, devices, workers, device_states, device_readings to camerahealth_app;
                grant select, insert, update, delete on device_credentials, login_budgets to camerahealth_app;
                grant select, insert on credential_keys, batches, observations, transitions, state_intervals to camerahealth_app;
                grant update (superseded_at, next_due_at, vouched_until) on state_intervals to camerahealth_app;
                grant select, update on fleet_version to camerahealth_app;
                grant select on maintenance_windows, migrations_history to camerahealth_app;
                grant usage on sequence batch_seq to camerahealth_app;
                grant execute on function ensure_observation_partition(date) to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant usage on schema public to camerahealth_readonly;
                grant select on sites, poll_policies, poll_groups, devices, workers, device_states, device_readings, fleet_version, batches,
                    observations, transitions, state_intervals, maintenance_windows, migrations_history to camerahealth_readonly;
            end if;
            end $$;
            """;

        // No ledger: made again from the facts whenever one of them came late.
        public const string CheckpointGrants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update, delete on device_checkpoints to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on device_checkpoints to camerahealth_readonly;
            end if;
            end $$;
            """;

        // The newest recorded time. A server's clock may be set back; what is recorded after something else never gets an earlier time.
        public const string RecordedClock = """
            create table recorded_clock (
                id smallint primary key check (id = 1),
                at timestamptz not null
            );
            insert into recorded_clock (id, at) select 1, coalesce(max(recorded_at), clock_timestamp()) from batches;
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, update (at) on recorded_clock to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on recorded_clock to camerahealth_readonly;
            end if;
            end $$;
            """;
    }
}
