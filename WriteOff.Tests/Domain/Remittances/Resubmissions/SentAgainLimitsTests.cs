using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.Resubmissions.SentTwice;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>A denied claim sent again: what waits for a person, and what a reversal does to it.</summary>
public sealed class SentAgainLimitsTests
{
    [Theory]
    [InlineData("CO-45 200", DenialStatus.Resolved)]
    [InlineData("CO-197 800", DenialStatus.Open)]
    [InlineData("CO-50 800", DenialStatus.Resolved)]
    public async Task Post_AWriteOffWaits_ItsRequestIsStale(string adjustment, DenialStatus status)
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, adjustment)), async w =>
        {
            await w.SetGate(GateMode.Always);
            (await w.WriteOffs.Submit(w.Clerk, TestWorkbench.Whole((await w.Posted("RC-1")).Denials[0]))).IsDone.Should().BeTrue();
        });

        receipt.PostedCount.Should().Be(1);
        (await workbench.Read(db => db.Set<WriteOffRequest>().SingleAsync())).Status.Should().Be(RequestStatus.Stale);
        posted.Denials[0].Should().Match<Denial>(d => d.Status == status && d.ReservedCents == 0);
    }

    [Theory]
    [InlineData(80_000)]
    [InlineData(10_000)]
    public async Task Post_AWriteOffIsLive_IsFlaggedForAPerson(long cents)
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-45 200")),
            async w => await w.WriteOffPart((await w.Posted("RC-1")).Denials[0], new Money(cents)));

        receipt.HeldCount.Should().Be(1);
        posted.Denials.Single().IsFlagged.Should().BeTrue();
        (await workbench.ClaimPayments())[^1].Why.Should().Contain("written off here");
    }

    [Fact]
    public async Task Post_PaidTwice_WaitsAsAPossibleOverpayment()
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 200, "CO-45 50")), Again(Line("99213", 200, "CO-45 50")));

        receipt.HeldCount.Should().Be(1);
        posted.Claim.BalanceCents.Should().Be(0);
        (await workbench.ClaimPayments())[^1].Should().Match<RemittanceClaim>(p => p.HoldWord == "REVERSAL_REVIEW" && p.Why.Contains("possible overpayment"));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("13")]
    public async Task Post_NoFirstPaymentStatus_WaitsForAPerson(string status)
    {
        var again = Again(Line("99213", 800, "CO-45 200"));
        var (_, receipt, _) = await Sent(First(Line("99213", 800, "CO-197 800")), again with { Claims = [.. again.Claims.Select(c => c with { Status = status })] });

        receipt.HeldCount.Should().Be(1);
    }

    [Fact]
    public async Task Post_ModifierAdded_IsNoSecondLine()
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 800, "CO-4 800")), Again(Line("99213", 800, "CO-45 200") with { Modifiers = ["25"] }));

        receipt.HeldCount.Should().Be(1, "a person says whether it is the same line");
        posted.Claim.ChargeCents.Should().Be(80_000);
        (await workbench.ClaimPayments())[^1].Why.Should().Contain("not all of what came now is about the same lines");
    }

    [Fact]
    public async Task Post_AnOlderRemittanceComesLate_WaitsForAPerson()
    {
        var (workbench, receipt, posted) = await Sent(First(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-50 800")) with { PaymentDate = PaidOn.AddDays(-9) });

        receipt.HeldCount.Should().Be(1);
        posted.Refused.Should().Equal("CO-197 800.00 Open");
        (await workbench.ClaimPayments())[^1].Why.Should().Contain("an older remittance that came late");
    }

    [Fact]
    public async Task Post_AllInOneFile_EndsAsInThree()
    {
        var (one, three) = (await TestWorkbench.Open(), await TestWorkbench.Open());
        OutgoingRemittance[] told = [Of(First(Line("99213", 800, "CO-197 800"))), Again(Line("99213", 800, "CO-197 800")), Again(Line("99213", 800, "CO-45 200")).By(North, "EFT3")];
        await one.Take(File(9, told));
        for (var n = 0; n < told.Length; n++) await three.Post(told[n], n + 1);

        (await one.Posted("RC-1")).Ledger.Should().Equal((await three.Posted("RC-1")).Ledger).And.Equal("Payment 600.00", "Contractual 200.00");
        (await one.Posted("RC-1")).Refused.Should().Equal((await three.Posted("RC-1")).Refused).And.Equal("CO-197 800.00 Resolved");
        await one.NoCentIsLost();
    }

    /// <summary>Held whole and released: the correction stands before its reversal, and both are rows that were kept.</summary>
    [Fact]
    public async Task Release_CorrectionBeforeItsReversal_LinksTheTwo()
    {
        var first = First(Line("99213", 800, "CO-197 800"));
        var workbench = await TestWorkbench.Open();
        await workbench.Post(first);
        var again = Again(Line("99213", 800, "CO-45 200"));
        var held = (await workbench.Take(File(2, again with { Claims = [.. again.Claims, first.Reversed()] }).With("BPR*I*600*", "BPR*I*601*"))).Value.Remittances.Single();

        var released = (await new WriteOff.Domain.Remittances.Reversals.RemittanceService(workbench.Writer).Release(workbench.PostingClerk, held.RemittanceId, "The payer confirmed it")).Value;

        released.PostedCount.Should().Be(2);
        var payments = await workbench.ClaimPayments();
        payments[1].CorrectsId.Should().Be(payments[2].Id);
        (await workbench.Posted("RC-1")).Denials.Single().Resolution.Should().Be(Resolution.Paid);
        (await workbench.Posted("RC-1")).Claim.BalanceCents.Should().Be(0);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_WhatCameAgainIsTakenBack_LeavesTheFirstDenialStanding()
    {
        var (workbench, _, _) = await Sent(First(Line("99213", 800, "CO-45 100", "CO-197 700")), Again(Line("99213", 800, "CO-45 200")));
        var again = Again(Line("99213", 800, "CO-45 200")).Claims.Single();
        await workbench.Post(Of(again.Reversed()).By(North, "EFT3"), 3);

        var posted = await workbench.Posted("RC-1");
        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 70_000);
        posted.Claim.BalanceCents.Should().Be(70_000, "the discount of the first adjudication stands again");
        await workbench.NoCentIsLost();

        await workbench.Post(Of(again with { PayerControlNumber = "ICN4", Lines = [Line("99213", 800, "CO-45 300")] }).By(North, "EFT4") with { PaymentDate = PaidOn.AddDays(5) }, 4);
        (await workbench.Posted("RC-1")).Denials.Single().Resolution.Should().Be(Resolution.Paid);
        (await workbench.Posted("RC-1")).Claim.BalanceCents.Should().Be(0);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_TheFirstIsTakenBackAfterwards_LeavesWhatCameAgain()
    {
        var first = First(Line("99213", 800, "CO-45 100", "CO-197 700"));
        var (workbench, _, _) = await Sent(first, Again(Line("99213", 800, "CO-45 200")));
        var receipt = await workbench.Post(Of(first.Reversed()).By(North, "EFT3"), 3);

        receipt.PostedCount.Should().Be(1);
        var posted = await workbench.Posted("RC-1");
        posted.Claim.BalanceCents.Should().Be(0);
        posted.Rows.Where(r => r.Type == ApplicationType.Contractual).Sum(r => r.AmountCents).Should().Be(20_000);
        posted.Denials.Single().Resolution.Should().Be(Resolution.Paid);
        await workbench.NoCentIsLost();
    }
}
