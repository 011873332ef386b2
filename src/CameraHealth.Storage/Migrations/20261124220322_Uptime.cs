using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Uptime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "area",
                table: "sites",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "sites",
                type: "text",
                nullable: false,
                defaultValue: "Asia/Ho_Chi_Minh");

            migrationBuilder.AlterColumn<int>(
                name: "device_id",
                table: "maintenance_windows",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<long>(
                name: "id",
                table: "maintenance_windows",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint")
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn)
                .OldAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "duration",
                table: "maintenance_windows",
                type: "interval",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "entered_at",
                table: "maintenance_windows",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "clock_timestamp()");

            migrationBuilder.AddColumn<string>(
                name: "group_name",
                table: "maintenance_windows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "local_day",
                table: "maintenance_windows",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "local_start",
                table: "maintenance_windows",
                type: "time without time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "site_id",
                table: "maintenance_windows",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "superseded_at",
                table: "maintenance_windows",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "superseded_by",
                table: "maintenance_windows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "superseded_why",
                table: "maintenance_windows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "maintenance_windows",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contractor",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "field",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "maker",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "model",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "unit",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "daily_sums",
                columns: table => new
                {
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    known_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stale_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    up = table.Column<long>(type: "bigint", nullable: false),
                    down = table.Column<long>(type: "bigint", nullable: false),
                    maintenance = table.Column<long>(type: "bigint", nullable: false),
                    unknown = table.Column<long>(type: "bigint", nullable: false),
                    not_in_service = table.Column<long>(type: "bigint", nullable: false),
                    not_monitored = table.Column<long>(type: "bigint", nullable: false),
                    late_up = table.Column<long>(type: "bigint", nullable: false),
                    late_down = table.Column<long>(type: "bigint", nullable: false),
                    days = table.Column<long[]>(type: "bigint[]", nullable: false),
                    outage_from = table.Column<long[]>(type: "bigint[]", nullable: false),
                    outage_to = table.Column<long[]>(type: "bigint[]", nullable: false),
                    outage_end = table.Column<short[]>(type: "smallint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_sums", x => new { x.device_id, x.month });
                    table.ForeignKey(
                        name: "fk_daily_sums_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "device_facts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    site = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<string>(type: "text", nullable: true),
                    group_name = table.Column<string>(type: "text", nullable: true),
                    field = table.Column<string>(type: "text", nullable: true),
                    unit = table.Column<string>(type: "text", nullable: true),
                    contractor = table.Column<string>(type: "text", nullable: true),
                    maker = table.Column<string>(type: "text", nullable: true),
                    model = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_facts", x => x.id);
                    table.ForeignKey(
                        name: "fk_device_facts_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_periods",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_periods", x => x.id);
                    table.ForeignKey(
                        name: "fk_service_periods_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_corrections",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    during = table.Column<NpgsqlRange<DateTime>>(type: "tstzrange", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    superseded_by = table.Column<string>(type: "text", nullable: true),
                    superseded_why = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_corrections", x => x.id);
                    table.ForeignKey(
                        name: "fk_status_corrections_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "views",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_views_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "worker_spans",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    worker = table.Column<string>(type: "text", nullable: false),
                    first_beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_spans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_views",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    view_id = table.Column<int>(type: "integer", nullable: false),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    during = table.Column<NpgsqlRange<DateTime>>(type: "tstzrange", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_device_views_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_device_views_views_view_id",
                        column: x => x.view_id,
                        principalTable: "views",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_site_id",
                table: "maintenance_windows",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_device_facts_device_id",
                table: "device_facts",
                column: "device_id",
                unique: true,
                filter: "superseded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_device_views_device_id",
                table: "device_views",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_device_views_view_id",
                table: "device_views",
                column: "view_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_periods_device_id_starts_at",
                table: "service_periods",
                columns: new[] { "device_id", "starts_at" },
                unique: true,
                filter: "superseded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_status_corrections_device_id",
                table: "status_corrections",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_views_code",
                table: "views",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_views_site_id",
                table: "views",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_worker_spans_worker_last_beat_at",
                table: "worker_spans",
                columns: new[] { "worker", "last_beat_at" });

            migrationBuilder.AddForeignKey(
                name: "fk_maintenance_windows_sites_site_id",
                table: "maintenance_windows",
                column: "site_id",
                principalTable: "sites",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(UptimeRules.Backfill);
            migrationBuilder.Sql(UptimeRules.Constraints);
            migrationBuilder.Sql(UptimeRules.Grants);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function refuse_version_change() cascade; alter table maintenance_windows drop constraint ck_maintenance_windows_one_scope, drop constraint ck_maintenance_windows_not_empty, drop constraint ck_maintenance_windows_weekly;");
            migrationBuilder.DropForeignKey(
                name: "fk_maintenance_windows_sites_site_id",
                table: "maintenance_windows");

            migrationBuilder.DropTable(
                name: "daily_sums");

            migrationBuilder.DropTable(
                name: "device_facts");

            migrationBuilder.DropTable(
                name: "device_views");

            migrationBuilder.DropTable(
                name: "service_periods");

            migrationBuilder.DropTable(
                name: "status_corrections");

            migrationBuilder.DropTable(
                name: "worker_spans");

            migrationBuilder.DropTable(
                name: "views");

            migrationBuilder.DropIndex(
                name: "ix_maintenance_windows_site_id",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "area",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "duration",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "entered_at",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "group_name",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "local_day",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "local_start",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "site_id",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "superseded_at",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "superseded_by",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "superseded_why",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "maintenance_windows");

            migrationBuilder.DropColumn(
                name: "contractor",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "field",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "maker",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "model",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "unit",
                table: "devices");

            migrationBuilder.AlterColumn<int>(
                name: "device_id",
                table: "maintenance_windows",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "id",
                table: "maintenance_windows",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint")
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
                .OldAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn);
        }
    }
}
