using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class IncomingFreshness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(IngestRules.IncomingFreshness);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop view incoming_freshness; drop function keep_freshness();");
        }
    }
}
