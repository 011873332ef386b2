namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration of hourly sums says in SQL.</summary>
    internal static class HourRules
    {
        // One row a device, kind and UTC hour, about 110 bytes with a stream's measures; it stays when the day's observations are dropped. Rows come
        // hour by hour: BRIN finds those past their own retention. The counts are of measured values; null where there are none.
        private const string Table = """
            create table device_hours (
                hour timestamptz not null,
                duration_sum double precision not null,
                frame_rate_sum double precision,
                bit_rate_sum double precision,
                loss_ratio_sum double precision,
                device_id integer not null references devices (id) on delete cascade,
                duration_min real not null,
                duration_max real not null,
                frame_rate_min real,
                frame_rate_max real,
                bit_rate_min real,
                bit_rate_max real,
                loss_ratio_min real,
                loss_ratio_max real,
                kind smallint not null,
                good smallint not null,
                deviating smallint not null,
                failed smallint not null,
                refused smallint not null,
                inconclusive smallint not null,
                frame_rates smallint not null,
                bit_rates smallint not null,
                loss_ratios smallint not null,
                constraint pk_device_hours primary key (device_id, hour, kind)
            );
            create index ix_device_hours_hour on device_hours using brin (hour);
            """;

        // Hours that nobody marked because they were written before hours were.
        private const string Mark = """
            insert into observation_hours (hour, changed_at) select distinct date_trunc('hour', at, 'UTC'), (select c.at from recorded_clock c) from observations
            on conflict (hour) do nothing;
            """;

        // No ledger: made again from the facts whenever one of them came late.
        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, update, delete on device_hours to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on device_hours to camerahealth_readonly;
            end if;
            end $$;
            """;

        public const string Up = Table + Mark + Grants;
    }
}
