using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <summary>Footage of recorders, and drills. EF does not know these tables: the model stays as it is.</summary>
    [DbContext(typeof(StorageContext))]
    [Migration("20261125070000_Recordings")]
    public partial class Recordings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RecordingRules.Up);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RecordingRules.Down);
    }
}
