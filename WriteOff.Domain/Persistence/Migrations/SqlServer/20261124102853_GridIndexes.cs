using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class GridIndexes : Migration
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

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_age",
                table: "denial",
                columns: new[] { "tenant_id", "status", "denied_on", "id", "balance_cents", "is_flagged", "payer_id", "carc", "appeal_by", "assignee_id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_balance",
                table: "denial",
                columns: new[] { "tenant_id", "status", "balance_cents", "id", "denied_on", "is_flagged", "payer_id", "carc", "appeal_by", "assignee_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
