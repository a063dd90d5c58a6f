using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

public sealed class HandTests
{
    [Fact]
    public async Task Match_ReopenedFirst_SameEndAsTheAutomaticWay()
    {
        var automatic = await TestWorkbench.Open();
        var one = await automatic.GivenWrittenOff();
        await automatic.Take(Payers.Denied().Reversed(), Payers.Paid());
        await automatic.Reopen(one);

        var byHand = await TestWorkbench.Open();
        var two = await byHand.GivenWrittenOff();
        (await byHand.Reopens.Reopen(byHand.Clerk, await byHand.Now(two), "The payer phoned")).IsDone.Should().BeTrue();
        await byHand.Take(Payers.Denied("X-9", control: "N7").Reversed() with { MemberId = "M1" });
        var (original, reversal) = ((await byHand.Payments())[0], (await byHand.Payments())[1]);
        reversal.Outcome.Should().Be(ClaimPaymentOutcome.Unmatched);
        (await new WaitingPayments(byHand.Dbs).Candidates(byHand.PostingClerk, reversal.Id)).Value.Should().Contain(c => c.PaymentId == original.Id);
        (await byHand.HandMatches.Match(byHand.PostingClerk, reversal.Id, original.Id, "Same visit, the payer retyped the number")).IsDone.Should().BeTrue();
        (await byHand.Reload(two)).Resolution.Should().Be(Resolution.Reversed);
        await byHand.Take(Payers.Paid());

        var (a, b) = (await automatic.Reload(one), await byHand.Reload(two));
        (b.Status, b.Resolution, b.BalanceCents, b.TakenBackCents).Should().Be((a.Status, a.Resolution, a.BalanceCents, a.TakenBackCents));
        (await byHand.ClaimOf(two)).BalanceCents.Should().Be((await automatic.ClaimOf(one)).BalanceCents);
        (await byHand.LedgerOf(two)).Select(r => (r.Type, r.AmountCents)).Should().Equal((await automatic.LedgerOf(one)).Select(r => (r.Type, r.AmountCents)));
        await byHand.MustHold();
    }

    [Fact]
    public async Task Match_CorrectionWithoutReversal_TakesTheOriginalBack()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Paid());
        var (original, correction) = ((await workbench.Payments())[0], (await workbench.Payments())[1]);
        var preview = (await workbench.HandMatches.Preview(workbench.Supervisor, correction.Id, original.Id)).Value;
        preview.Plan.BalanceAfterCents.Should().Be(0);

        (await workbench.HandMatches.Match(workbench.PostingClerk, correction.Id, original.Id, "Corrected without a reversal")).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.HandMatches.Match(workbench.Supervisor, correction.Id, original.Id, "Corrected without a reversal")).IsDone.Should().BeTrue();

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && !d.IsFlagged);
        (await workbench.LedgerOf(denial)).Count.Should().Be(1 + preview.Plan.Steps.Count(s => s.IsRow));
        await workbench.MustHold();
    }

    [Fact]
    public async Task Match_ReviewReversalWithCorrection_PostsBoth()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied(cents: 65_000).Reversed(), Payers.Paid());
        var payments = await workbench.Payments();
        (await workbench.HandMatches.Match(workbench.Supervisor, payments[1].Id, payments[0].Id, "The payer confirmed the whole amount")).IsDone.Should().BeTrue();
        (await workbench.Payments()).Should().OnlyContain(p => p.Outcome == ClaimPaymentOutcome.Posted);
        (await workbench.Reload(denial)).Resolution.Should().Be(Resolution.Paid);
        (await workbench.ClaimOf(denial)).BalanceCents.Should().Be(0);
        await workbench.MustHold();
    }

    [Fact]
    public async Task Match_Refusals_Named()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWrittenOff();
        await workbench.TakeFrom("1777666555", Payers.Denied("ZZ").Reversed());
        await workbench.Take(Payers.Denied("YY", control: "Q").Reversed());
        var payments = await workbench.Payments();
        async Task<string?> Code(long payment, long original) => (await workbench.HandMatches.Match(workbench.Supervisor, payment, original, "Because")).Refusal?.Code;

        (await Code(payments[1].Id, payments[0].Id)).Should().Be("OtherPayer");
        (await Code(payments[0].Id, payments[0].Id)).Should().Be("NotWaiting");
        (await Code(payments[2].Id, payments[1].Id)).Should().Be("NotFound");
        (await Code(7, payments[0].Id)).Should().Be("NotFound");
        (await workbench.HandMatches.Match(workbench.Clerk, payments[2].Id, payments[0].Id, "Because")).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.HandMatches.Match(workbench.Supervisor, payments[2].Id, payments[0].Id, "")).Refusal!.Code.Should().Be("NoteRequired");
        (await Code(payments[2].Id, payments[0].Id)).Should().BeNull();
        await workbench.Take(Payers.Denied("XX", control: "Q2").Reversed());
        (await Code((await workbench.Payments())[^1].Id, payments[0].Id)).Should().Be("AlreadyTakenBack");
        await workbench.MustHold();
    }

    [Fact]
    public async Task Release_UnbalancedClaim_LeavesTheRestAsUnknownDenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.TakeText(Unbalanced(paid: 500, adjusted: 200));
        var held = (await workbench.Payments()).Single();
        held.HoldWord.Should().Be("UNBALANCED_CLAIM");
        (await workbench.Held.Release(workbench.Clerk, held.Id, "The payer confirmed")).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.Held.Release(workbench.PostingClerk, held.Id, "")).Refusal!.Code.Should().Be("NoteRequired");

        (await workbench.Held.Release(workbench.PostingClerk, held.Id, "The payer confirmed")).Value.Outcome.Should().Be(ClaimPaymentOutcome.Posted);

        (await workbench.TheDenial()).Should().Match<Denial>(d => d.Carc == "unknown" && d.DeniedCents == 10_000 && d.Status == DenialStatus.Open);
        (await workbench.Held.Release(workbench.PostingClerk, held.Id, "Again")).Refusal!.Code.Should().Be("NotWaiting");
        await workbench.MustHold();
    }

    [Fact]
    public async Task Release_ExplainsMoreThanCharged_Refused()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.TakeText(Unbalanced(paid: 500, adjusted: 400));
        var held = (await workbench.Payments()).Single();
        (await workbench.Held.Release(workbench.PostingClerk, held.Id, "The payer confirmed")).Refusal!.Code.Should().Be("CannotRelease");
        (await workbench.Held.Reject(workbench.PostingClerk, held.Id, "A new one comes")).Value.Outcome.Should().Be(ClaimPaymentOutcome.Rejected);
        (await workbench.Denials()).Should().BeEmpty();
        await workbench.MustHold();
    }

    [Fact]
    public async Task Reject_InACase_Refused()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Paid());
        var held = (await workbench.Payments())[^1];
        (await workbench.Held.Reject(workbench.PostingClerk, held.Id, "Not ours")).Refusal!.Code.Should().Be("InCase");
        (await workbench.Held.Release(workbench.PostingClerk, held.Id, "Ours")).Refusal!.Code.Should().Be("InCase");
    }

    private static string Unbalanced(int paid, int adjusted) => RawRemittances.File($"""
        CLP*RC-5*1*800*{paid}**12*N5*11*1~
        NM1*QC*1*ALPHA*ANN****MI*M1~
        SVC*HC:71046*800*{paid}**1~
        DTM*472*20261005~
        CAS*CO*45*{adjusted}~
        """, paid);
}
