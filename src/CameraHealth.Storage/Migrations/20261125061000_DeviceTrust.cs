using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <summary>Tables that the model does not hold: no designer file beside it.</summary>
    [DbContext(typeof(StorageContext))]
    [Migration("20261125061000_DeviceTrust")]
    public partial class DeviceTrust : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(TrustRules.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(TrustRules.Down);
        }
    }
}
