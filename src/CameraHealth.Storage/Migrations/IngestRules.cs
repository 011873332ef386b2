namespace CameraHealth.Storage.Migrations
{
    /// <summary>What the migration to narrow observations says in SQL.</summary>
    internal static class IngestRules
    {
        // Columns by alignment, none of them null as a rule: a row is 24 bytes of header and 47 of values, so 76 with its line pointer.
        // due_at = at − due_us; next_due_at = next_due_slot × 5 s; vouched_until = next_due_at + vouched_s. What does not fit a column (a time off
        // the grid, a poll of a minute) is clamped there and stands exactly in extra, with the measures of streams: see ObservationExtra.
        // A rung is finding × 128 + reason; 0: not measured. No unique key: batch id and group lock see to it, and it would cost 32 bytes a row;
        // the index on device_id alone keeps a posting list of 6 bytes a row. BRIN finds an hour of a partition that was written in order of time.
        private const string Table = """
            create table observations (
                at timestamptz not null,
                device_id integer not null,
                batch_seq integer not null,
                next_due_slot integer not null,
                due_us integer not null,
                clock_offset_ms integer,
                kind smallint not null,
                vouched_s smallint not null,
                duration_ms smallint not null,
                lateness_ms smallint,
                reachable smallint not null,
                responding smallint not null,
                authenticated smallint not null,
                streaming smallint not null,
                clock_error_ms smallint,
                extra bytea not null
            ) partition by range (at);
            create index ix_observations_device_id on observations (device_id);
            create index ix_observations_at on observations using brin (at) with (pages_per_range = 64);
            """;

        // Rows are only ever added to a partition until it is packed hour by hour and emptied whole. So it is not vacuumed for insertions
        // (nobody needs its visibility map), nor for the rows that packing deletes (truncation takes them all at once).
        private const string Partitions = """
            create or replace function ensure_observation_partition(day date) returns boolean
            language plpgsql security definer set search_path = public, pg_temp as $$
            declare
                part text := 'observations_' || to_char(day, 'YYYYMMDD');
                packed text := 'packed_observations_' || to_char(day, 'YYYYMMDD');
                bounds text := format('from (%L) to (%L)', day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
            begin
                if to_regclass('public.' || part) is not null then
                    return false;
                end if;
                perform pg_advisory_xact_lock(724001);
                if to_regclass('public.' || part) is not null then
                    return false;
                end if;
                -- Attached rather than created as a partition: that takes no lock that stops readers and writers of the others.
                execute format('create table %I (like observations including all) with (autovacuum_vacuum_insert_threshold = -1,
                    autovacuum_vacuum_scale_factor = 100, autovacuum_analyze_scale_factor = 0.5)', part);
                execute format('alter table observations attach partition %I for values %s', part, bounds);
                execute format('create table %I (like packed_observations including all)', packed);
                execute format('alter table packed_observations attach partition %I for values %s', packed, bounds);
                return true;
            end $$;
            revoke all on function ensure_observation_partition(date) from public;
            """;

        // What the catalogue said before the lock was waited for is remembered, also that there was no such table: to_regclass would say so once more
        // after it, and the table be made twice. A query of its own looks again.
        public const string PartitionRace = """
            create or replace function ensure_observation_partition(day date) returns boolean
            language plpgsql security definer set search_path = public, pg_temp as $$
            declare
                part text := 'observations_' || to_char(day, 'YYYYMMDD');
                packed text := 'packed_observations_' || to_char(day, 'YYYYMMDD');
                bounds text := format('from (%L) to (%L)', day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
            begin
                if to_regclass('public.' || part) is not null then
                    return false;
                end if;
                perform pg_advisory_xact_lock(724001);
                if exists (select from pg_class where relname = part and relnamespace = 'public'::regnamespace) then
                    return false;
                end if;
                execute format('create table %I (like observations including all) with (autovacuum_vacuum_insert_threshold = -1,
                    autovacuum_vacuum_scale_factor = 100, autovacuum_analyze_scale_factor = 0.5)', part);
                execute format('alter table observations attach partition %I for values %s', part, bounds);
                execute format('create table %I (like packed_observations including all)', packed);
                execute format('alter table packed_observations attach partition %I for values %s', packed, bounds);
                return true;
            end $$;
            revoke all on function ensure_observation_partition(date) from public;
            """;

        // One row a device, kind and UTC hour; the samples are coded by PackedSamples.
        private const string Packed = """
            create table packed_observations (
                hour timestamptz not null,
                device_id integer not null,
                kind smallint not null,
                samples smallint not null,
                data bytea not null,
                constraint pk_packed_observations primary key (device_id, hour, kind)
            ) partition by range (hour);
            """;

        // The freshness of verdicts that did not change, up to fifty devices a row: some hundred rows are written a batch in place of ten thousand.
        // A row is about 2.5 KB and rewritten each time: half the page stays free, so that the next version lands on the same page (HOT) and the
        // last one is pruned there; it stays in line and uncompressed, for TOAST would write six times as many rows.
        private const string Freshness = """
            create table group_freshness (
                group_id integer not null references poll_groups (id) on delete cascade,
                kind smallint not null,
                part smallint not null,
                device_ids integer[] not null,
                ats timestamptz[] not null,
                due_slots integer[] not null,
                vouched_s smallint[] not null,
                overall_due_slots integer[] not null,
                overall_vouched_s smallint[] not null,
                durations_us integer[] not null,
                clock_s integer[] not null,
                clock_offsets_us integer[] not null,
                clock_errors_us integer[] not null,
                constraint pk_group_freshness primary key (group_id, kind, part)
            ) with (fillfactor = 40, toast_tuple_target = 8160, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
            alter table poll_groups set (fillfactor = 40);
            alter table device_states set (fillfactor = 80);
            alter table device_readings set (fillfactor = 80);

            create function slot_time(slot integer, seconds smallint) returns timestamptz language sql immutable parallel safe
                return timestamptz 'epoch' + make_interval(secs => 5.0 * nullif(slot, -2147483648) + seconds);

            create view device_freshness as
            select st.device_id,
                case when f.which is null then st.last_at else f.at end as last_at,
                case when f.which is null then st.next_due_at else slot_time(f.slot, 0::smallint) end as next_due_at,
                case when f.which is null then st.vouched_until else slot_time(f.slot, f.vouched) end as vouched_until
            from device_states st
                left join group_freshness h on h.group_id = st.freshness_group_id and h.kind = 1 and h.part = st.device_id % 2
                left join group_freshness s on s.group_id = st.freshness_group_id and s.kind = 2 and s.part = st.device_id % 2
                cross join lateral (select array_position(h.device_ids, st.device_id) as hi, array_position(s.device_ids, st.device_id) as si offset 0) i
                left join lateral (
                    select 1 as which, h.ats[i.hi] as at, h.overall_due_slots[i.hi] as slot, h.overall_vouched_s[i.hi] as vouched where h.ats[i.hi] > st.last_at
                    union all
                    select 2, s.ats[i.si], s.overall_due_slots[i.si], s.overall_vouched_s[i.si] where s.ats[i.si] > st.last_at
                    order by 2 desc limit 1) f on true;
            """;

        // Which hours changed since they were summed and packed; a late fact marks its hour again.
        private const string Hours = """
            create table observation_hours (
                hour timestamptz not null constraint pk_observation_hours primary key,
                changed_at timestamptz not null,
                summed_to timestamptz,
                packed_to timestamptz
            ) with (fillfactor = 50);
            """;

        // The application owns no table, so what drops and empties partitions is said here, with its limits: no day that is not over. Whoever waits
        // for such a lock stops everybody behind him, so it is not waited for long.
        private const string Upkeep = """
            create function drop_observation_day(day date) returns void
            language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
            begin
                if day >= (clock_timestamp() at time zone 'UTC')::date - 1 then
                    raise exception 'the day % is not over', day;
                end if;
                execute format('drop table if exists %I, %I', 'observations_' || to_char(day, 'YYYYMMDD'), 'packed_observations_' || to_char(day, 'YYYYMMDD'));
            end $$;
            create function empty_observation_day(day date) returns boolean
            language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
            declare
                part text := 'observations_' || to_char(day, 'YYYYMMDD');
                is_empty boolean;
            begin
                execute format('lock table %I in access exclusive mode', part);
                execute format('select not exists (select from %I)', part) into is_empty;
                if is_empty then
                    execute format('truncate table %I', part);
                end if;
                return is_empty;
            end $$;
            create function summarize_observation_hours() returns void
            language plpgsql security definer set search_path = public, pg_temp as $$
            declare ix regclass; begin
                for ix in select c.oid::regclass from pg_class c join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid
                        join pg_inherits h on h.inhrelid = i.indrelid
                    where h.inhparent = 'observations'::regclass and a.amname = 'brin' and c.relkind = 'i' loop
                    perform brin_summarize_new_values(ix);
                end loop;
            end $$;
            revoke all on function drop_observation_day(date) from public;
            revoke all on function empty_observation_day(date) from public;
            revoke all on function summarize_observation_hours() from public;
            """;

        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert on observations to camerahealth_app;
                grant select, insert, update on packed_observations, group_freshness, observation_hours to camerahealth_app;
                grant delete on observations, packed_observations, observation_hours to camerahealth_app;
                grant execute on function drop_observation_day(date), empty_observation_day(date), summarize_observation_hours() to camerahealth_app;
                grant select on device_freshness to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on observations, packed_observations, group_freshness, observation_hours, device_freshness to camerahealth_readonly;
            end if;
            end $$;
            """;

        private const string RenameWide = """
            alter table observations rename to wide_observations;
            do $$ declare part regclass; begin
                for part in select inhrelid::regclass from pg_inherits where inhparent = 'wide_observations'::regclass loop
                    execute format('alter table %s rename to %I', part, 'wide_' || part::text);
                end loop;
            end $$;
            """;

        // The same numbers as ObservationRow makes (least and greatest pass nulls over, so these are asked for first); numbers in extra are big-endian, as the send functions write them.
        internal const string CopyWide = """
            do $$ declare day date; begin
                for day in select distinct (at at time zone 'UTC')::date from wide_observations loop
                    perform ensure_observation_partition(day);
                end loop;
            end $$;
            insert into observations
            select at, device_id, batch_seq, slot, greatest(-2147483648, least(2147483647, due))::integer, case when clock_offset_ms is not null then greatest(-2147483648, least(2147483647, clock_offset_ms))::integer end,
                kind, vouched, least(32767, duration_ms)::smallint, case when lateness_ms is not null then greatest(-32768, least(32767, lateness_ms))::smallint end,
                coalesce(reachable * 128 + reachable_reason, 0), coalesce(responding * 128 + responding_reason, 0),
                coalesce(authenticated * 128 + authenticated_reason, 0), coalesce(streaming * 128 + streaming_reason, 0), case when clock_error_ms is not null then least(32767, clock_error_ms)::smallint end,
                case when mask = 0 then ''::bytea else int2send(mask::smallint)
                    || coalesce(float4send(frame_rate), '') || coalesce(float4send(frame_rate_timestamps), '') || coalesce(float4send(bit_rate), '')
                    || coalesce(float4send(loss_ratio), '') || coalesce(float4send(jitter_ms), '') || coalesce(int4send(keyframe_interval_ms), '')
                    || coalesce(int4send(first_keyframe_ms), '') || coalesce(int4send(longest_gap_ms), '')
                    || case when mask & 256 > 0 then int8send(due) else '' end
                    || case when mask & 512 > 0 then int8send((extract(epoch from next_due_at) * 1000000)::bigint) || int8send((extract(epoch from vouched_until) * 1000000)::bigint) else '' end
                    || case when mask & 1024 > 0 then int4send(duration_ms) else '' end
                    || case when mask & 2048 > 0 then int4send(lateness_ms) else '' end
                    || case when mask & 4096 > 0 then int8send(clock_offset_ms) else '' end
                    || case when mask & 8192 > 0 then int4send(clock_error_ms) else '' end
                end
            from (
                select w.*, (frame_rate is not null)::int + (frame_rate_timestamps is not null)::int * 2 + (bit_rate is not null)::int * 4 + (loss_ratio is not null)::int * 8
                    + (jitter_ms is not null)::int * 16 + (keyframe_interval_ms is not null)::int * 32 + (first_keyframe_ms is not null)::int * 64
                    + (longest_gap_ms is not null)::int * 128 + (due not between -2147483648 and 2147483647)::int * 256
                    + (next_due_at <> slot_time(slot, 0::smallint) or vouched_until <> slot_time(slot, vouched))::int * 512
                    + (duration_ms > 32767)::int * 1024 + coalesce((lateness_ms not between -32768 and 32767)::int * 2048, 0)
                    + coalesce((clock_offset_ms not between -2147483648 and 2147483647)::int * 4096, 0) + coalesce((clock_error_ms > 32767)::int * 8192, 0) as mask
                from (
                    select o.*, floor(extract(epoch from next_due_at) / 5)::integer as slot, (extract(epoch from at - due_at) * 1000000)::bigint as due,
                        greatest(0, least(32767, floor(extract(epoch from vouched_until) - 5 * floor(extract(epoch from next_due_at) / 5))))::smallint as vouched
                    from wide_observations o) w) m
            order by at;
            drop table wide_observations;
            """;

        public const string Up = RenameWide + Table + Packed + Partitions + Freshness + Hours + Upkeep + CopyWide + Grants;
    }
}
