using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccessRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    actor_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    denial_id = table.Column<long>(type: "INTEGER", nullable: true),
                    claim_id = table.Column<long>(type: "INTEGER", nullable: true),
                    remittance_id = table.Column<long>(type: "INTEGER", nullable: true),
                    count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_row", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_access_row_tenant_id_actor_id_id",
                table: "access_row",
                columns: new[] { "tenant_id", "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_access_row_tenant_id_claim_id_id",
                table: "access_row",
                columns: new[] { "tenant_id", "claim_id", "id" });

            AppendOnlyTriggers.Protect(migrationBuilder, "access_row", ["id"]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_row");
        }
    }
}
