using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CameraHealth.Storage.Migrations
{
    /// <summary>The tables of what devices report by events. EF Core does not know them: its model stays as it was.</summary>
    [DbContext(typeof(StorageContext))]
    [Migration("20261125060000_DeviceEvents")]
    internal sealed class DeviceEvents : Migration
    {
        // Only changes of a state are rows; the newest one of a topic and source tells whether it holds.
        private const string Tables = """
            create table device_events (
                id bigint generated always as identity constraint pk_device_events primary key,
                device_id integer not null constraint fk_device_events_devices_device_id references devices (id) on delete cascade,
                reason smallint not null,
                topic text not null constraint ck_device_events_topic check (length(topic) <= 256),
                source text not null constraint ck_device_events_source check (length(source) <= 256),
                is_active boolean not null,
                is_initial boolean not null,
                device_at timestamptz,
                received_at timestamptz not null default clock_timestamp()
            );
            create index ix_device_events_device_id on device_events (device_id, topic, source, id);

            create table event_subscriptions (
                device_id integer not null constraint pk_event_subscriptions primary key
                    constraint fk_event_subscriptions_devices_device_id references devices (id) on delete cascade,
                address text not null,
                reference text not null,
                opened_at timestamptz not null default clock_timestamp()
            );
            """;

        private const string Grants = """
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert, delete on device_events to camerahealth_app;
                grant select, insert, update, delete on event_subscriptions to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on device_events, event_subscriptions to camerahealth_readonly;
            end if;
            end $$;
            """;

        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Tables + Grants);

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table event_subscriptions; drop table device_events;");
    }
}
