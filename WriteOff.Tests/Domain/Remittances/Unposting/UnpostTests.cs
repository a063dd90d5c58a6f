using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Domain.Remittances.Resubmissions;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.Unposting.PostedInError;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Unposting;

/// <summary>A remittance that was posted in error is unposted whole, by counter-rows.</summary>
public sealed class UnpostTests
{
    [Fact]
    public async Task Unpost_WritesACounterRowForEachRow_AndEndsItsDenials()
    {
        var workbench = await TestWorkbench.Open();
        var posted = await workbench.Post(Denied, Claim("RC-2", Line("99214", 150, "CO-45 50")));
        workbench.Clock.Advance(TimeSpan.FromDays(1));

        var unposted = (await Unpost(workbench, posted)).Value;

        (unposted.Status, unposted.PostedCount, unposted.DenialCount).Should().Be((RemittanceStatus.Unposted, 0, 0));
        unposted.Why.Should().Be("By Poster on 25 Nov 2026: Another organisation's file");
        var claim = await workbench.Posted("RC-1");
        claim.Ledger.Should().Equal("Payment 30.00", "Contractual 20.25", "Payment -30.00", "Contractual -20.25");
        claim.Rows.Skip(2).Should().OnlyContain(r => r.ReversesId != null && r.PostedBy == workbench.PostingClerk.UserId && r.PostedOn == workbench.Today);
        claim.Claim.BalanceCents.Should().Be(10_000, "nothing is adjudicated");
        claim.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Unposted && d.BalanceCents == 0);
        (await workbench.ClaimPayments()).Should().OnlyContain(c => c.Outcome == ClaimPaymentOutcome.Unposted && c.Note == Note && c.DecidedBy == workbench.PostingClerk.UserId);
        var ledger = (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(workbench.Clerk, claim.Denials[0].Id)).Value.Ledger;
        ledger.Select(l => l.IsUnposting).Should().Equal(false, false, true, true);
        var trail = await workbench.Trail();
        trail.Single(a => a.Act == AuditAct.Unposted).Should().Match<AuditRow>(a => a.AmountCents == 4_975 && a.StatusBefore == (int)DenialStatus.Open && a.StatusAfter == (int)DenialStatus.Resolved && a.BalanceAfterCents == 0 && a.Note == Note);
        trail[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.RemittanceUnposted && a.Note == Note && a.Detail == "2 claim payments unposted, 4 ledger rows, 1 denials");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Unpost_NextPayersWord_OpensWhatItHadSettled()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var next = await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30", "CO-50 60"))).By(South, "EFT2"), 2);

        (await Unpost(workbench, next)).IsDone.Should().BeTrue();

