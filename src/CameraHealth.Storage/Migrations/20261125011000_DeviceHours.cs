using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DeviceHours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(HourRules.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop table device_hours;");
        }
    }
}
