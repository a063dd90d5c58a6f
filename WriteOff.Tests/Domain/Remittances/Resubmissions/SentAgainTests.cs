using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.Resubmissions.SentTwice;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>A denied claim sent again: what posts at once, and what becomes of the old denial.</summary>
public sealed class SentAgainTests
{
    [Fact]
    public async Task Post_PaidWhole_ResolvesTheDenialAsPaid()
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-45 200")));

        receipt.PostedCount.Should().Be(1);
        posted.Ledger.Should().Equal("Payment 600.00", "Contractual 200.00");
        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && d.BalanceCents == 0);
        posted.Rows.Should().OnlyContain(r => r.DenialId == posted.Denials[0].Id, "the money stands beside what it paid");
        posted.Claim.BalanceCents.Should().Be(0);
        var payment = (await workbench.ClaimPayments())[^1];
        payment.Should().Match<RemittanceClaim>(p => p.Outcome == ClaimPaymentOutcome.Posted && p.ResubmitsId != null && p.HoldWord == "");
        payment.Why.Should().Be("Sent again after the denial under the payer's number ICNRC-1: $600.00 paid.");
    }

    [Fact]
    public async Task Post_PaidInPart_DeniesTheRestAnew()
    {
        var (_, _, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-45 100", "CO-50 200")));

        posted.Refused.Should().Equal("CO-197 800.00 Resolved", "CO-50 200.00 Open");
        posted.Denials[0].Resolution.Should().Be(Resolution.Paid);
        posted.Claim.BalanceCents.Should().Be(20_000);
        posted.UnexplainedCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_EarlierDiscount_IsGivenBackByARowOfItsOwn()
    {
        var (_, _, posted) = await Sent(First(Line("99213", 800, "CO-45 150", "CO-197 650")), Again(Line("99213", 800, "CO-45 200", "PR-2 80")));

        posted.Ledger.Should().Equal("Contractual 150.00", "Contractual -150.00", "Payment 520.00", "Contractual 130.00", "Contractual 70.00", "PatientAr 80.00");
        posted.Claim.BalanceCents.Should().Be(0);
        posted.Denials.Single().Resolution.Should().Be(Resolution.Paid);
    }

    [Fact]
    public async Task Post_CalledADuplicate_PostsNothingAndKeepsTheClock()
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "OA-18 800")));

        receipt.PostedCount.Should().Be(1);
        posted.Rows.Should().BeEmpty();
        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 80_000 && d.AppealBy == PaidOn.AddDays(120));
        (await workbench.Read(db => db.Set<Determination>().SingleAsync())).Should().Match<Determination>(d => d.Kind == DeterminationKind.CalledDuplicate && d.PayerControlNumber == "ICN2" && d.DeterminedOn == PaidOn.AddDays(3));
        (await workbench.Read(db => db.Set<AuditRow>().SingleAsync(a => a.Act == AuditAct.CalledDuplicate))).Detail.Should().Be("Sent again, called a duplicate on 2026-11-23, payer's number ICN2");
    }

    [Theory]
    [InlineData(false, 120)]
    [InlineData(true, 123)]
    public async Task Post_SameCodeAgain_IsOneMoreDeterminationOfTheSameDenial(bool fromLatest, int days)
    {
        var (workbench, _, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-197 800")), w => w.SetPolicy(p => p.AppealFromLatest = fromLatest));

        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 80_000 && d.AppealBy == PaidOn.AddDays(days));
        (await workbench.Read(db => db.Set<Determination>().SingleAsync())).Should().Match<Determination>(d => d.Kind == DeterminationKind.DeniedAgain && d.AmountCents == 80_000 && d.PayerControlNumber == "ICN2");
        (await workbench.Read(db => db.Set<AuditRow>().SingleAsync(a => a.Act == AuditAct.DeniedAgain))).Detail.Should().Be("CO-197 on 2026-11-23, payer's number ICN2");
    }

    [Theory]
    [InlineData("CO-45 150", "CO-197 650", 65_000)]
    [InlineData("CO-45 20", "CO-197 780", 78_000)]
    public async Task Post_SameCodeForAnotherAmount_MovesTheDenialsBalance(string discount, string denied, long balance)
    {
        var (_, _, posted) = await Sent(First(Line("99213", 800, "CO-45 100", "CO-197 700")), Again(Line("99213", 800, discount, denied)));

        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == balance);
        posted.UnexplainedCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_AnotherCode_SupersedesTheDenial()
    {
        var (_, _, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-45 200", "CO-50 600")));

        posted.Refused.Should().Equal("CO-197 800.00 Resolved", "CO-50 600.00 Open");
        posted.Denials[0].Resolution.Should().Be(Resolution.Superseded);
        posted.Claim.BalanceCents.Should().Be(60_000);
    }

    [Fact]
    public async Task Post_OneLineAlone_TouchesOnlyThatLine()
    {
        var (_, _, posted) = await Sent(First(Line("99213", 100, "CO-45 20") with { ControlNumber = "1" }, Line("71046", 200, "CO-16 200") with { ControlNumber = "2" }, Line("87880", 50, "CO-97 50") with { ControlNumber = "3" }),
            Again(Line("71046", 200, "CO-45 50") with { ControlNumber = "2" }));

        posted.Denials.Select(d => (d.Carc, d.Status, d.Resolution)).Should().Equal(("16", DenialStatus.Resolved, Resolution.Paid), ("97", DenialStatus.Open, null));
        posted.Ledger.Should().Equal("Payment 80.00", "Contractual 20.00", "Payment 150.00", "Contractual 50.00");
        posted.Claim.BalanceCents.Should().Be(5_000);
    }

    [Fact]
    public async Task Post_AppealRuns_IsOverturnedByTheMoney()
    {
        var (workbench, _, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-45 200")),
            async w => (await w.Appeals.File(w.Supervisor, await w.Now((await w.Posted("RC-1")).Denials[0]), new AppealAsk(1, w.Today))).IsDone.Should().BeTrue());

        posted.Denials.Single().Resolution.Should().Be(Resolution.Paid);
        (await workbench.Read(db => db.Set<Appeal>().SingleAsync())).Outcome.Should().Be(AppealOutcome.Overturned);
    }
}
