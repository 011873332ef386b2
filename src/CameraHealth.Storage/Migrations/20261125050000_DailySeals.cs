using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CameraHealth.Storage.Migrations
{
    /// <summary>The table of sealed days. EF Core does not know it: its model stays as it was.</summary>
    [DbContext(typeof(StorageContext))]
    [Migration("20261125050000_DailySeals")]
    internal sealed class DailySeals : Migration
    {
        // list: kind, identity and hash of each row (41 bytes), so that a row that was changed, deleted or added can be named.
        private const string Table = """
            create table ledger_seals (
                day date constraint pk_ledger_seals primary key,
                form smallint not null,
                rows integer not null,
                list bytea not null,
                previous bytea not null,
                digest bytea not null,
                sealed_at timestamptz not null default clock_timestamp()
            );
            alter table ledger_seals alter column list set storage external;
            create trigger ledger_seals_append_only before update or delete on ledger_seals for each row execute function refuse_ledger_change();
            create trigger ledger_seals_no_truncate before truncate on ledger_seals for each statement execute function refuse_ledger_change();
            do $$ begin
            if exists (select from pg_roles where rolname = 'camerahealth_app') then
                grant select, insert on ledger_seals to camerahealth_app;
            end if;
            if exists (select from pg_roles where rolname = 'camerahealth_readonly') then
                grant select on ledger_seals to camerahealth_readonly;
            end if;
            end $$;
            """;

        // All seven rungs are known by now, and each may be corrected.
        private const string Rungs = """
            alter table status_corrections drop constraint ck_status_corrections_rung, add constraint ck_status_corrections_rung check (rung between 0 and 7);
            """;

        /// <inheritdoc/>
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Table + Rungs);

        /// <inheritdoc/>
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table ledger_seals;");
    }
}
