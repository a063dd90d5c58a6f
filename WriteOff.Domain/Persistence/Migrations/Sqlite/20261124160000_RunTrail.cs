using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "last_audit",
                table: "mass_run",
                type: "INTEGER",
                nullable: true);

            // WITHOUT ROWID: a period of the rollup is one stretch of the key's own tree, without a look at the table for each of its days. Going back leaves it so.
            migrationBuilder.Sql("""
                CREATE TABLE "cause_rollup_new" (
                    "tenant_id" INTEGER NOT NULL,
                    "posted_on" TEXT NOT NULL,
                    "reason_id" INTEGER NOT NULL,
                    "category" INTEGER NOT NULL,
                    "written_off_cents" INTEGER NOT NULL,
                    "written_off_count" INTEGER NOT NULL,
                    "reopened_cents" INTEGER NOT NULL,
                    "reopened_count" INTEGER NOT NULL,
                    CONSTRAINT "PK_cause_rollup" PRIMARY KEY ("tenant_id", "posted_on", "reason_id", "category"),
                    CONSTRAINT "FK_cause_rollup_write_off_reason_tenant_id_reason_id" FOREIGN KEY ("tenant_id", "reason_id") REFERENCES "write_off_reason" ("tenant_id", "id") ON DELETE RESTRICT
                ) WITHOUT ROWID;
                INSERT INTO "cause_rollup_new" ("tenant_id", "posted_on", "reason_id", "category", "written_off_cents", "written_off_count", "reopened_cents", "reopened_count")
                    SELECT "tenant_id", "posted_on", "reason_id", "category", "written_off_cents", "written_off_count", "reopened_cents", "reopened_count" FROM "cause_rollup";
                DROP TABLE "cause_rollup";
                ALTER TABLE "cause_rollup_new" RENAME TO "cause_rollup";
                CREATE INDEX "IX_cause_rollup_tenant_id_reason_id" ON "cause_rollup" ("tenant_id", "reason_id");
                """);
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
