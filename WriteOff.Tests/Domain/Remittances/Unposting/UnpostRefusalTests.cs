using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Domain.Remittances.PayerMoney;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.Unposting.PostedInError;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Unposting;

/// <summary>Who may unpost, and what stands in the way: named, and nothing written.</summary>
public sealed class UnpostRefusalTests
{
    [Fact]
    public async Task Unpost_NeedsScopeNoteAndAPostedRemittance()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var posted = await workbench.Post(Denied);
        var held = (await workbench.Take(File(2, Of(Claim("RC-9", Line("99213", 100, "CO-197 100"))).By(North, "EFT9")).With("BPR*I*0*", "BPR*I*1*"))).Value.Remittances.Single();

        (await Unpost(workbench, posted, by: workbench.Clerk)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Unpost(workbench, posted, by: workbench.Manager)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Unpost(workbench, posted, " ")).Refusal!.Code.Should().Be("NoteRequired");
        (await Unpost(workbench, held)).Refusal!.Code.Should().Be("NotPosted");
        (await Unpost(neighbour, posted)).Refusal!.Code.Should().Be("NotFound");
        (await Service(neighbour).Preview(neighbour.PostingClerk, posted.RemittanceId)).Refusal!.Code.Should().Be("NotFound");
        (await Service(workbench).Preview(workbench.Clerk, posted.RemittanceId)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Unpost(workbench, posted)).IsDone.Should().BeTrue();
        (await Unpost(workbench, posted)).Refusal!.Code.Should().Be("AlreadyUnposted");
        (await workbench.Trail()).Count(a => a.Act == AuditAct.RemittanceUnposted).Should().Be(1);
    }

    [Fact]
    public async Task Unpost_WhereSomethingStandsOnIt_NamesTheRowAndWritesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var posted = await workbench.Post(Denied, Claim("RC-2", Line("99214", 150, "CO-50 150")), Claim("RC-3", Line("99215", 200, "CO-29 200")), Claim("RC-4", Line("99215", 90, "CO-29 90")));
        async Task<Denial> DenialOf(string number) => (await workbench.Posted(number)).Denials.Single();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await DenialOf("RC-1")))).IsDone.Should().BeTrue();
        (await workbench.Appeals.File(workbench.Clerk, await workbench.Now(await DenialOf("RC-2")), new AppealAsk(1, workbench.Today))).IsDone.Should().BeTrue();
        await workbench.Post(Of(Claim("RC-3", Line("99215", 200, "CO-45 200"))).By(South, "EFT2"), 2);
        var rows = await workbench.Read(db => db.Set<PaymentApplication>().CountAsync());

        var blocks = (await Service(workbench).Preview(workbench.PostingClerk, posted.RemittanceId)).Value.Blocks;
        var refused = await Unpost(workbench, posted);

        blocks.Select(b => $"{b.Row}: {b.Sentence} {b.Step}").Should().Equal(
            "Claim RC-1, denial CO-197: It is written off. Reopen it first.",
            "Claim RC-2, denial CO-50: An appeal is running. Withdraw it first.",
            "Claim RC-3: A later remittance posted to it. Unpost that one first.");
        refused.Refusal!.Code.Should().Be("StandsOnIt");
        refused.Refusal.Sentence.Should().Contain("Claim RC-1, denial CO-197: It is written off.").And.Contain("Claim RC-3");
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync())).Should().Be(rows);
        (await workbench.Trail()).Should().NotContain(a => a.Act == AuditAct.Unposted || a.Act == AuditAct.RemittanceUnposted);
    }

    [Fact]
    public async Task Unpost_PendingRequestOpenFlagOrReversal_IsNamed()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetGate(GateMode.Always);
        var posted = await workbench.Post(Denied, Claim("RC-2", Line("99214", 150, "CO-50 150")));
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole((await workbench.Posted("RC-1")).Denials.Single()))).IsDone.Should().BeTrue();
        (await Unpost(workbench, posted)).Refusal!.Sentence.Should().Contain("A write-off waits for a supervisor.");

        var reversal = await workbench.Post(Of(Claim("RC-2", Line("99214", 150, "CO-50 150")).Reversed()).By(North, "EFT2"), 2);
        reversal.PostedCount.Should().Be(1);
        (await Unpost(workbench, reversal)).Refusal!.Sentence.Should().Contain("took an earlier adjudication back");
        (await Unpost(workbench, posted)).Refusal!.Sentence.Should().Contain("Claim RC-2: A later remittance posted to it.");
    }

    [Fact]
    public async Task Reopen_OfADenialThatUnpostingEnded_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await Unpost(workbench, await workbench.Post(Denied));
        var denial = (await workbench.Posted("RC-1")).Denials.Single();

        (await workbench.Corrections.Reopen(workbench.Clerk, await workbench.Now(denial), "By mistake")).Refusal!.Code.Should().Be("Unposted");
        (await workbench.Reopens.Reopen(workbench.Supervisor, await workbench.Now(denial), "By mistake")).Refusal!.Code.Should().Be("Unposted");

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.BalanceCents == 0);
        await workbench.NoCentIsLost();
    }
}
