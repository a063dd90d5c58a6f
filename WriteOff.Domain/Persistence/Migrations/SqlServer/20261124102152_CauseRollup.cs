using System;
using WriteOff.Domain.Persistence;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CauseRollup : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cause_rollup",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    posted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason_id = table.Column<long>(type: "bigint", nullable: false),
                    category = table.Column<int>(type: "int", nullable: false),
                    written_off_cents = table.Column<long>(type: "bigint", nullable: false),
                    written_off_count = table.Column<long>(type: "bigint", nullable: false),
                    reopened_cents = table.Column<long>(type: "bigint", nullable: false),
                    reopened_count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cause_rollup", x => new { x.tenant_id, x.posted_on, x.reason_id, x.category });
                    table.ForeignKey(
                        name: "FK_cause_rollup_write_off_reason_tenant_id_reason_id",
                        columns: x => new { x.tenant_id, x.reason_id },
                        principalTable: "write_off_reason",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_day",
                table: "payment_application",
                columns: new[] { "tenant_id", "type", "posted_on", "amount_cents" });

            migrationBuilder.CreateIndex(
                name: "IX_cause_rollup_tenant_id_reason_id",
                table: "cause_rollup",
                columns: new[] { "tenant_id", "reason_id" });

            CauseBackfill.Run(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cause_rollup");

            migrationBuilder.DropIndex(
                name: "ix_ledger_day",
                table: "payment_application");
        }
    }
}
