using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WriteOff.Domain.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
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

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    lock_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    actor_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    actor_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    act = table.Column<int>(type: "int", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: true),
                    claim_id = table.Column<long>(type: "bigint", nullable: true),
                    request_id = table.Column<long>(type: "bigint", nullable: true),
                    remittance_id = table.Column<long>(type: "bigint", nullable: true),
                    reason_code = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: true),
                    status_before = table.Column<int>(type: "int", nullable: true),
                    status_after = table.Column<int>(type: "int", nullable: true),
                    balance_before_cents = table.Column<long>(type: "bigint", nullable: true),
                    balance_after_cents = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    detail = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    previous_hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_row", x => new { x.tenant_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "code_words",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    code = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    words = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_code_words", x => new { x.tenant_id, x.kind, x.code });
                });

            migrationBuilder.CreateTable(
                name: "draft",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    person_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    content = table.Column<byte[]>(type: "varbinary(max)", maxLength: 262144, nullable: false),
                    saved_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draft", x => new { x.tenant_id, x.person_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "group_role",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    group_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    role = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_role", x => new { x.tenant_id, x.group_name });
                });

            migrationBuilder.CreateTable(
                name: "keyed_answer",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    act_key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    content_hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    answer = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_keyed_answer", x => new { x.tenant_id, x.act_key });
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
                    first_audit = table.Column<long>(type: "bigint", nullable: false),
                    last_audit = table.Column<long>(type: "bigint", nullable: true),
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
                name: "opening_column_map",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    header_key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    columns = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opening_column_map", x => new { x.tenant_id, x.header_key });
                });

            migrationBuilder.CreateTable(
                name: "opening_import",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    file_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    file_hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    row_count = table.Column<int>(type: "int", nullable: false),
                    claim_count = table.Column<int>(type: "int", nullable: false),
                    denial_count = table.Column<int>(type: "int", nullable: false),
                    updated_count = table.Column<int>(type: "int", nullable: false),
                    open_cents = table.Column<long>(type: "bigint", nullable: false),
                    imported_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    imported_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opening_import", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payer",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    identifier = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    filing_window_days = table.Column<int>(type: "int", nullable: true),
                    appeal_window_days = table.Column<int>(type: "int", nullable: true),
                    is_federal = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    display_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    is_active = table.Column<bool>(type: "bit", nullable: false),
                    from_groups = table.Column<bool>(type: "bit", nullable: false),
                    is_break_glass = table.Column<bool>(type: "bit", nullable: false),
                    break_glass_used_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pivot_rollup",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    pair = table.Column<int>(type: "int", nullable: false),
                    year = table.Column<int>(type: "int", nullable: false),
                    month = table.Column<int>(type: "int", nullable: false),
                    reason_id = table.Column<long>(type: "bigint", nullable: false),
                    category = table.Column<int>(type: "int", nullable: false),
                    payer_id = table.Column<long>(type: "bigint", nullable: false),
                    carc = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    provider_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    requested_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    written_off_cents = table.Column<long>(type: "bigint", nullable: false),
                    written_off_count = table.Column<long>(type: "bigint", nullable: false),
                    reopened_cents = table.Column<long>(type: "bigint", nullable: false),
                    reopened_count = table.Column<long>(type: "bigint", nullable: false),
                    undone_cents = table.Column<long>(type: "bigint", nullable: false),
                    undone_count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pivot_rollup", x => new { x.tenant_id, x.pair, x.year, x.reason_id, x.category, x.payer_id, x.carc, x.provider_name, x.requested_by, x.month });
                });

            migrationBuilder.CreateTable(
                name: "posting_batch",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    settings = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    row_count = table.Column<int>(type: "int", nullable: false),
                    sum_cents = table.Column<long>(type: "bigint", nullable: false),
                    made_on = table.Column<DateOnly>(type: "date", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    made_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    sendings = table.Column<int>(type: "int", nullable: false),
                    sent_on = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting_batch", x => new { x.tenant_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "posting_template",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    settings = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting_template", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "remittance_file",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    content_hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    received_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remittance_file", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "route_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    code = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    route = table.Column<int>(type: "int", nullable: false),
                    guards = table.Column<bool>(type: "bit", nullable: false),
                    words = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_row", x => new { x.tenant_id, x.kind, x.code });
                });

            migrationBuilder.CreateTable(
                name: "tenant",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    time_zone = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tenant", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "work_lease",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    holder = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    beat = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_work_lease", x => new { x.tenant_id, x.name });
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

            migrationBuilder.CreateTable(
                name: "claim",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claim_number = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    claim_key = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    payer_id = table.Column<long>(type: "bigint", nullable: false),
                    charge_cents = table.Column<long>(type: "bigint", nullable: false),
                    balance_cents = table.Column<long>(type: "bigint", nullable: false),
                    patient_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    patient_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    member_id = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    provider_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    service_from = table.Column<DateOnly>(type: "date", nullable: true),
                    service_to = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claim", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_claim_payer_tenant_id_payer_id",
                        columns: x => new { x.tenant_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_token",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    scope_names = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    made_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    last_used_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_token", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_api_token_person_tenant_id_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "approval_limit",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<int>(type: "int", nullable: true),
                    person_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_limit", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_approval_limit_person_tenant_id_person_id",
                        columns: x => new { x.tenant_id, x.person_id },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_role",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    person_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    role = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_role", x => new { x.tenant_id, x.person_id, x.role });
                    table.ForeignKey(
                        name: "FK_person_role_person_tenant_id_person_id",
                        columns: x => new { x.tenant_id, x.person_id },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_view",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    is_shared = table.Column<bool>(type: "bit", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_view", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_saved_view_person_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoint",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    url = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    event_names = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    secret = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    made_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    is_on = table.Column<bool>(type: "bit", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_endpoint", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_webhook_endpoint_person_tenant_id_made_by",
                        columns: x => new { x.tenant_id, x.made_by },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "remittance",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    file_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    status = table.Column<int>(type: "int", nullable: false),
                    hold_word = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    why = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    first_posted_id = table.Column<long>(type: "bigint", nullable: true),
                    payer_identifier = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    payer_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    payee_identifier = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    payee_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    trace = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: true),
                    unexplained_cents = table.Column<long>(type: "bigint", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    adjudicated_on = table.Column<DateOnly>(type: "date", nullable: true),
                    identity = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    claim_count = table.Column<int>(type: "int", nullable: false),
                    posted_count = table.Column<int>(type: "int", nullable: false),
                    held_count = table.Column<int>(type: "int", nullable: false),
                    unmatched_count = table.Column<int>(type: "int", nullable: false),
                    denial_count = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remittance", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_remittance_remittance_file_tenant_id_file_id",
                        columns: x => new { x.tenant_id, x.file_id },
                        principalTable: "remittance_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_remittance_remittance_tenant_id_first_posted_id",
                        columns: x => new { x.tenant_id, x.first_posted_id },
                        principalTable: "remittance",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "remittance_finding",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    file_id = table.Column<long>(type: "bigint", nullable: false),
                    remittance_id = table.Column<long>(type: "bigint", nullable: true),
                    severity = table.Column<int>(type: "int", nullable: false),
                    segment = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    what = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    to_do = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remittance_finding", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_remittance_finding_remittance_file_tenant_id_file_id",
                        columns: x => new { x.tenant_id, x.file_id },
                        principalTable: "remittance_file",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tenant_policy",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    gate = table.Column<int>(type: "int", nullable: false),
                    gate_above_cents = table.Column<long>(type: "bigint", nullable: false),
                    small_balance_cents = table.Column<long>(type: "bigint", nullable: false),
                    collection_age_days = table.Column<int>(type: "int", nullable: false),
                    filing_window_days = table.Column<int>(type: "int", nullable: false),
                    appeal_window_days = table.Column<int>(type: "int", nullable: false),
                    appeal_from_latest = table.Column<bool>(type: "bit", nullable: false),
                    category_required = table.Column<bool>(type: "bit", nullable: false),
                    create_unknown_claims = table.Column<bool>(type: "bit", nullable: false),
                    automatic_reopen = table.Column<bool>(type: "bit", nullable: false),
                    refuse_test_files = table.Column<bool>(type: "bit", nullable: false),
                    own_payees = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    second_factor_required = table.Column<bool>(type: "bit", nullable: false),
                    statements_needed = table.Column<int>(type: "int", nullable: false),
                    run_row_cap = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tenant_policy", x => x.tenant_id);
                    table.ForeignKey(
                        name: "FK_tenant_policy_tenant_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenant",
                        principalColumn: "tenant_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "write_off_reason",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    label = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    category = table.Column<int>(type: "int", nullable: true),
                    rule = table.Column<int>(type: "int", nullable: false),
                    when_to_use = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    position = table.Column<int>(type: "int", nullable: false),
                    is_enabled = table.Column<bool>(type: "bit", nullable: false),
                    note_required = table.Column<bool>(type: "bit", nullable: false),
                    evidence = table.Column<int>(type: "int", nullable: false),
                    gate = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_write_off_reason", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_write_off_reason_tenant_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenant",
                        principalColumn: "tenant_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "claim_line",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    procedure_code = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    modifiers = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    charge_cents = table.Column<long>(type: "bigint", nullable: false),
                    service_date = table.Column<DateOnly>(type: "date", nullable: true),
                    control_number = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claim_line", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_claim_line_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cost_share_evidence",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    dated_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cost_share_evidence", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_cost_share_evidence_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reversal_case",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    original_id = table.Column<long>(type: "bigint", nullable: false),
                    reversal_id = table.Column<long>(type: "bigint", nullable: true),
                    confidence = table.Column<int>(type: "int", nullable: false),
                    match = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    status = table.Column<int>(type: "int", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true),
                    closed_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reversal_case", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_reversal_case_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_delivery",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    endpoint_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    @event = table.Column<int>(name: "event", type: "int", nullable: false),
                    status = table.Column<int>(type: "int", nullable: false),
                    tries = table.Column<int>(type: "int", nullable: false),
                    next_at = table.Column<long>(type: "bigint", nullable: false),
                    tried_at = table.Column<long>(type: "bigint", nullable: true),
                    answer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_delivery", x => new { x.tenant_id, x.endpoint_id, x.sequence });
                    table.ForeignKey(
                        name: "FK_webhook_delivery_webhook_endpoint_tenant_id_endpoint_id",
                        columns: x => new { x.tenant_id, x.endpoint_id },
                        principalTable: "webhook_endpoint",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payer_money_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    remittance_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    provider = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    fiscal_date = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer_money_row", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_payer_money_row_remittance_tenant_id_remittance_id",
                        columns: x => new { x.tenant_id, x.remittance_id },
                        principalTable: "remittance",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
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
                name: "remittance_claim",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    remittance_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    outcome = table.Column<int>(type: "int", nullable: false),
                    hold_word = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    why = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    claim_number = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    claim_key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    status_code = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    charge_cents = table.Column<long>(type: "bigint", nullable: true),
                    paid_cents = table.Column<long>(type: "bigint", nullable: true),
                    interest_cents = table.Column<long>(type: "bigint", nullable: true),
                    payer_control_number = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    original_reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    member_id = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    patient_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: true),
                    reverses_id = table.Column<long>(type: "bigint", nullable: true),
                    corrects_id = table.Column<long>(type: "bigint", nullable: true),
                    resubmits_id = table.Column<long>(type: "bigint", nullable: true),
                    case_id = table.Column<long>(type: "bigint", nullable: true),
                    match = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    decided_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    segments = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    delimiters = table.Column<string>(type: "nvarchar(4)", maxLength: 4, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remittance_claim", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_remittance_claim_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_remittance_claim_remittance_claim_tenant_id_corrects_id",
                        columns: x => new { x.tenant_id, x.corrects_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_remittance_claim_remittance_claim_tenant_id_resubmits_id",
                        columns: x => new { x.tenant_id, x.resubmits_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_remittance_claim_remittance_claim_tenant_id_reverses_id",
                        columns: x => new { x.tenant_id, x.reverses_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_remittance_claim_remittance_tenant_id_remittance_id",
                        columns: x => new { x.tenant_id, x.remittance_id },
                        principalTable: "remittance",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_remittance_claim_reversal_case_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "reversal_case",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "denial",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    line_id = table.Column<long>(type: "bigint", nullable: true),
                    payer_id = table.Column<long>(type: "bigint", nullable: false),
                    group = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    carc = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    rarcs = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    route = table.Column<int>(type: "int", nullable: false),
                    route_guards = table.Column<bool>(type: "bit", nullable: false),
                    denied_on = table.Column<DateOnly>(type: "date", nullable: false),
                    denied_cents = table.Column<long>(type: "bigint", nullable: false),
                    taken_back_cents = table.Column<long>(type: "bigint", nullable: false),
                    balance_cents = table.Column<long>(type: "bigint", nullable: false),
                    reserved_cents = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "int", nullable: false),
                    resolution = table.Column<int>(type: "int", nullable: true),
                    assignee_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    is_flagged = table.Column<bool>(type: "bit", nullable: false),
                    appeal_by = table.Column<DateOnly>(type: "date", nullable: false),
                    returned_from_collections_on = table.Column<DateOnly>(type: "date", nullable: true),
                    remittance_id = table.Column<long>(type: "bigint", nullable: true),
                    remittance_claim_id = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_denial", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_denial_claim_line_tenant_id_line_id",
                        columns: x => new { x.tenant_id, x.line_id },
                        principalTable: "claim_line",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_payer_tenant_id_payer_id",
                        columns: x => new { x.tenant_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_person_tenant_id_assignee_id",
                        columns: x => new { x.tenant_id, x.assignee_id },
                        principalTable: "person",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_remittance_claim_tenant_id_remittance_claim_id",
                        columns: x => new { x.tenant_id, x.remittance_claim_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_remittance_tenant_id_remittance_id",
                        columns: x => new { x.tenant_id, x.remittance_id },
                        principalTable: "remittance",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payer_money_link",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    row_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    payment_id = table.Column<long>(type: "bigint", nullable: true),
                    other_row_id = table.Column<long>(type: "bigint", nullable: true),
                    why = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    linked_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    linked_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer_money_link", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_payer_money_link_payer_money_row_tenant_id_other_row_id",
                        columns: x => new { x.tenant_id, x.other_row_id },
                        principalTable: "payer_money_row",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payer_money_link_payer_money_row_tenant_id_row_id",
                        columns: x => new { x.tenant_id, x.row_id },
                        principalTable: "payer_money_row",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payer_money_link_remittance_claim_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appeal",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    level = table.Column<int>(type: "int", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    window_ended_on = table.Column<DateOnly>(type: "date", nullable: false),
                    outcome = table.Column<int>(type: "int", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "nvarchar(max)", maxLength: 4100, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appeal", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_appeal_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "denial_determination",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    remittance_claim_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    determined_on = table.Column<DateOnly>(type: "date", nullable: false),
                    payer_control_number = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_denial_determination", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_denial_determination_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_determination_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_denial_determination_remittance_claim_tenant_id_remittance_claim_id",
                        columns: x => new { x.tenant_id, x.remittance_claim_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "denial_note",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    written_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    written_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_denial_note", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_denial_note_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reversal_flag",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reversal_flag", x => new { x.tenant_id, x.case_id, x.denial_id });
                    table.ForeignKey(
                        name: "FK_reversal_flag_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reversal_flag_reversal_case_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "reversal_case",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "write_off_request",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "int", nullable: false),
                    came_from = table.Column<int>(type: "int", nullable: false),
                    note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    gate_sentence = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    requested_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    submission_key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    content_hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    balance_after_cents = table.Column<long>(type: "bigint", nullable: false),
                    status_after = table.Column<int>(type: "int", nullable: false),
                    decided_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    decision_note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_write_off_request", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_write_off_request_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_application",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<int>(type: "int", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: true),
                    line_id = table.Column<long>(type: "bigint", nullable: true),
                    reverses_id = table.Column<long>(type: "bigint", nullable: true),
                    request_id = table.Column<long>(type: "bigint", nullable: true),
                    reason_id = table.Column<long>(type: "bigint", nullable: true),
                    remittance_id = table.Column<long>(type: "bigint", nullable: true),
                    remittance_claim_id = table.Column<long>(type: "bigint", nullable: true),
                    opening_import_id = table.Column<long>(type: "bigint", nullable: true),
                    source_row = table.Column<int>(type: "int", nullable: true),
                    opened_charge_cents = table.Column<long>(type: "bigint", nullable: true),
                    adjustment_group = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    adjustment_code = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    posted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    posted_at = table.Column<long>(type: "bigint", nullable: false),
                    posted_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_application", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_payment_application_claim_line_tenant_id_line_id",
                        columns: x => new { x.tenant_id, x.line_id },
                        principalTable: "claim_line",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_claim_tenant_id_claim_id",
                        columns: x => new { x.tenant_id, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_opening_import_tenant_id_opening_import_id",
                        columns: x => new { x.tenant_id, x.opening_import_id },
                        principalTable: "opening_import",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_payment_application_tenant_id_reverses_id",
                        columns: x => new { x.tenant_id, x.reverses_id },
                        principalTable: "payment_application",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_remittance_claim_tenant_id_remittance_claim_id",
                        columns: x => new { x.tenant_id, x.remittance_claim_id },
                        principalTable: "remittance_claim",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_remittance_tenant_id_remittance_id",
                        columns: x => new { x.tenant_id, x.remittance_id },
                        principalTable: "remittance",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_write_off_reason_tenant_id_reason_id",
                        columns: x => new { x.tenant_id, x.reason_id },
                        principalTable: "write_off_reason",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_application_write_off_request_tenant_id_request_id",
                        columns: x => new { x.tenant_id, x.request_id },
                        principalTable: "write_off_request",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rail_pass",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<long>(type: "bigint", nullable: false),
                    denial_id = table.Column<long>(type: "bigint", nullable: false),
                    rail = table.Column<int>(type: "int", nullable: false),
                    reason = table.Column<int>(type: "int", nullable: false),
                    text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    saw = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    passed_by = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    passed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rail_pass", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_rail_pass_denial_tenant_id_denial_id",
                        columns: x => new { x.tenant_id, x.denial_id },
                        principalTable: "denial",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_rail_pass_write_off_request_tenant_id_request_id",
                        columns: x => new { x.tenant_id, x.request_id },
                        principalTable: "write_off_request",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "write_off_request_line",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    request_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    reason_id = table.Column<long>(type: "bigint", nullable: false),
                    reason_code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    reason_label = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    category = table.Column<int>(type: "int", nullable: true),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    evidence_seen = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_write_off_request_line", x => new { x.tenant_id, x.request_id, x.number });
                    table.ForeignKey(
                        name: "FK_write_off_request_line_write_off_reason_tenant_id_reason_id",
                        columns: x => new { x.tenant_id, x.reason_id },
                        principalTable: "write_off_reason",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_write_off_request_line_write_off_request_tenant_id_request_id",
                        columns: x => new { x.tenant_id, x.request_id },
                        principalTable: "write_off_request",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posting_batch_row",
                columns: table => new
                {
                    tenant_id = table.Column<int>(type: "int", nullable: false),
                    application_id = table.Column<long>(type: "bigint", nullable: false),
                    batch_number = table.Column<int>(type: "int", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    answer = table.Column<int>(type: "int", nullable: false),
                    why = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    sendings = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting_batch_row", x => new { x.tenant_id, x.application_id });
                    table.ForeignKey(
                        name: "FK_posting_batch_row_payment_application_tenant_id_application_id",
                        columns: x => new { x.tenant_id, x.application_id },
                        principalTable: "payment_application",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_posting_batch_row_posting_batch_tenant_id_batch_number",
                        columns: x => new { x.tenant_id, x.batch_number },
                        principalTable: "posting_batch",
                        principalColumns: new[] { "tenant_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_access_row_tenant_id_actor_id_id",
                table: "access_row",
                columns: new[] { "tenant_id", "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_access_row_tenant_id_claim_id_id",
                table: "access_row",
                columns: new[] { "tenant_id", "claim_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_api_token_tenant_id_made_by",
                table: "api_token",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "IX_appeal_tenant_id_denial_id",
                table: "appeal",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_approval_limit_tenant_id_person_id",
                table: "approval_limit",
                columns: new[] { "tenant_id", "person_id" },
                unique: true,
                filter: "person_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_approval_limit_tenant_id_role",
                table: "approval_limit",
                columns: new[] { "tenant_id", "role" },
                unique: true,
                filter: "role IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_row_tenant_id_denial_id_sequence",
                table: "audit_row",
                columns: new[] { "tenant_id", "denial_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_cause_rollup_tenant_id_reason_id",
                table: "cause_rollup",
                columns: new[] { "tenant_id", "reason_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_key",
                table: "claim",
                columns: new[] { "tenant_id", "claim_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_patient",
                table: "claim",
                columns: new[] { "tenant_id", "patient_key", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_tenant_id_claim_number",
                table: "claim",
                columns: new[] { "tenant_id", "claim_number" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_tenant_id_payer_id",
                table: "claim",
                columns: new[] { "tenant_id", "payer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_line_tenant_id_claim_id_number",
                table: "claim_line",
                columns: new[] { "tenant_id", "claim_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cost_share_evidence_tenant_id_claim_id_kind_dated_on",
                table: "cost_share_evidence",
                columns: new[] { "tenant_id", "claim_id", "kind", "dated_on" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_denial_age",
                table: "denial",
                columns: new[] { "tenant_id", "denied_on", "id", "is_flagged" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_appeal",
                table: "denial",
                columns: new[] { "tenant_id", "appeal_by", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_assignee",
                table: "denial",
                columns: new[] { "tenant_id", "assignee_id", "status", "denied_on", "id", "balance_cents" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_carc",
                table: "denial",
                columns: new[] { "tenant_id", "carc", "denied_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_claim",
                table: "denial",
                columns: new[] { "tenant_id", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_flagged",
                table: "denial",
                columns: new[] { "tenant_id", "denied_on", "id" },
                filter: "[is_flagged] = 1");

            migrationBuilder.CreateIndex(
                name: "ix_denial_payer",
                table: "denial",
                columns: new[] { "tenant_id", "payer_id", "denied_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_route",
                table: "denial",
                columns: new[] { "tenant_id", "route", "denied_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_age",
                table: "denial",
                columns: new[] { "tenant_id", "status", "denied_on", "id", "balance_cents", "is_flagged", "payer_id", "carc", "appeal_by", "assignee_id" });

            migrationBuilder.CreateIndex(
                name: "ix_denial_status_balance",
                table: "denial",
                columns: new[] { "tenant_id", "status", "balance_cents", "id", "denied_on", "is_flagged", "payer_id", "carc", "appeal_by", "assignee_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_tenant_id_line_id",
                table: "denial",
                columns: new[] { "tenant_id", "line_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_tenant_id_remittance_claim_id",
                table: "denial",
                columns: new[] { "tenant_id", "remittance_claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_tenant_id_remittance_id",
                table: "denial",
                columns: new[] { "tenant_id", "remittance_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_determination_tenant_id_claim_id",
                table: "denial_determination",
                columns: new[] { "tenant_id", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_determination_tenant_id_denial_id",
                table: "denial_determination",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_determination_tenant_id_remittance_claim_id",
                table: "denial_determination",
                columns: new[] { "tenant_id", "remittance_claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_denial_note_tenant_id_denial_id",
                table: "denial_note",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_draft_tenant_id_saved_at",
                table: "draft",
                columns: new[] { "tenant_id", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "IX_mass_run_status_tenant_id",
                table: "mass_run",
                columns: new[] { "status", "tenant_id" });

            migrationBuilder.CreateIndex(
                name: "IX_mass_run_tenant_id_start_key",
                table: "mass_run",
                columns: new[] { "tenant_id", "start_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payer_tenant_id_identifier",
                table: "payer",
                columns: new[] { "tenant_id", "identifier" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payer_money_link_tenant_id_other_row_id",
                table: "payer_money_link",
                columns: new[] { "tenant_id", "other_row_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payer_money_link_tenant_id_payment_id",
                table: "payer_money_link",
                columns: new[] { "tenant_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payer_money_link_tenant_id_row_id",
                table: "payer_money_link",
                columns: new[] { "tenant_id", "row_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payer_money_row_tenant_id_reference",
                table: "payer_money_row",
                columns: new[] { "tenant_id", "reference" });

            migrationBuilder.CreateIndex(
                name: "IX_payer_money_row_tenant_id_remittance_id_number",
                table: "payer_money_row",
                columns: new[] { "tenant_id", "remittance_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_day",
                table: "payment_application",
                columns: new[] { "tenant_id", "type", "posted_on", "amount_cents" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_claim_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_denial_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_line_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "line_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_opening_import_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "opening_import_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_reason_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "reason_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_remittance_claim_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "remittance_claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_remittance_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "remittance_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_request_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_application_tenant_id_reverses_id",
                table: "payment_application",
                columns: new[] { "tenant_id", "reverses_id" },
                unique: true,
                filter: "reverses_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_posting_batch_row_tenant_id_answer_batch_number",
                table: "posting_batch_row",
                columns: new[] { "tenant_id", "answer", "batch_number" });

            migrationBuilder.CreateIndex(
                name: "IX_posting_batch_row_tenant_id_batch_number_number",
                table: "posting_batch_row",
                columns: new[] { "tenant_id", "batch_number", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rail_pass_tenant_id_denial_id",
                table: "rail_pass",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_rail_pass_tenant_id_request_id",
                table: "rail_pass",
                columns: new[] { "tenant_id", "request_id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_tenant_id_file_id_number",
                table: "remittance",
                columns: new[] { "tenant_id", "file_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_remittance_tenant_id_first_posted_id",
                table: "remittance",
                columns: new[] { "tenant_id", "first_posted_id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_tenant_id_identity",
                table: "remittance",
                columns: new[] { "tenant_id", "identity" });

            migrationBuilder.CreateIndex(
                name: "ix_remittance_claim_reversed_once",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "reverses_id" },
                unique: true,
                filter: "reverses_id IS NOT NULL AND outcome = 1");

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_case_id",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_claim_id",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_claim_key",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "claim_key" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_corrects_id",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "corrects_id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_outcome_id",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "outcome", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_payer_control_number",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "payer_control_number" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_remittance_id_number",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "remittance_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_remittance_claim_tenant_id_resubmits_id",
                table: "remittance_claim",
                columns: new[] { "tenant_id", "resubmits_id" });

            migrationBuilder.CreateIndex(
                name: "IX_remittance_file_tenant_id_content_hash",
                table: "remittance_file",
                columns: new[] { "tenant_id", "content_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_remittance_finding_tenant_id_file_id",
                table: "remittance_finding",
                columns: new[] { "tenant_id", "file_id" });

            migrationBuilder.CreateIndex(
                name: "IX_reversal_case_tenant_id_claim_id",
                table: "reversal_case",
                columns: new[] { "tenant_id", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_reversal_case_tenant_id_status_id",
                table: "reversal_case",
                columns: new[] { "tenant_id", "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_reversal_flag_tenant_id_denial_id",
                table: "reversal_flag",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_saved_view_tenant_id_owner_id_name",
                table: "saved_view",
                columns: new[] { "tenant_id", "owner_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_delivery_tenant_id_status_next_at",
                table: "webhook_delivery",
                columns: new[] { "tenant_id", "status", "next_at" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_endpoint_tenant_id_made_by",
                table: "webhook_endpoint",
                columns: new[] { "tenant_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "IX_write_off_reason_tenant_id_code",
                table: "write_off_reason",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_write_off_request_tenant_id_claim_id",
                table: "write_off_request",
                columns: new[] { "tenant_id", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "IX_write_off_request_tenant_id_denial_id",
                table: "write_off_request",
                columns: new[] { "tenant_id", "denial_id" });

            migrationBuilder.CreateIndex(
                name: "IX_write_off_request_tenant_id_requested_by_status_requested_at_id",
                table: "write_off_request",
                columns: new[] { "tenant_id", "requested_by", "status", "requested_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_write_off_request_tenant_id_status_requested_at_id",
                table: "write_off_request",
                columns: new[] { "tenant_id", "status", "requested_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_write_off_request_tenant_id_submission_key",
                table: "write_off_request",
                columns: new[] { "tenant_id", "submission_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_write_off_request_line_tenant_id_reason_id",
                table: "write_off_request_line",
                columns: new[] { "tenant_id", "reason_id" });
            AppendOnlyTriggers.ProtectAll(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_row");

            migrationBuilder.DropTable(
                name: "api_token");

            migrationBuilder.DropTable(
                name: "appeal");

            migrationBuilder.DropTable(
                name: "approval_limit");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "audit_row");

            migrationBuilder.DropTable(
                name: "cause_rollup");

            migrationBuilder.DropTable(
                name: "code_words");

            migrationBuilder.DropTable(
                name: "cost_share_evidence");

            migrationBuilder.DropTable(
                name: "denial_determination");

            migrationBuilder.DropTable(
                name: "denial_note");

            migrationBuilder.DropTable(
                name: "draft");

            migrationBuilder.DropTable(
                name: "group_role");

            migrationBuilder.DropTable(
                name: "keyed_answer");

            migrationBuilder.DropTable(
                name: "mass_run_part");

            migrationBuilder.DropTable(
                name: "mass_run_row");

            migrationBuilder.DropTable(
                name: "opening_column_map");

            migrationBuilder.DropTable(
                name: "payer_money_link");

            migrationBuilder.DropTable(
                name: "person_role");

            migrationBuilder.DropTable(
                name: "pivot_rollup");

            migrationBuilder.DropTable(
                name: "posting_batch_row");

            migrationBuilder.DropTable(
                name: "posting_template");

            migrationBuilder.DropTable(
                name: "rail_pass");

            migrationBuilder.DropTable(
                name: "remittance_finding");

            migrationBuilder.DropTable(
                name: "reversal_flag");

            migrationBuilder.DropTable(
                name: "route_row");

            migrationBuilder.DropTable(
                name: "saved_view");

            migrationBuilder.DropTable(
                name: "tenant_policy");

            migrationBuilder.DropTable(
                name: "webhook_delivery");

            migrationBuilder.DropTable(
                name: "work_lease");

            migrationBuilder.DropTable(
                name: "write_off_request_line");

            migrationBuilder.DropTable(
                name: "mass_run");

            migrationBuilder.DropTable(
                name: "payer_money_row");

            migrationBuilder.DropTable(
                name: "payment_application");

            migrationBuilder.DropTable(
                name: "posting_batch");

            migrationBuilder.DropTable(
                name: "webhook_endpoint");

            migrationBuilder.DropTable(
                name: "opening_import");

            migrationBuilder.DropTable(
                name: "write_off_reason");

            migrationBuilder.DropTable(
                name: "write_off_request");

            migrationBuilder.DropTable(
                name: "tenant");

            migrationBuilder.DropTable(
                name: "denial");

            migrationBuilder.DropTable(
                name: "claim_line");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "remittance_claim");

            migrationBuilder.DropTable(
                name: "remittance");

            migrationBuilder.DropTable(
                name: "reversal_case");

            migrationBuilder.DropTable(
                name: "remittance_file");

            migrationBuilder.DropTable(
                name: "claim");

            migrationBuilder.DropTable(
                name: "payer");
        }
    }
}
