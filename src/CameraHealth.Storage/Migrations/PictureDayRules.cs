namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration to days of pictures says in SQL.</summary>
    internal static class PictureDayRules
    {
        // sharpness: of each comparable picture of that UTC day, some hundred numbers at most; the pictures themselves are long gone.
        private const string Table = """
            create table picture_days (
                device_id integer not null constraint fk_picture_days_devices_device_id references devices (id) on delete cascade,
                day date not null,
                is_night boolean not null,
                sharpness real[] not null,
                constraint pk_picture_days primary key (device_id, is_night, day)
            );
            """;

        // The application may not delete what says who looked, except what is older than the least retention, and only through this.
        private const string PruneViews = """
            create function prune_picture_views(days integer) returns bigint language plpgsql security definer set search_path = pg_catalog as $$
            declare pruned bigint;
            begin
                if days < 90 then
                    raise exception 'views of pictures are kept for 90 days at least' using errcode = '22023';
                end if;
                delete from public.picture_views where viewed_at < clock_timestamp() - days * interval '1 day';
                get diagnostics pruned = row_count;
                return pruned;
            end $$;
            revoke all on function prune_picture_views(integer) from public;
            create index ix_picture_views_viewed_at on picture_views (viewed_at);
            """;

        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update, delete on picture_days to camerahealth_app;
                grant execute on function prune_picture_views(integer) to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on picture_days to camerahealth_readonly;
            end if;
            end $$;
            """;

        public const string Up = Table + PruneViews + Grants;

        public const string Down = "drop index ix_picture_views_viewed_at; drop function prune_picture_views(integer); drop table picture_days;";
    }
}
