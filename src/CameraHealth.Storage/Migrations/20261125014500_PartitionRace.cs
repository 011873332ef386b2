using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class PartitionRace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(IngestRules.PartitionRace);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The function before did the same, less surely.
        }
    }
}
