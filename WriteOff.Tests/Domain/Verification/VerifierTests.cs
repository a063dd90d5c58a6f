using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Verification;

public sealed class VerifierTests
{
    /// <summary>A tenant with a bit of everything: written off, in part, undone, pending, in appeal.</summary>
    internal static async Task<TestWorkbench> BusyWorkbench()
    {
        var workbench = await TestWorkbench.OpenSqlite(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 100_000 });
        var whole = await workbench.GivenDenial(new Money(80_000));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(whole));
        var part = await workbench.GivenDenial(new Money(50_000));
        await workbench.WriteOffs.Submit(workbench.Clerk, new WriteOffAsk(part.Id, part.Version, Guid.NewGuid(),
            [new WriteOffAskLine("other", new Money(10_000)), new WriteOffAskLine("bad-debt", new Money(5_000))], "Two causes"));
        var undone = await workbench.GivenDenial(new Money(30_000));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(undone));
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(undone), "Wrong one");
        var pending = await workbench.GivenDenial(new Money(200_000));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(pending));
        var appealed = await workbench.GivenDenial(new Money(7_000));
        await workbench.Appeals.File(workbench.Clerk, await workbench.Now(appealed), new AppealAsk(1, workbench.Today));
        return workbench;
    }

    [Fact]
    public async Task Run_HonestBooks_NothingBroken()
    {
        var workbench = await BusyWorkbench();
        await workbench.OpenNeighbour();

        var results = await new Verifier(workbench.Dbs).Run(workbench.Verified());

        results.Should().OnlyContain(r => r.Holds).And.HaveCountGreaterThan(25);
        results.Select(r => r.Name).Should().OnlyHaveUniqueItems();
        VerifyReport.Text(results).Should().EndWith($"0 broken, {results.Count} invariants hold\n");
    }

    [Theory]
    [InlineData("AuditHash", "UPDATE audit_row SET note = 'Changed' WHERE sequence = (SELECT MAX(sequence) - 2 FROM audit_row)")]
    [InlineData("AuditHash", "UPDATE audit_row SET amount_cents = 1 WHERE act = 30 AND sequence = (SELECT MIN(sequence) FROM audit_row WHERE act = 30)")]
    [InlineData("AuditHash", "UPDATE audit_row SET actor_id = 'nobody' WHERE sequence = 5")]
    [InlineData("AuditHash", "UPDATE audit_row SET tenant_id = 77 WHERE sequence = 9")]
    [InlineData("AuditSequence", "DELETE FROM audit_row WHERE sequence = 10")]
    [InlineData("AuditLink", "DELETE FROM audit_row WHERE sequence = 10")]
    [InlineData("AuditSequence", "DELETE FROM audit_row WHERE sequence = 1")]
    [InlineData("AuditHead", "DELETE FROM audit_row WHERE sequence = (SELECT MAX(sequence) FROM audit_row)")]
    [InlineData("AuditHead", "DELETE FROM audit_row")]
    [InlineData("AuditHead", "INSERT INTO audit_row SELECT tenant_id, sequence + 1, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, status_before, status_after, balance_before_cents, balance_after_cents, note, detail, hash, hash FROM audit_row ORDER BY sequence DESC LIMIT 1")]
    [InlineData("AuditLink", "UPDATE audit_row SET sequence = -1 WHERE sequence = 11; UPDATE audit_row SET sequence = 11 WHERE sequence = 12; UPDATE audit_row SET sequence = 12 WHERE sequence = -1")]
    [InlineData("AuditHead", "UPDATE audit_head SET hash = zeroblob(32)")]
    [InlineData("AuditHead", "DELETE FROM audit_head")]
    [InlineData("ClaimBalance", "UPDATE claim SET balance_cents = balance_cents + 1")]
    [InlineData("ClaimBalance", "UPDATE payment_application SET amount_cents = amount_cents - 1")]
    [InlineData("DenialBalance", "UPDATE payment_application SET amount_cents = amount_cents - 1")]
    [InlineData("DenialBalance", "UPDATE denial SET balance_cents = balance_cents - 1 WHERE status = 3")]
    [InlineData("DenialBalance", "UPDATE denial SET denied_cents = denied_cents + 1 WHERE status = 5")]
    [InlineData("DenialBalance", "DELETE FROM payment_application WHERE reverses_id IS NOT NULL")]
    [InlineData("WriteOffAmount", "UPDATE payment_application SET amount_cents = 0")]
    [InlineData("WriteOffAmount", "UPDATE payment_application SET request_id = NULL")]
    [InlineData("ApplicationType", "UPDATE payment_application SET type = 9")]
    [InlineData("UndoNegates", "UPDATE payment_application SET amount_cents = amount_cents + 1 WHERE reverses_id IS NOT NULL")]
    [InlineData("UndoNegates", "UPDATE payment_application SET type = 1 WHERE reverses_id IS NOT NULL")]
    [InlineData("UndoNegates", "UPDATE payment_application SET claim_id = claim_id + 1 WHERE reverses_id IS NOT NULL")]
    [InlineData("UndoNegates", "DELETE FROM payment_application WHERE id IN (SELECT reverses_id FROM payment_application)")]
    [InlineData("UndoOfUndo", "UPDATE payment_application SET reverses_id = id WHERE reverses_id IS NOT NULL")]
    [InlineData("ClaimBalance", "UPDATE payment_application SET amount_cents = 9223372036854775807")]
    [InlineData("UndoneOnce", "DROP INDEX \"IX_payment_application_tenant_id_reverses_id\"; INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, denial_id, line_id, reverses_id, request_id, reason_id, remittance_id, remittance_claim_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by) SELECT tenant_id, id + 1000000, claim_id, type, amount_cents, denial_id, line_id, reverses_id, request_id, reason_id, remittance_id, remittance_claim_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by FROM payment_application WHERE reverses_id IS NOT NULL")]
    [InlineData("RequestLines", "UPDATE write_off_request_line SET amount_cents = amount_cents + 1 WHERE number = 2")]
    [InlineData("RequestLines", "UPDATE write_off_request SET amount_cents = amount_cents + 1 WHERE status = 2")]
    [InlineData("RequestApplications", "UPDATE write_off_request SET amount_cents = amount_cents + 1 WHERE status = 1")]
    [InlineData("RequestApplications", "UPDATE write_off_request SET status = 4 WHERE status = 1")]
    [InlineData("RequestApplications", "UPDATE write_off_request SET status = 3 WHERE status = 2")]
    [InlineData("RequestApplications", "UPDATE payment_application SET reason_id = (SELECT MIN(reason_id) FROM payment_application)")]
    [InlineData("CauseRollup", "DELETE FROM cause_rollup")]
    [InlineData("CauseRollup", "UPDATE cause_rollup SET written_off_cents = written_off_cents + 1")]
    [InlineData("CauseRollup", "UPDATE cause_rollup SET written_off_count = written_off_count + 1")]
    [InlineData("CauseRollup", "UPDATE cause_rollup SET posted_on = '2026-11-25'")]
    [InlineData("CauseRollup", "UPDATE cause_rollup SET category = 3 WHERE reopened_cents > 0")]
    [InlineData("CauseRollup", "UPDATE payment_application SET posted_on = '2026-12-01' WHERE reverses_id IS NOT NULL")]
    [InlineData("CauseRollup", "UPDATE write_off_request_line SET category = 1")]
    [InlineData("CauseSigns", "UPDATE cause_rollup SET reopened_cents = -1")]
    [InlineData("CauseSigns", "UPDATE cause_rollup SET category = 7")]
    [InlineData("PivotPayerCarc", "DELETE FROM pivot_rollup")]
    [InlineData("PivotCausePayer", "DELETE FROM pivot_rollup WHERE pair = 1")]
    [InlineData("PivotCauseCarc", "UPDATE pivot_rollup SET carc = '1' WHERE pair = 2")]
    [InlineData("PivotCauseProvider", "UPDATE pivot_rollup SET written_off_count = written_off_count + 1 WHERE pair = 3")]
    [InlineData("PivotCauseRequester", "UPDATE pivot_rollup SET requested_by = '11111111-0000-0000-0000-000000000000' WHERE pair = 4")]
    [InlineData("PivotPayerProvider", "UPDATE pivot_rollup SET undone_cents = undone_cents + 1 WHERE pair = 6")]
    [InlineData("PivotPayerRequester", "UPDATE pivot_rollup SET reason_id = 1 WHERE pair = 7")]
    [InlineData("PivotCarcProvider", "UPDATE pivot_rollup SET month = 1 WHERE pair = 8")]
    [InlineData("PivotCarcRequester", "UPDATE pivot_rollup SET tenant_id = tenant_id + 1 WHERE pair = 9")]
    [InlineData("PivotProviderRequester", "UPDATE claim SET provider_name = 'Another'")]
    [InlineData("PivotSigns", "UPDATE pivot_rollup SET pair = 11 WHERE pair = 5")]
    [InlineData("StatusKnown", "UPDATE denial SET resolution = 1 WHERE status = 3")]
    [InlineData("StatusKnown", "UPDATE denial SET status = 6 WHERE status = 3")]
    [InlineData("StatusKnown", "UPDATE denial SET status = 7 WHERE status = 3")]
    [InlineData("WrittenOff", "UPDATE denial SET status = 5 WHERE status = 3")]
    [InlineData("WrittenOffWhole", "UPDATE denial SET status = 1 WHERE status = 5")]
    [InlineData("WrittenOffWithin", "UPDATE payment_application SET amount_cents = amount_cents * 100")]
    [InlineData("PendingWriteOff", "UPDATE denial SET reserved_cents = reserved_cents + 1 WHERE status = 4")]
    [InlineData("PendingWriteOff", "DELETE FROM write_off_request WHERE status = 2")]
    [InlineData("ReservedOnlyPending", "UPDATE denial SET status = 1 WHERE status = 4")]
    [InlineData("ReservedOnlyPending", "UPDATE denial SET reserved_cents = 5 WHERE status = 3")]
    [InlineData("RequestDecided", "UPDATE write_off_request SET status = 4 WHERE status = 2")]
    [InlineData("RequestDecided", "UPDATE write_off_request SET decided_by = requested_by WHERE status = 2")]
    [InlineData("ApproverNotRequester", "UPDATE write_off_request SET status = 4, decided_by = requested_by, decided_at = requested_at WHERE status = 2")]
    [InlineData("ApproverNotRequester", "UPDATE write_off_request SET status = 3, decided_by = '00000000-0000-0000-0000-000000000000', decided_at = requested_at WHERE status = 2")]
    [InlineData("GatedOnlyByApproval", "UPDATE write_off_request SET status = 1 WHERE status = 2")]
    [InlineData("GatedOnlyByApproval", "UPDATE write_off_request SET status_after = 4 WHERE status = 1")]
    [InlineData("DecisionAudited", "UPDATE write_off_request SET status = 4, decided_by = '11111111-0000-0000-0000-000000000000', decided_at = requested_at WHERE status = 2")]
    [InlineData("AppealPending", "UPDATE denial SET status = 2 WHERE status = 3")]
    [InlineData("AppealPending", "DELETE FROM appeal")]
    [InlineData("AppealEnded", "UPDATE appeal SET ended_on = '2026-11-24'")]
    [InlineData("ReplayStatus", "UPDATE denial SET status = 2 WHERE status = 3")]
    [InlineData("ReplayBalance", "UPDATE denial SET balance_cents = balance_cents - 1 WHERE status = 3")]
    [InlineData("ReplayStatus", "DELETE FROM audit_row WHERE denial_id = (SELECT id FROM denial WHERE status = 5)")]
    [InlineData("StatusSteps", "DELETE FROM audit_row WHERE act = 30 AND denial_id = (SELECT denial_id FROM audit_row WHERE act = 36)")]
    [InlineData("BalanceSteps", "DELETE FROM audit_row WHERE act = 30 AND reason_code = 'other' AND status_after = 1")]
    [InlineData("AuditPerLine", "DELETE FROM audit_row WHERE act = 31")]
    [InlineData("AuditPerLine", "UPDATE audit_row SET amount_cents = amount_cents + 1 WHERE act = 30")]
    [InlineData("WriteOffLeavesNoCredit", "UPDATE audit_row SET balance_after_cents = -1 WHERE act = 30")]
    [InlineData("AuditNamesRows", "UPDATE audit_row SET denial_id = 42 WHERE act = 30")]
    [InlineData("ApplicationReferences", "UPDATE payment_application SET tenant_id = tenant_id + 1")]
    [InlineData("ApplicationReferences", "UPDATE payment_application SET claim_id = (SELECT MAX(id) FROM claim)")]
    [InlineData("DenialReferences", "UPDATE denial SET tenant_id = tenant_id + 1 WHERE status = 3")]
    [InlineData("DenialReferences", "UPDATE denial SET line_id = (SELECT MAX(id) FROM claim_line)")]
    [InlineData("RequestReferences", "UPDATE write_off_request SET tenant_id = tenant_id + 1")]
    [InlineData("RequestLineReferences", "UPDATE write_off_request_line SET tenant_id = tenant_id + 1")]
    [InlineData("AppealReferences", "UPDATE appeal SET tenant_id = tenant_id + 1")]
    [InlineData("TenantKnown", "UPDATE claim SET tenant_id = tenant_id + 1")]
    [InlineData("RemittancePostedOnce", "INSERT INTO remittance (tenant_id, id, file_id, number, status, hold_word, why, payer_identifier, payer_name, payee_identifier, payee_name, trace, \"identity\", claim_count, posted_count, held_count, unmatched_count, denial_count, unexplained_cents, version) SELECT tenant_id, id, 1, id, 1, '', '', '', '', '', '', '', zeroblob(32), 0, 0, 0, 0, 0, 0, 1 FROM claim")]
    public async Task Run_Tampered_NamesTheInvariant(string invariant, string tampering)
    {
        var workbench = await BusyWorkbench();
        await RawSql.Tamper(workbench, tampering);

        var results = await new Verifier(workbench.Dbs).Run(workbench.Verified());

        results.Where(r => !r.Holds).Select(r => r.Name).Should().Contain(invariant);
        var found = results.Single(r => string.Equals(r.Name, invariant, StringComparison.Ordinal));
        found.FirstKeys.Should().NotBeEmpty().And.HaveCountLessThanOrEqualTo(5).And.OnlyContain(k => k.Contains("of tenant"));
        VerifyReport.Text(results).Should().Contain($"BROKEN  {invariant}").And.NotContain("\n0 broken");
    }

    [Fact]
    public async Task Run_AuditRowsTampered_NamesAllOfThemFirstFirst()
    {
        var workbench = await BusyWorkbench();
        await RawSql.Tamper(workbench, "UPDATE audit_row SET note = 'x' WHERE sequence IN (4, 7, 9)");

        var hash = (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Single(r => r.Name == "AuditHash");

        hash.Broken.Should().Be(3);
        hash.FirstKeys.Should().Equal(new[] { 4, 7, 9 }.Select(n => $"audit row {n} of tenant {workbench.TenantId}"));
    }

    [Fact]
    public async Task Run_OtherTenantTampered_OwnTenantClean()
    {
        var workbench = await BusyWorkbench();
        var neighbour = await workbench.OpenNeighbour();
        await RawSql.Tamper(workbench, $"UPDATE claim SET balance_cents = 1 WHERE tenant_id = {workbench.TenantId}; UPDATE audit_row SET note = 'x' WHERE tenant_id = {workbench.TenantId}");

        (await new Verifier(workbench.Dbs).Run(neighbour.TenantId)).Should().OnlyContain(r => r.Holds || r.Name == "AppendOnlyGuards", "the guards are everyone's");
        (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Should().Contain(r => !r.Holds);
    }

    [Fact]
    public async Task Run_AnyBooks_ChangesNothing()
    {
        var workbench = await BusyWorkbench();
        var before = await workbench.Dump();
        await new Verifier(workbench.Dbs).Run(workbench.TenantId);
        (await workbench.Dump()).Should().Be(before);
    }

    [Fact]
    public async Task Run_WhileSomeoneWrites_HoldsNobodyUp()
    {
        var workbench = await BusyWorkbench();
        var verifying = Task.Run(() => new Verifier(workbench.Dbs).Run(workbench.Verified()));
        var denial = await workbench.GivenDenial();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        (await verifying).Should().OnlyContain(r => r.Holds);
    }
}
