using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <summary>A table that the model does not hold: no designer file beside it.</summary>
    [DbContext(typeof(StorageContext))]
    [Migration("20261125062000_StreamContracts")]
    public partial class StreamContracts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(ContractRules.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(ContractRules.Down);
        }
    }
}
