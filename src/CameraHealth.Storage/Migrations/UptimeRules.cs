namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration of service life, maintenance, views and daily sums says in SQL.</summary>
    internal static class UptimeRules
    {
        public const string Constraints = """
            alter table maintenance_windows
                add constraint ck_maintenance_windows_one_scope check (num_nonnulls(device_id, site_id, group_name) <= 1),
                add constraint ck_maintenance_windows_not_empty check (not isempty(during)),
                add constraint ck_maintenance_windows_weekly check (num_nonnulls(local_day, local_start, duration, time_zone) in (0, 4));
            alter table device_views
                add constraint ex_device_views_one_device exclude using gist (view_id with =, during with &&) where (superseded_at is null),
                add constraint ck_device_views_not_empty check (not isempty(during));
            alter table status_corrections
                add constraint ex_status_corrections_one exclude using gist (device_id with =, during with &&) where (superseded_at is null),
                add constraint ck_status_corrections_not_empty check (not isempty(during));

            -- A version is written once; all that may happen to it later is that another one supersedes it, once.
            create function refuse_version_change() returns trigger language plpgsql as $$
            begin
                if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
                    and to_jsonb(new) - array['superseded_at', 'superseded_by', 'superseded_why'] = to_jsonb(old) - array['superseded_at', 'superseded_by', 'superseded_why'] then
                    return new;
                end if;
                raise exception 'versions are never rewritten: % on % refused', tg_op, tg_table_name using errcode = 'restrict_violation';
            end $$;
            create trigger service_periods_versions before update or delete on service_periods for each row execute function refuse_version_change();
            create trigger maintenance_windows_versions before update or delete on maintenance_windows for each row execute function refuse_version_change();
            create trigger device_views_versions before update or delete on device_views for each row execute function refuse_version_change();
            create trigger device_facts_versions before update or delete on device_facts for each row execute function refuse_version_change();
            create trigger status_corrections_versions before update or delete on status_corrections for each row execute function refuse_version_change();
            """;

        // What the register said so far counts from the moment it was entered.
        public const string Backfill = """
            update maintenance_windows set entered_at = recorded_at;
            insert into service_periods (device_id, state, starts_on, starts_at, entered_by, recorded_at)
            select id, 3, in_service_from, in_service_from::timestamp at time zone 'Asia/Ho_Chi_Minh', 'import', created_at from devices where in_service_from is not null;
            insert into device_facts (device_id, site_id, site, group_name, recorded_at)
            select d.id, s.id, s.code, d.group_name, d.created_at from devices d join sites s on s.id = d.site_id;
            """;

        // One correction at a time for the whole (rung 0), and one for each rung.
        public const string CorrectedRungs = """
            alter table status_corrections alter column rung drop default,
                drop constraint ex_status_corrections_one,
                add constraint ex_status_corrections_one exclude using gist (device_id with =, rung with =, during with &&) where (superseded_at is null),
                add constraint ck_status_corrections_rung check (rung between 0 and 4);
            """;

        public const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert on service_periods, maintenance_windows, views, device_views, device_facts, status_corrections to camerahealth_app;
                grant update (superseded_at) on service_periods, device_facts to camerahealth_app;
                grant update (superseded_at) on device_views to camerahealth_app;
                grant update (name) on views to camerahealth_app;
                grant update (superseded_at, superseded_by, superseded_why) on maintenance_windows, status_corrections to camerahealth_app;
                grant select, insert, update, delete on daily_sums, worker_spans to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on service_periods, maintenance_windows, views, device_views, device_facts, status_corrections, daily_sums, worker_spans to camerahealth_readonly;
            end if;
            end $$;
            """;
    }
}
