using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class CorrectedRungs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<short>(
                name: "rung",
                table: "status_corrections",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.Sql(UptimeRules.CorrectedRungs);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new System.NotSupportedException("Corrections of rungs would be taken for corrections of the whole; restore a backup.");
        }
    }
}
