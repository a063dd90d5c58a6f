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
        var automatic = await World.Open();
        var one = await automatic.GivenWrittenOff();
        await automatic.Take(Payers.Denied().Reversed(), Payers.Paid());
        await automatic.Reopen(one);

        var byHand = await World.Open();
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
        var world = await World.Open();
        var denial = await world.GivenWrittenOff();
        await world.Take(Payers.Paid());
        var (original, correction) = ((await world.Payments())[0], (await world.Payments())[1]);
        var preview = (await world.HandMatches.Preview(world.Supervisor, correction.Id, original.Id)).Value;
        preview.Plan.BalanceAfterCents.Should().Be(0);

        (await world.HandMatches.Match(world.PostingClerk, correction.Id, original.Id, "Corrected without a reversal")).Refusal!.Code.Should().Be("ScopeMissing");
        (await world.HandMatches.Match(world.Supervisor, correction.Id, original.Id, "Corrected without a reversal")).IsDone.Should().BeTrue();

        (await world.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && !d.IsFlagged);
        (await world.LedgerOf(denial)).Count.Should().Be(1 + preview.Plan.Steps.Count(s => s.IsRow));
        await world.MustHold();
    }

    [Fact]
    public async Task Match_ReviewReversalWithCorrection_PostsBoth()
    {
        var world = await World.Open();
        var denial = await world.GivenWrittenOff();
        await world.Take(Payers.Denied(cents: 65_000).Reversed(), Payers.Paid());
        var payments = await world.Payments();
        (await world.HandMatches.Match(world.Supervisor, payments[1].Id, payments[0].Id, "The payer confirmed the whole amount")).IsDone.Should().BeTrue();
        (await world.Payments()).Should().OnlyContain(p => p.Outcome == ClaimPaymentOutcome.Posted);
        (await world.Reload(denial)).Resolution.Should().Be(Resolution.Paid);
        (await world.ClaimOf(denial)).BalanceCents.Should().Be(0);
        await world.MustHold();
    }

    [Fact]
    public async Task Match_Refusals_Named()
    {
        var world = await World.Open();
        await world.GivenWrittenOff();
        await world.TakeFrom("1777666555", Payers.Denied("ZZ").Reversed());
        await world.Take(Payers.Denied("YY", control: "Q").Reversed());
        var payments = await world.Payments();
        async Task<string?> Code(long payment, long original) => (await world.HandMatches.Match(world.Supervisor, payment, original, "Because")).Refusal?.Code;

        (await Code(payments[1].Id, payments[0].Id)).Should().Be("OtherPayer");
        (await Code(payments[0].Id, payments[0].Id)).Should().Be("NotWaiting");
        (await Code(payments[2].Id, payments[1].Id)).Should().Be("NotFound");
        (await Code(7, payments[0].Id)).Should().Be("NotFound");
        (await world.HandMatches.Match(world.Clerk, payments[2].Id, payments[0].Id, "Because")).Refusal!.Code.Should().Be("ScopeMissing");
        (await world.HandMatches.Match(world.Supervisor, payments[2].Id, payments[0].Id, "")).Refusal!.Code.Should().Be("NoteRequired");
        (await Code(payments[2].Id, payments[0].Id)).Should().BeNull();
        await world.Take(Payers.Denied("XX", control: "Q2").Reversed());
        (await Code((await world.Payments())[^1].Id, payments[0].Id)).Should().Be("AlreadyTakenBack");
        await world.MustHold();
    }

    [Fact]
    public async Task Release_UnbalancedClaim_LeavesTheRestAsUnknownDenial()
    {
        var world = await World.Open();
        await world.TakeText(Unbalanced(paid: 500, adjusted: 200));
        var held = (await world.Payments()).Single();
        held.HoldWord.Should().Be("UNBALANCED_CLAIM");
        (await world.Held.Release(world.Clerk, held.Id, "The payer confirmed")).Refusal!.Code.Should().Be("ScopeMissing");
        (await world.Held.Release(world.PostingClerk, held.Id, "")).Refusal!.Code.Should().Be("NoteRequired");

        (await world.Held.Release(world.PostingClerk, held.Id, "The payer confirmed")).Value.Outcome.Should().Be(ClaimPaymentOutcome.Posted);

        (await world.TheDenial()).Should().Match<Denial>(d => d.Carc == "unknown" && d.DeniedCents == 10_000 && d.Status == DenialStatus.Open);
        (await world.Held.Release(world.PostingClerk, held.Id, "Again")).Refusal!.Code.Should().Be("NotWaiting");
        await world.MustHold();
    }

    [Fact]
    public async Task Release_ExplainsMoreThanCharged_Refused()
    {
        var world = await World.Open();
        await world.TakeText(Unbalanced(paid: 500, adjusted: 400));
        var held = (await world.Payments()).Single();
        (await world.Held.Release(world.PostingClerk, held.Id, "The payer confirmed")).Refusal!.Code.Should().Be("CannotRelease");
        (await world.Held.Reject(world.PostingClerk, held.Id, "A new one comes")).Value.Outcome.Should().Be(ClaimPaymentOutcome.Rejected);
        (await world.Denials()).Should().BeEmpty();
        await world.MustHold();
    }

    [Fact]
    public async Task Reject_InACase_Refused()
    {
        var world = await World.Open();
        await world.GivenWrittenOff();
        await world.Take(Payers.Paid());
        var held = (await world.Payments())[^1];
        (await world.Held.Reject(world.PostingClerk, held.Id, "Not ours")).Refusal!.Code.Should().Be("InCase");
        (await world.Held.Release(world.PostingClerk, held.Id, "Ours")).Refusal!.Code.Should().Be("InCase");
    }

    private static string Unbalanced(int paid, int adjusted) => Payers835.File($"""
        CLP*RC-5*1*800*{paid}**12*N5*11*1~
        NM1*QC*1*ALPHA*ANN****MI*M1~
        SVC*HC:71046*800*{paid}**1~
        DTM*472*20261005~
        CAS*CO*45*{adjusted}~
        """, paid);
}
