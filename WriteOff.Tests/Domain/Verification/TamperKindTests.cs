using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Verification;

/// <summary>The seven kinds of tampering, each by someone with the file, a shell and the triggers dropped; each is found at its first bad row.</summary>
public sealed class TamperKindTests
{

    [Theory]
    [InlineData("edited", "AuditHash", 7, "UPDATE audit_row SET note = 'Nothing happened' WHERE tenant_id = $T AND sequence IN (7, 9)")]
    [InlineData("edited actor", "AuditHash", 4, "UPDATE audit_row SET actor_name = 'Someone else' WHERE tenant_id = $T AND sequence = 4")]
    [InlineData("number as text", "AuditHash", 5, "UPDATE audit_row SET note = CAST(note AS BLOB) WHERE tenant_id = $T AND note IS NOT NULL; UPDATE audit_row SET detail = x'00' WHERE tenant_id = $T AND sequence = 5")]
    [InlineData("deleted", "AuditSequence", 7, "DELETE FROM audit_row WHERE tenant_id = $T AND sequence = 6")]
    [InlineData("deleted and renumbered", "AuditHash", 6, "DELETE FROM audit_row WHERE tenant_id = $T AND sequence = 6; UPDATE audit_row SET sequence = -sequence + 1 WHERE tenant_id = $T AND sequence > 6; UPDATE audit_row SET sequence = -sequence WHERE tenant_id = $T AND sequence < 0")]
    [InlineData("inserted", "AuditHash", 6, $"UPDATE audit_row SET sequence = -sequence - 1 WHERE tenant_id = $T AND sequence >= 6; INSERT INTO audit_row SELECT tenant_id, 6, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, status_before, status_after, balance_before_cents, balance_after_cents, 'new', detail, hash, hash FROM audit_row WHERE tenant_id = $T AND sequence = 5; UPDATE audit_row SET sequence = -sequence WHERE tenant_id = $T AND sequence < 0")]
    [InlineData("reordered", "AuditHash", 6, "UPDATE audit_row SET sequence = -6 WHERE tenant_id = $T AND sequence = 6; UPDATE audit_row SET sequence = 6 WHERE tenant_id = $T AND sequence = 7; UPDATE audit_row SET sequence = 7 WHERE tenant_id = $T AND sequence = -6")]
    [InlineData("tail cut", "AuditHead", 9, "DELETE FROM audit_row WHERE tenant_id = $T AND sequence > 9")]
    [InlineData("tenants swapped", "AuditHash", 5, $"INSERT INTO audit_row SELECT -1, {Rest} FROM audit_row WHERE tenant_id = $T AND sequence = 5; DELETE FROM audit_row WHERE tenant_id = $T AND sequence = 5; UPDATE audit_row SET tenant_id = $T WHERE tenant_id = $N AND sequence = 5; UPDATE audit_row SET tenant_id = $N WHERE tenant_id = -1")]
    [InlineData("amount changed", "AuditHash", 16, "UPDATE audit_row SET amount_cents = amount_cents + 1 WHERE tenant_id = $T AND sequence > 15 AND amount_cents IS NOT NULL")]
    public async Task Run_AuditRows_NamesTheFirstBadRow(string kind, string invariant, int first, string tampering)
    {
        var (workbench, neighbour) = await Two();
        await RawSql.Tamper(workbench, tampering.Replace("$T", $"{workbench.TenantId}").Replace("$N", $"{neighbour.TenantId}"));

        var found = await new Verifier(workbench.Dbs).Run(workbench.TenantId);

        found.Single(r => r.Name == invariant).FirstKeys.Should().StartWith([$"audit row {first} of tenant {workbench.TenantId}"], kind);
    }

    private const string Rest = "sequence, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, status_before, status_after, balance_before_cents, balance_after_cents, note, detail, previous_hash, hash";

    [Theory]
    [InlineData("edited", "ApplicationReferences", "UPDATE payment_application SET claim_id = (SELECT MAX(id) FROM claim WHERE tenant_id = $T) WHERE id = $A")]
    [InlineData("deleted", "RequestApplications", "DELETE FROM payment_application WHERE id = $A")]
    [InlineData("inserted", "LedgerSource", "INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, denial_id, posted_on, posted_at, posted_by, adjustment_group, adjustment_code) SELECT tenant_id, 42, claim_id, 1, 100, denial_id, posted_on, posted_at, posted_by, '', '' FROM payment_application WHERE id = $A")]
    [InlineData("tail cut", "DenialBalance", "DELETE FROM payment_application WHERE id = (SELECT MAX(id) FROM payment_application WHERE tenant_id = $T)")]
    [InlineData("tenants swapped", "ApplicationReferences", "UPDATE payment_application SET tenant_id = $N WHERE id = $A")]
    [InlineData("amount changed", "ClaimBalance", "UPDATE payment_application SET amount_cents = amount_cents - 1 WHERE id = $A")]
    public async Task Run_LedgerRows_AreNamed(string kind, string invariant, string tampering)
    {
        var (workbench, neighbour) = await Two();
        var first = await RawSql.Scalar(workbench, $"SELECT MIN(id) FROM payment_application WHERE tenant_id = {workbench.TenantId}");
        await RawSql.Tamper(workbench, tampering.Replace("$T", $"{workbench.TenantId}").Replace("$N", $"{neighbour.TenantId}").Replace("$A", $"{first}"));

        var found = await new Verifier(workbench.Dbs).Run(workbench.Verified());

        found.Single(r => r.Name == invariant).FirstKeys.Should().NotBeEmpty(kind).And.OnlyContain(k => k.Contains("of tenant"));
    }

    [Fact]
    public async Task Run_GuardsDropped_NamesThem()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        await RawSql.Run(workbench, "DROP TRIGGER audit_row_no_delete");
        (await new Verifier(workbench.Dbs).Run(workbench.Verified())).Where(r => !r.Holds).Should().ContainSingle().Which.FirstKeys.Should().Equal("trigger audit_row_no_delete of any tenant");
    }

    /// <summary>Two tenants with acts of the same kinds: fourteen rows of their opening, then denials made and written off in turn.</summary>
    private static async Task<(TestWorkbench Workbench, TestWorkbench Neighbour)> Two()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var neighbour = await workbench.OpenNeighbour();
        foreach (var each in new[] { workbench, neighbour })
        {
            for (var n = 0; n < 3; n++)
            {
                var denial = await each.GivenDenial(new Money(80_000 + n));
                await each.WriteOffs.Submit(each.Clerk, TestWorkbench.Whole(denial));
            }
        }

        return (workbench, neighbour);
    }
}
