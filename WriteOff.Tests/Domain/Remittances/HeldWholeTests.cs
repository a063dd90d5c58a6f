using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>A remittance that is held whole: a person releases or rejects it, a resend is judged anew.</summary>
public sealed class HeldWholeTests
{
    private const string Note = "The payer confirmed it by telephone";

    private static byte[] Two() => File(1, Of(
        Claim("RC-1", Line("99213", 100, "CO-45 20.25", "CO-197 49.75")), Claim("RC-2", Line("99214", 150, "CO-45 50"))));

    private static byte[] Unbalanced() => Two().With("BPR*I*130*", "BPR*I*131*");

    private static RemittanceService Service(TestWorkbench workbench) => new(workbench.Writer);

    [Fact]
    public async Task Release_Unbalanced_PostsAsIfItCameNow()
    {
        var workbench = await TestWorkbench.Open();
        var held = (await workbench.Take(Unbalanced())).Value.Remittances.Single();
        workbench.Clock.Advance(TimeSpan.FromDays(2));

        var released = (await Service(workbench).Release(workbench.PostingClerk, held.RemittanceId, Note)).Value;

        (released.Status, released.HoldWord, released.PostedCount, released.DenialCount).Should().Be((RemittanceStatus.Posted, "", 2, 1));
        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().Equal("CO-197 49.75 Open");
        posted.Denials[0].DeniedOn.Should().Be(PaidOn, "the payer's day counts, not the day of the release");
        (await workbench.ClaimPayments()).Select(c => c.Outcome).Should().Equal(ClaimPaymentOutcome.Posted, ClaimPaymentOutcome.Posted);
        var trail = await workbench.Trail();
        trail.Single(a => a.Act == AuditAct.RemittanceReleased).Note.Should().Be(Note);
        trail.Should().ContainSingle(a => a.Act == AuditAct.RemittancePosted && a.RemittanceId == held.RemittanceId);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Release_WithAWrongClaim_StillHoldsThatOne()
    {
        var workbench = await TestWorkbench.Open();
        var claim = Claim("RC-1", Line("99213", 100, "CO-197 100"));
        var file = File(1, Of(claim, claim, Claim("RC-2", Line("99214", 150, "CO-45 50")))).With("BPR*I*100*", "BPR*I*99*").With("CAS*CO*45*50~", "CAS*CO*45*51~");
        var held = (await workbench.Take(file)).Value.Remittances.Single();

        var released = (await Service(workbench).Release(workbench.PostingClerk, held.RemittanceId, Note)).Value;

        (released.PostedCount, released.HeldCount).Should().Be((1, 2));
        (await workbench.ClaimPayments()).Select(c => c.HoldWord).Should().Equal("", "REPEATED_CLAIM", "UNBALANCED_CLAIM");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Release_ManyClaims_PostsThemAllInFlatBatches()
    {
        var workbench = await TestWorkbench.Open();
        var claims = Enumerable.Range(1, 450).Select(n => Claim($"RC-{n}", Line("99213", 100, "CO-197 100"))).ToArray();
        var held = (await workbench.Take(File(1, Of(claims)).With("BPR*I*0*", "BPR*I*1*"))).Value.Remittances.Single();

        (await Service(workbench).Release(workbench.PostingClerk, held.RemittanceId, Note)).Value.PostedCount.Should().Be(450);

        (await workbench.CountClaims()).Should().Be(450);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Reject_PostsNothing_AndACorrectedOnePosts()
    {
        var workbench = await TestWorkbench.Open();
        var held = (await workbench.Take(Unbalanced())).Value.Remittances.Single();

        (await Service(workbench).Reject(workbench.PostingClerk, held.RemittanceId, Note)).Value.Status.Should().Be(RemittanceStatus.Rejected);

        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.Trail())[^1].Act.Should().Be(AuditAct.RemittanceRejected);
        (await Service(workbench).Release(workbench.PostingClerk, held.RemittanceId, Note)).Refusal!.Code.Should().Be("NotHeld");
        (await workbench.Take(Unbalanced())).Value.IsDuplicate.Should().BeTrue("it was decided");
        (await workbench.Take(Two(), "corrected.835")).Value.Remittances.Single().PostedCount.Should().Be(2);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Take_SameBytesAgain_JudgesWhatIsHeldAnew()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.OwnPayees = "1234567893");
        var held = (await workbench.Take(Two())).Value.Remittances.Single();
        held.HoldWord.Should().Be("OTHER_PAYEE");
        var before = (await workbench.Trail()).Count;
        var still = (await workbench.Take(Two())).Value;
        (still.IsDuplicate, still.Remittances.Single().HoldWord).Should().Be((false, "OTHER_PAYEE"));
        (await workbench.Trail()).Should().HaveCount(before, "nothing changed, so nothing is written");
        await workbench.SetPolicy(p => p.OwnPayees = "");

        var again = (await workbench.Take(Two())).Value;

        again.Remittances.Single().Should().Match<RemittanceReceipt>(r => r.RemittanceId == held.RemittanceId && r.Status == RemittanceStatus.Posted && r.PostedCount == 2);
        (await workbench.Take(Two())).Value.IsDuplicate.Should().BeTrue();
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Release_Refused_WritesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var cutOff = (await workbench.Take(File(2, Of(Claim("RC-9", Line("99213", 100, "CO-197 100"))).By(South, "EFT2")).With("SE*", "ZE*"), "cut.835")).Value.Remittances.Single();
        var held = (await workbench.Take(Unbalanced())).Value.Remittances.Single();
        var before = await workbench.Dump();

        (await Service(workbench).Release(workbench.Clerk, held.RemittanceId, Note)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Service(workbench).Reject(workbench.Clerk, held.RemittanceId, Note)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Service(workbench).Release(workbench.PostingClerk, held.RemittanceId, " ")).Refusal!.Code.Should().Be("NoteRequired");
        (await Service(workbench).Reject(workbench.PostingClerk, held.RemittanceId, null)).Refusal!.Code.Should().Be("NoteRequired");
        (await Service(workbench).Release(workbench.PostingClerk, cutOff.RemittanceId, Note)).Refusal!.Code.Should().Be("CannotRelease");
        (await new RemittanceService(neighbour.Writer).Release(neighbour.PostingClerk, held.RemittanceId, Note)).Refusal!.Code.Should().Be("NotFound");

        (await workbench.Dump()).Should().Be(before);
    }

    [Fact]
    public async Task Take_SamePaymentInAnotherFile_ReplacesTheHeldOne()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.OwnPayees = "1234567893");
        var held = (await workbench.Take(Two())).Value.Remittances.Single();
        await workbench.SetPolicy(p => p.OwnPayees = "");

        (await workbench.Take(Two().With("ISA*00*          *", "ISA*00*OTHER     *"), "again.835")).Value.Remittances.Single().PostedCount.Should().Be(2);

        (await Service(workbench).Release(workbench.PostingClerk, held.RemittanceId, Note)).Refusal!.Code.Should().Be("NotHeld");
        (await workbench.Read(db => db.Set<Remittance>().Select(r => r.Status).ToListAsync())).Should().BeEquivalentTo([RemittanceStatus.Replaced, RemittanceStatus.Posted]);
        await workbench.NoCentIsLost();
    }
}
