using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class CredentialSets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "credential_set_id",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "credential_sets",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    account = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_sets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "credential_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    credential_set_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    tried_device = table.Column<string>(type: "text", nullable: true),
                    devices = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_credential_changes_credential_sets_credential_set_id",
                        column: x => x.credential_set_id,
                        principalTable: "credential_sets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_devices_credential_set_id",
                table: "devices",
                column: "credential_set_id");

            migrationBuilder.CreateIndex(
                name: "ix_credential_changes_credential_set_id",
                table: "credential_changes",
                column: "credential_set_id");

            migrationBuilder.CreateIndex(
                name: "ix_credential_sets_name",
                table: "credential_sets",
                column: "name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_devices_credential_sets_credential_set_id",
                table: "devices",
                column: "credential_set_id",
                principalTable: "credential_sets",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(CredentialSetRules.Grants);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_devices_credential_sets_credential_set_id",
                table: "devices");

            migrationBuilder.DropTable(
                name: "credential_changes");

            migrationBuilder.DropTable(
                name: "credential_sets");

            migrationBuilder.DropIndex(
                name: "ix_devices_credential_set_id",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "credential_set_id",
                table: "devices");
        }
    }
}
