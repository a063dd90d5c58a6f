using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.SqlServer
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
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    actor_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    actor_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: true),
                    claim_id = table.Column<long>(type: "bigint", nullable: true),
                    remittance_id = table.Column<long>(type: "bigint", nullable: true),
                    count = table.Column<long>(type: "bigint", nullable: false)
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
