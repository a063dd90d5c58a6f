using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances;

public sealed class CorpusImportTests
{
    [Fact]
    public async Task Take_EveryCorpusFile_PostsOrSaysWhy()
    {
        if (SharedEdi.Folder is null) Assert.Skip(SharedEdi.Absent);
        var workbench = await TestWorkbench.Open();
        var intake = new RemittanceIntake(workbench.Writer, workbench.Dbs);

        foreach (var path in SharedEdi.Corpus())
        {
            await using var file = File.OpenRead(path);
            var taken = await intake.Take(workbench.System, path, file);
            if (!taken.IsDone) taken.Refusal.Step.Should().NotBeEmpty(path);
        }

        var remittances = await workbench.Read(db => db.Set<WriteOff.Domain.Remittances.Remittance>().ToListAsync());
        remittances.Should().NotBeEmpty();
        remittances.Where(r => r.Status != RemittanceStatus.Posted).Should().OnlyContain(r => r.Why.Length > 0);
        // What is kept of a transaction that is held whole waits for the transaction's own reason.
        (await workbench.Read(db => db.Set<RemittanceClaim>().Where(c => c.Outcome != ClaimPaymentOutcome.Posted && c.Outcome != ClaimPaymentOutcome.Kept).ToListAsync())).Should().OnlyContain(c => c.Why.Length > 0);
        foreach (var claim in await workbench.Read(db => db.Set<InsuranceClaim>().ToListAsync()))
        {
            var applied = await workbench.Read(db => db.Set<PaymentApplication>().Where(a => a.ClaimId == claim.Id).SumAsync(a => a.AmountCents));
            claim.BalanceCents.Should().Be(claim.ChargeCents - applied);
        }

        (await workbench.Read(db => db.Set<Denial>().CountAsync())).Should().BePositive();
        (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Where(r => !r.Holds).Select(r => $"{r.Name}: {string.Join(", ", r.FirstKeys)}").Should().BeEmpty();
    }
}
