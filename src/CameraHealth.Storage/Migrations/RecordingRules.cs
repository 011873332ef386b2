namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration to recordings and drills says in SQL.</summary>
    internal static class RecordingRules
    {
        // All times are true UTC: the recorder's, less the offset of its clock. recording_days and recorder_clocks are what the forecast and the drills go by.
        private const string Recordings = """
            create table channel_recordings (
                device_id integer not null constraint pk_channel_recordings primary key
                    constraint fk_channel_recordings_devices_device_id references devices (id) on delete cascade,
                surveyed_at timestamptz not null,
                outcome text not null,
                code text not null,
                detail text,
                answered_at timestamptz,
                recordings text[] not null default '{}',
                data_from timestamptz,
                data_until timestamptz,
                is_recording boolean,
                storage_error text,
                gaps_from timestamptz,
                gaps_until timestamptz,
                depth interval,
                total interval,
                newest_age interval,
                required_days integer not null,
                breaks_on date,
                clock_offset interval,
                clock_error interval
            );

            create table recording_gaps (
                id bigint generated always as identity constraint pk_recording_gaps primary key,
                device_id integer not null constraint fk_recording_gaps_devices_device_id references devices (id) on delete cascade,
                starts_at timestamptz not null,
                ends_at timestamptz not null,
                cause text not null constraint ck_recording_gaps_cause check (cause in ('camera_down', 'recorder_down', 'power', 'planned', 'unknown')),
                is_open boolean not null,
                found_at timestamptz not null default clock_timestamp(),
                constraint ck_recording_gaps_order check (starts_at < ends_at)
            );
            create unique index ux_recording_gaps_start on recording_gaps (device_id, starts_at);

            create table recording_days (
                device_id integer not null constraint fk_recording_days_devices_device_id references devices (id) on delete cascade,
                day date not null,
                total interval not null,
                depth interval,
                constraint pk_recording_days primary key (device_id, day)
            );

            create table recorder_clocks (
                device_id integer not null constraint fk_recorder_clocks_devices_device_id references devices (id) on delete cascade,
                hour timestamptz not null,
                measured_at timestamptz not null,
                clock_offset interval not null,
                clock_error interval not null,
                constraint pk_recorder_clocks primary key (device_id, hour)
            );
            """;

        // standing: 1 proven, 2 failed, 3 apart (neither). A drill that was drawn or asked for and not made yet has none. control: a time of which there
        // can be no footage. The seed of a night is written when it is drawn; before, only its hash is shown to anybody.
        private const string Drills = """
            create table drill_nights (
                night date not null constraint pk_drill_nights primary key,
                commitment text not null,
                seed bytea not null,
                committed_at timestamptz not null default clock_timestamp(),
                drawn_at timestamptz,
                channels integer
            );

            create table drills (
                id bigint generated always as identity constraint pk_drills primary key,
                device_id integer not null constraint fk_drills_devices_device_id references devices (id) on delete restrict,
                recorder_id integer constraint fk_drills_devices_recorder_id references devices (id) on delete restrict,
                night date constraint fk_drills_drill_nights_night references drill_nights (night),
                age smallint not null,
                control text constraint ck_drills_control check (control in ('future', 'past')),
                asked_at timestamptz not null,
                seconds integer not null,
                requested_at timestamptz not null default clock_timestamp(),
                requested_by text,
                started_at timestamptz,
                finished_at timestamptz,
                worker text,
                step text,
                outcome text,
                standing smallint constraint ck_drills_standing check (standing between 1 and 3),
                cause text,
                reason text,
                detail text,
                asked_device_at timestamptz,
                clock_offset interval,
                clock_error interval,
                clock_measured_at timestamptz,
                camera_clock_offset interval,
                server_clock_offset interval,
                first_capture_at timestamptz,
                last_capture_at timestamptz,
                gap interval,
                frames integer,
                keyframes integer,
                decoded integer,
                packets_lost bigint,
                codec text,
                bytes integer,
                sha256 text,
                still bytea,
                duration interval,
                trace text[],
                constraint ck_drills_finished check ((finished_at is null) = (outcome is null) and (outcome is null) = (standing is null))
            );
            create index ix_drills_device_id on drills (device_id, asked_at);
            create index ix_drills_waiting on drills (requested_at) where finished_at is null;
            create index ix_drills_finished_at on drills (finished_at);

            create function refuse_drill_rewrite() returns trigger language plpgsql as $f$
            begin
                if old.finished_at is not null then
                    raise exception 'drill % is finished and cannot be changed', old.id;
                end if;
                return new;
            end $f$;
            create trigger tr_drills_finished before update on drills for each row execute function refuse_drill_rewrite();
            """;

        // Results are never deleted and, once finished, never changed. Dashboards see no still, no trace and no seed of a night to come.
        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update, delete on channel_recordings, recording_gaps, recording_days, recorder_clocks to camerahealth_app;
                grant select, insert, update on drills, drill_nights to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on channel_recordings, recording_gaps, recording_days, recorder_clocks to camerahealth_readonly;
                grant select (night, commitment, committed_at, drawn_at, channels) on drill_nights to camerahealth_readonly;
                grant select (id, device_id, recorder_id, night, age, control, asked_at, seconds, requested_at, started_at, finished_at, outcome, standing, cause, reason,
                    asked_device_at, clock_offset, clock_error, first_capture_at, last_capture_at, gap, frames, keyframes, decoded, packets_lost, codec, bytes, sha256, duration)
                    on drills to camerahealth_readonly;
            end if;
            end $$;
            """;

        public const string Up = Recordings + Drills + Grants;

        public const string Down = """
            drop table drills; drop function refuse_drill_rewrite(); drop table drill_nights; drop table recorder_clocks; drop table recording_days;
            drop table recording_gaps; drop table channel_recordings;
            """;
    }
}
