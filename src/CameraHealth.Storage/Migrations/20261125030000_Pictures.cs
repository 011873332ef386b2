using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CameraHealth.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Pictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(name: "allow_basic", table: "poll_policies", type: "boolean", nullable: false, defaultValue: false);
            migrationBuilder.AddColumn<bool>(name: "is_dark_unhealthy", table: "poll_policies", type: "boolean", nullable: false, defaultValue: true);
            migrationBuilder.AddColumn<TimeSpan>(name: "picture_deadline", table: "poll_policies", type: "interval", nullable: false, defaultValue: new TimeSpan(0, 0, 30));
            migrationBuilder.AddColumn<TimeSpan>(name: "picture_interval", table: "poll_policies", type: "interval", nullable: false, defaultValue: new TimeSpan(0, 15, 0));
            migrationBuilder.Sql(PictureRules.Up);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(PictureRules.Down);
            migrationBuilder.DropColumn(name: "allow_basic", table: "poll_policies");
            migrationBuilder.DropColumn(name: "is_dark_unhealthy", table: "poll_policies");
            migrationBuilder.DropColumn(name: "picture_deadline", table: "poll_policies");
            migrationBuilder.DropColumn(name: "picture_interval", table: "poll_policies");
        }
    }
}
