using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("create extension if not exists btree_gist;");
            migrationBuilder.CreateSequence(
                name: "batch_seq");

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    worker = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    observations = table.Column<int>(type: "integer", nullable: false),
                    outdated = table.Column<int>(type: "integer", nullable: false),
                    transitions = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "credential_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    worker = table.Column<string>(type: "text", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fleet_version",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fleet_version", x => x.id);
                    table.CheckConstraint("ck_fleet_version_single_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "login_budgets",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    refusals = table.Column<int>(type: "integer", nullable: false),
                    last_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_outcome = table.Column<short>(type: "smallint", nullable: true),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_login_budgets", x => new { x.host, x.account });
                });

            migrationBuilder.CreateTable(
                name: "poll_policies",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    health_interval = table.Column<TimeSpan>(type: "interval", nullable: false),
                    health_deadline = table.Column<TimeSpan>(type: "interval", nullable: false),
                    stream_interval = table.Column<TimeSpan>(type: "interval", nullable: false),
                    stream_deadline = table.Column<TimeSpan>(type: "interval", nullable: false),
                    stream_receive = table.Column<TimeSpan>(type: "interval", nullable: false),
                    failures_to_confirm = table.Column<short>(type: "smallint", nullable: false),
                    recoveries_to_confirm = table.Column<short>(type: "smallint", nullable: false),
                    repeat_after = table.Column<TimeSpan>(type: "interval", nullable: false),
                    clock_tolerance = table.Column<TimeSpan>(type: "interval", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_poll_policies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sites", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    first_beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_batch_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    beats = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "poll_groups",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    policy_id = table.Column<int>(type: "integer", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: true),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_poll_groups", x => x.id);
                    table.ForeignKey(
                        name: "fk_poll_groups_poll_policies_policy_id",
                        column: x => x.policy_id,
                        principalTable: "poll_policies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_poll_groups_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "devices",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    access = table.Column<short>(type: "smallint", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    poll_group_id = table.Column<int>(type: "integer", nullable: false),
                    host = table.Column<string>(type: "text", nullable: true),
                    onvif_port = table.Column<int>(type: "integer", nullable: true),
                    rtsp_port = table.Column<int>(type: "integer", nullable: true),
                    stream_path = table.Column<string>(type: "text", nullable: true),
                    recorder_id = table.Column<int>(type: "integer", nullable: true),
                    channel = table.Column<int>(type: "integer", nullable: true),
                    group_name = table.Column<string>(type: "text", nullable: true),
                    lat = table.Column<double>(type: "double precision", nullable: true),
                    lon = table.Column<double>(type: "double precision", nullable: true),
                    in_service_from = table.Column<DateOnly>(type: "date", nullable: true),
                    required_days = table.Column<int>(type: "integer", nullable: true),
                    monitored_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_devices", x => x.id);
                    table.ForeignKey(
                        name: "fk_devices_devices_recorder_id",
                        column: x => x.recorder_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_devices_poll_groups_poll_group_id",
                        column: x => x.poll_group_id,
                        principalTable: "poll_groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_devices_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "device_credentials",
                columns: table => new
                {
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_credentials", x => x.device_id);
                    table.ForeignKey(
                        name: "fk_device_credentials_credential_keys_key_id",
                        column: x => x.key_id,
                        principalTable: "credential_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_device_credentials_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "device_readings",
                columns: table => new
                {
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    clock = table.Column<string>(type: "jsonb", nullable: true),
                    clock_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stream = table.Column<string>(type: "jsonb", nullable: true),
                    stream_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stream_duration = table.Column<TimeSpan>(type: "interval", nullable: true),
                    identity = table.Column<string>(type: "jsonb", nullable: true),
                    identity_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    health_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    health_duration = table.Column<TimeSpan>(type: "interval", nullable: true),
                    failure_trace = table.Column<string[]>(type: "text[]", nullable: true),
                    failure_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_readings", x => x.device_id);
                    table.ForeignKey(
                        name: "fk_device_readings_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "device_states",
                columns: table => new
                {
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    broken_rung = table.Column<short>(type: "smallint", nullable: true),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    vouched_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rungs = table.Column<string>(type: "jsonb", nullable: false),
                    is_revised = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_states", x => x.device_id);
                    table.ForeignKey(
                        name: "fk_device_states_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "maintenance_windows",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    during = table.Column<NpgsqlRange<DateTime>>(type: "tstzrange", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maintenance_windows", x => x.id);
                    table.ForeignKey(
                        name: "fk_maintenance_windows_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "state_intervals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    rung = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    broken_rung = table.Column<short>(type: "smallint", nullable: true),
                    during = table.Column<NpgsqlRange<DateTime>>(type: "tstzrange", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    vouched_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_state_intervals", x => x.id);
                    table.ForeignKey(
                        name: "fk_state_intervals_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "transitions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    device_id = table.Column<int>(type: "integer", nullable: false),
                    rung = table.Column<short>(type: "smallint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    from_status = table.Column<short>(type: "smallint", nullable: false),
                    to_status = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    broken_rung = table.Column<short>(type: "smallint", nullable: true),
                    evidence_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    supersedes = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transitions", x => x.id);
                    table.ForeignKey(
                        name: "fk_transitions_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_transitions_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_transitions_transitions_supersedes",
                        column: x => x.supersedes,
                        principalTable: "transitions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "fleet_version",
                columns: new[] { "id", "version" },
                values: new object[] { (short)1, 1L });

            migrationBuilder.CreateIndex(
                name: "ix_batches_seq",
                table: "batches",
                column: "seq",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_device_credentials_key_id",
                table: "device_credentials",
                column: "key_id");

            migrationBuilder.CreateIndex(
                name: "ix_devices_code",
                table: "devices",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_devices_poll_group_id",
                table: "devices",
                column: "poll_group_id");

            migrationBuilder.CreateIndex(
                name: "ix_devices_recorder_id",
                table: "devices",
                column: "recorder_id");

            migrationBuilder.CreateIndex(
                name: "ix_devices_site_id",
                table: "devices",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_windows_device_id",
                table: "maintenance_windows",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_poll_groups_policy_id",
                table: "poll_groups",
                column: "policy_id");

            migrationBuilder.CreateIndex(
                name: "ix_poll_groups_site_id_policy_id_ordinal",
                table: "poll_groups",
                columns: new[] { "site_id", "policy_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_poll_policies_name",
                table: "poll_policies",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sites_code",
                table: "sites",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_state_intervals_device_id_rung_recorded_at",
                table: "state_intervals",
                columns: new[] { "device_id", "rung", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_transitions_batch_id",
                table: "transitions",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_transitions_device_id_rung_at",
                table: "transitions",
                columns: new[] { "device_id", "rung", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_transitions_recorded_at",
                table: "transitions",
                column: "recorded_at");

            migrationBuilder.CreateIndex(
                name: "ix_transitions_supersedes",
                table: "transitions",
                column: "supersedes",
                filter: "supersedes is not null");

            migrationBuilder.Sql(LedgerRules.Observations);
            migrationBuilder.Sql(LedgerRules.Ledger);
            migrationBuilder.Sql(LedgerRules.DefaultPolicy);
            migrationBuilder.Sql(LedgerRules.Grants);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop table observations; drop function ensure_observation_partition(date); drop function refuse_ledger_change() cascade;");
            migrationBuilder.DropTable(
                name: "device_credentials");

            migrationBuilder.DropTable(
                name: "device_readings");

            migrationBuilder.DropTable(
                name: "device_states");

            migrationBuilder.DropTable(
                name: "fleet_version");

            migrationBuilder.DropTable(
                name: "login_budgets");

            migrationBuilder.DropTable(
                name: "maintenance_windows");

            migrationBuilder.DropTable(
                name: "state_intervals");

            migrationBuilder.DropTable(
                name: "transitions");

            migrationBuilder.DropTable(
                name: "workers");

            migrationBuilder.DropTable(
                name: "credential_keys");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "devices");

            migrationBuilder.DropTable(
                name: "poll_groups");

            migrationBuilder.DropTable(
                name: "poll_policies");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropSequence(
                name: "batch_seq");
        }
    }
}
