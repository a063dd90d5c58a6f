using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RunTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "first_audit",
                table: "mass_run",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "last_audit",
                table: "mass_run",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "first_audit",
                table: "mass_run");

            migrationBuilder.DropColumn(
                name: "last_audit",
                table: "mass_run");
        }
    }
}
