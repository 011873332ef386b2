using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class NarrowObservations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "poll_groups",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "freshness_group_id",
                table: "device_states",
                type: "integer",
                nullable: true);

            migrationBuilder.Sql(IngestRules.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new System.NotSupportedException("Observations once narrowed are not widened again; restore a backup.");
        }
    }
}
