using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Receivables.Opening;

/// <summary>What verify says of opened claims that somebody tampered with.</summary>
public sealed class OpeningInvariantTests
{
    [Theory]
    [InlineData("OpeningRow", "UPDATE payment_application SET source_row = NULL")]
    [InlineData("OpeningRow", "UPDATE payment_application SET amount_cents = -1")]
    [InlineData("OpeningRow", "UPDATE payment_application SET type = 2")]
    [InlineData("OpeningSums", "UPDATE opening_import SET open_cents = open_cents + 1")]
    [InlineData("OpeningSums", "UPDATE opening_import SET claim_count = 3")]
    public async Task Run_Tampered_NamesTheInvariant(string invariant, string tampering)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.Opened("A-1,,North Plan,200,80,10/12/2026,CO-197,11/02/2026,", "A-2,,North Plan,90,90,10/12/2026,,,");
        await RawSql.Tamper(workbench, tampering);

        (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Where(r => !r.Holds).Select(r => r.Name).Should().Contain(invariant);
    }
}