        var claim = await workbench.Posted("RC-1");
        claim.Denials.Select(d => (d.Carc, d.BalanceCents, d.Status, d.Resolution)).Should().Equal(("109", 10_000L, DenialStatus.Open, null), ("50", 0L, DenialStatus.Resolved, Resolution.Unposted));
        claim.Claim.BalanceCents.Should().Be(10_000);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Unpost_DeniedAgain_ItsWordNoLongerStands_AndTheFirstDayCounts()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.AppealFromLatest = true);
        await workbench.Post(Claim("RC-1", Line("99213", 800, "CO-197 800")));
        var again = await workbench.Post(SentTwice.Again(Line("99213", 800, "CO-197 800")), 2);
        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        denial.AppealBy.Should().Be(PaidOn.AddDays(123));

        (await Unpost(workbench, again)).IsDone.Should().BeTrue();

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 80_000 && d.AppealBy == PaidOn.AddDays(120));
        (await workbench.Read(db => db.Set<Determination>().OrderBy(d => d.Id).Select(d => d.Kind).ToListAsync())).Should().Equal(DeterminationKind.DeniedAgain, DeterminationKind.Withdrawn);
        (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(workbench.Clerk, denial.Id)).Value.Determinations.Should().BeEmpty();
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Unpost_MoreLinesOfASplitClaim_ShrinksTheChargeAgain()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));
        var more = await workbench.Post(Of(Claim("RC-1", Line("71046", 80, "CO-29 80")) with { PayerControlNumber = "ICN2" }).By(North, "EFT2"), 2);
        (await workbench.Posted("RC-1")).Claim.ChargeCents.Should().Be(18_000);

        (await Unpost(workbench, more)).IsDone.Should().BeTrue();

        var claim = await workbench.Posted("RC-1");
        (claim.Claim.ChargeCents, claim.Claim.BalanceCents, claim.UnexplainedCents).Should().Be((10_000, 10_000, 0));
    }

    [Fact]
    public async Task Unpost_TheNextPayersTwoClaimPayments_LeavesTheFirstPayersCharge()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("71046", 500, "CO-197 500")));
        var next = await workbench.Post(Of(Claim("RC-1", Line("71046", 500, "CO-50 500")), Claim("RC-1", Line("99213", 300, "CO-29 300")) with { PayerControlNumber = "ICN2" }).By(South, "EFT2"), 2);
        (await workbench.Posted("RC-1")).Claim.ChargeCents.Should().Be(80_000);

        (await Unpost(workbench, next)).IsDone.Should().BeTrue();

        var claim = (await workbench.Posted("RC-1")).Claim;
        (claim.ChargeCents, claim.BalanceCents).Should().Be((50_000, 50_000));
    }

    [Fact]
    public async Task Unpost_ThenTheRightRemittance_PostsToTheSameClaim()
    {
        var workbench = await TestWorkbench.Open();
        await Unpost(workbench, await workbench.Post(Denied));

        var right = await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40", "CO-50 60"))).By(South, "EFT7"), 2);

        right.PostedCount.Should().Be(1);
        var claim = await workbench.Posted("RC-1");
        claim.Denials[^1].Should().Match<Denial>(d => d.Carc == "50" && d.BalanceCents == 6_000 && d.Status == DenialStatus.Open);
        (claim.Claim.BalanceCents, claim.UnexplainedCents).Should().Be((6_000, 0));
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Resend_TheSameBytesPostNothing_AnotherFileWaitsForAPerson()
    {
        var workbench = await TestWorkbench.Open();
        await Unpost(workbench, await workbench.Post(Denied));

        var same = (await workbench.Take(File(1, Of(Denied)), "1.835")).Value;
        (same.IsDuplicate, same.Remittances.Single().Status).Should().Be((true, RemittanceStatus.Unposted), "this file is dealt with, and the person is told how");
        var again = (await workbench.Take(File(2, Of(Denied)))).Value.Remittances.Single();

        (again.Status, again.HoldWord).Should().Be((RemittanceStatus.Held, "UNPOSTED_BEFORE"));
        again.Why.Should().StartWith("The same payment was posted here before and unposted. By Poster on 24 Nov 2026");
        (await workbench.Read(db => db.Set<Remittance>().SingleAsync(r => r.Id == again.RemittanceId))).FirstPostedId.Should().Be(same.Remittances.Single().RemittanceId, "the page links it");
        (await workbench.Posted("RC-1")).Denials.Should().ContainSingle();

        (await new RemittanceService(workbench.Writer).Release(workbench.PostingClerk, again.RemittanceId, "It was right")).IsDone.Should().BeTrue();
        await Unpost(workbench, again, "It was wrong after all");
        (await workbench.Take(File(3, Of(Denied)))).Value.Remittances.Single().Why.Should().EndWith("It was wrong after all", "the last word counts");
    }

    [Fact]
    public async Task Unpost_ALongNote_IsCutBetweenWords()
    {
        var workbench = await TestWorkbench.Open();
        var note = string.Join(' ', Enumerable.Repeat("organisation", 60));

        var why = (await Unpost(workbench, await workbench.Post(Denied), note)).Value.Why;

        why.Length.Should().BeLessThanOrEqualTo(400);
        why.Should().EndWith(" organisation…");
    }

    [Fact]
    public async Task Unpost_ManyClaims_InFlatBatches()
    {
        var workbench = await TestWorkbench.Open();
        var posted = await workbench.Post([.. Enumerable.Range(1, 2_100).Select(n => Claim($"RC-{n}", Line("99213", 100, "CO-45 10", "CO-197 50")))]);

        (await Unpost(workbench, posted)).IsDone.Should().BeTrue();

        (await workbench.Read(db => db.Set<Denial>().CountAsync(d => d.Resolution == Resolution.Unposted && d.BalanceCents == 0))).Should().Be(2_100);
        (await workbench.Read(db => db.Set<PaymentApplication>().SumAsync(a => a.AmountCents))).Should().Be(0);
        await workbench.NoCentIsLost();
    }
}
