namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration to pictures says in SQL.</summary>
    internal static class PictureRules
    {
        // role: 1 latest, 2 last good one before a finding, 3 the one in which a finding began, 4 candidate for a reference, 5 reference (accepted).
        // content is a small JPEG made by the worker; original_sha256 and original_bytes are of what the camera sent. JPEGs do not get smaller, so they
        // are stored as they are, out of line.
        private const string Tables = """
            create table pictures (
                id bigint generated always as identity constraint pk_pictures primary key,
                device_id integer not null constraint fk_pictures_devices_device_id references devices (id) on delete cascade,
                role smallint not null constraint ck_pictures_role check (role between 1 and 5),
                is_night boolean not null,
                began boolean not null default false,
                taken_at timestamptz not null,
                origin smallint not null,
                original_sha256 bytea not null,
                original_bytes integer not null,
                width integer not null,
                height integer not null,
                fault text,
                faults jsonb not null,
                measured text[] not null,
                sharpness real,
                brightness real not null,
                learned_from timestamptz,
                learned integer,
                mean_sharpness real,
                mean_brightness real,
                accepted_by text,
                accepted_at timestamptz,
                note text,
                replaced_at timestamptz,
                content bytea not null,
                constraint ck_pictures_reference check ((role = 5) = (accepted_by is not null))
            );
            alter table pictures alter column content set storage external;
            create unique index ux_pictures_latest on pictures (device_id) where role = 1;
            create unique index ux_pictures_candidate on pictures (device_id, is_night) where role = 4;
            create unique index ux_pictures_reference on pictures (device_id, is_night) where role = 5 and replaced_at is null;
            create index ix_pictures_device_id on pictures (device_id, taken_at);

            create table picture_views (
                id bigint generated always as identity constraint pk_picture_views primary key,
                picture_id bigint not null,
                device_id integer not null constraint fk_picture_views_devices_device_id references devices (id) on delete restrict,
                viewed_at timestamptz not null default clock_timestamp(),
                viewer text not null
            );
            create index ix_picture_views_device_id on picture_views (device_id, viewed_at);
            """;

        // Who looked is only ever added to. Dashboards read what was found, not the pictures.
        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update, delete on pictures to camerahealth_app;
                grant select, insert on picture_views to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select (id, device_id, role, is_night, began, taken_at, origin, width, height, fault, faults, measured, sharpness, brightness,
                    accepted_at, replaced_at) on pictures to camerahealth_readonly;
            end if;
            end $$;
            """;

        public const string Up = Tables + Grants;

        public const string Down = "drop table picture_views; drop table pictures;";
    }
}
