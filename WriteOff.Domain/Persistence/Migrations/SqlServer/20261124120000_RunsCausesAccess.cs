using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RunsCausesAccess : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_denial_status_age",
                table: "denial");

            migrationBuilder.DropIndex(
                name: "ix_denial_status_balance",
                table: "denial");

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

            migrationBuilder.CreateTable(
                name: "mass_run",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    status = table.Column<int>(type: "int", nullable: false),
                    start_key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    reason_code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    filter_text = table.Column<string>(type: "nvarchar(2200)", maxLength: 2200, nullable: false),
                    undoes_number = table.Column<int>(type: "int", nullable: true),
                    started_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    is_cancelling = table.Column<bool>(type: "bit", nullable: false),
                    selected_count = table.Column<int>(type: "int", nullable: false),
                    selected_cents = table.Column<long>(type: "bigint", nullable: false),
                    done_count = table.Column<int>(type: "int", nullable: false),
                    posted_count = table.Column<int>(type: "int", nullable: false),
                    posted_cents = table.Column<long>(type: "bigint", nullable: false),
                    pending_count = table.Column<int>(type: "int", nullable: false),
                    pending_cents = table.Column<long>(type: "bigint", nullable: false),
                    skipped_count = table.Column<int>(type: "int", nullable: false),
                    skipped_cents = table.Column<long>(type: "bigint", nullable: false),
                    failed_count = table.Column<int>(type: "int", nullable: false),
                    failed_cents = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mass_run", x => new { x.tenant_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "mass_run_part",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    first_row = table.Column<int>(type: "int", nullable: false),
                    rows = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mass_run_part", x => new { x.tenant_id, x.run_number, x.first_row });
                    table.ForeignKey(
                        name: "FK_mass_run_part_mass_run_tenant_id_run_number",
                        columns: x => new { x.tenant_id, x.run_number },
                        principalTable: "mass_run",
                        principalColumns: new[] { "tenant_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mass_run_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<int>(type: "int", nullable: false),
                    cause = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mass_run_row", x => new { x.tenant_id, x.run_number, x.denial_id });
                    table.ForeignKey(
                        name: "FK_mass_run_row_mass_run_tenant_id_run_number",
                        columns: x => new { x.tenant_id, x.run_number },
                        principalTable: "mass_run",
                        principalColumns: new[] { "tenant_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_day",
                table: "payment_application",
                columns: new[] { "tenant_id", "type", "posted_on", "amount_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_age",
                table: "denial",
                columns: new[] { "tenant_id", "status", "denied_on", "id", "balance_cents", "is_flagged", "payer_id", "carc", "appeal_by", "assignee_id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_balance",
                table: "denial",
                columns: new[] { "tenant_id", "status", "balance_cents", "id", "denied_on", "is_flagged", "payer_id", "carc", "appeal_by", "assignee_id" });

            migrationBuilder.CreateIndex(
                name: "IX_access_row_tenant_id_actor_id_id",
                table: "access_row",
                columns: new[] { "tenant_id", "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_access_row_tenant_id_claim_id_id",
                table: "access_row",
                columns: new[] { "tenant_id", "claim_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_cause_rollup_tenant_id_reason_id",
                table: "cause_rollup",
                columns: new[] { "tenant_id", "reason_id" });

            migrationBuilder.CreateIndex(
                name: "IX_mass_run_status_tenant_id",
                table: "mass_run",
                columns: new[] { "status", "tenant_id" });

            migrationBuilder.CreateIndex(
                name: "IX_mass_run_tenant_id_start_key",
                table: "mass_run",
                columns: new[] { "tenant_id", "start_key" },
                unique: true);

            CauseBackfill.Run(migrationBuilder);
            AppendOnlyTriggers.Protect(migrationBuilder, "access_row", ["id"]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_row");

            migrationBuilder.DropTable(
                name: "cause_rollup");

            migrationBuilder.DropTable(
                name: "mass_run_part");

            migrationBuilder.DropTable(
                name: "mass_run_row");

            migrationBuilder.DropTable(
                name: "mass_run");

            migrationBuilder.DropIndex(
                name: "ix_ledger_day",
                table: "payment_application");

            migrationBuilder.DropIndex(
                name: "ix_denial_status_age",
                table: "denial");

            migrationBuilder.DropIndex(
                name: "ix_denial_status_balance",
                table: "denial");

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_age",
                table: "denial",
                columns: new[] { "tenant_id", "status", "denied_on", "id", "balance_cents", "is_flagged" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_balance",
                table: "denial",
                columns: new[] { "tenant_id", "status", "balance_cents", "id", "denied_on", "is_flagged" });
        }
    }
}
