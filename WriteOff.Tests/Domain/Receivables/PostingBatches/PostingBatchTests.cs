using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;
using WriteOff.Web.Receivables;

namespace WriteOff.Tests.Domain.Receivables.PostingBatches;

/// <summary>Write-offs leave for the practice-management system exactly once, and its answers stand beside them.</summary>
public sealed class PostingBatchTests
{
    [Fact]
    public async Task Make_PostedReversedAndPostedAgain_EachRowLeavesOnceAndSumsAgree()
    {
        var workbench = await PostingActs.Ready();
        var denial = await workbench.WrittenOff(10_000);
        (await workbench.Batches().Make(workbench.PostingClerk)).Value.Should().Be(1);
        (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Paid after all")).IsDone.Should().BeTrue();
        await workbench.WrittenOff(2_500);
        (await workbench.Batches().Make(workbench.Supervisor)).Value.Should().Be(2);

        (await workbench.Batches().Make(workbench.PostingClerk)).Refusal!.Code.Should().Be("NothingToSend");
        var page = (await workbench.Views().Open(workbench.PostingClerk)).Value;
        page.Batches.Select(b => (b.Batch.Number, b.Batch.RowCount, b.Batch.SumCents)).Should().Equal((2, 2, -7_500L), (1, 1, 10_000L));
        var sending = await workbench.Sending(2);
        sending.Rows.Select(r => (r.Number, r.AmountCents, r.ReversesId is not null)).Should().Equal((1, -10_000L, true), (2, 2_500L, false));
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Make_WriteOffsFromBeforeTheTemplate_StayOut()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.WrittenOff(10_000);
        (await workbench.Batches().Make(workbench.PostingClerk)).Refusal!.Code.Should().Be("NoTemplate");
        workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        await workbench.SetPosting("csv");

        (await workbench.Batches().Make(workbench.PostingClerk)).Refusal!.Code.Should().Be("NothingToSend");
    }

    [Fact]
    public async Task Make_TwoAtOnce_NoRowLeavesTwice()
    {
        var workbench = await PostingActs.Ready();
        for (var n = 0; n < 20; n++) await workbench.WrittenOff(100 + n);
        var second = workbench.OpenSecondProcess();

        var made = await Task.WhenAll(workbench.Batches().Make(workbench.PostingClerk), second.Batches().Make(second.Supervisor));

        made.Count(m => m.IsDone).Should().Be(1);
        (await workbench.Count<PostingBatchRow>()).Should().Be(20);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Answer_TakenAndRefused_StandOnTheDenialAndInTheWorkList()
    {
        var workbench = await PostingActs.Ready();
        var (good, bad) = (await workbench.WrittenOff(100), await workbench.WrittenOff(200));
        await workbench.Batches().Make(workbench.PostingClerk);
        var rows = (await workbench.Sending(1)).Rows;
        (await workbench.Views().OfDenial(workbench.Clerk, good.Id))!.Answer.Should().Be(PostingAnswer.Waiting);

        var answer = PostingActs.Answer($"{rows[0].Id},taken,", $"{rows[1].Id},refused,No such adjustment type");
        (await workbench.Batches().Answer(workbench.PostingClerk, answer)).Value.Should().Be(new PostingAnswered(1, 1, 0));
        (await workbench.Batches().Answer(workbench.PostingClerk, answer)).Value.Should().Be(new PostingAnswered(0, 0, 2));

        (await workbench.Views().OfDenial(workbench.Clerk, good.Id)).Should().Match<PostingStand>(s => s.Answer == PostingAnswer.Taken && s.Since == workbench.Clock.GetUtcNow());
        (await workbench.Views().OfDenial(workbench.Clerk, bad.Id)).Should().Match<PostingStand>(s => s.Answer == PostingAnswer.Refused && s.Why == "No such adjustment type");
        (await workbench.Views().Open(workbench.PostingClerk)).Value.Work.Should().ContainSingle().Which.DenialId.Should().Be(bad.Id);
        (await workbench.Trail()).Count(a => a.Act == AuditAct.PostingAnswered).Should().Be(1);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Resend_RestOfABatch_HasTheSameIdsAndNoTakenRow()
    {
        var workbench = await PostingActs.Ready();
        for (var n = 0; n < 3; n++) await workbench.WrittenOff(100 + n);
        await workbench.Batches().Make(workbench.PostingClerk);
        var first = await workbench.Sending(1);
        var before = PostingFiles.Write(first);
        await workbench.Batches().Answer(workbench.PostingClerk, PostingActs.Answer($"{first.Rows[0].Id},taken,", $"{first.Rows[1].Id},refused,Period closed"));

        (await workbench.Batches().Resend(workbench.PostingClerk, 1)).Value.Should().Be(2);

        (await workbench.Sending(1, 2)).Rows.Select(r => r.Id).Should().Equal(first.Rows.Skip(1).Select(r => r.Id));
        PostingFiles.Write(await workbench.Sending(1)).Should().Equal(before, "the first file is byte for byte the same");
        await workbench.Batches().Answer(workbench.PostingClerk, PostingActs.Answer($"{first.Rows[1].Id},taken,", $"{first.Rows[2].Id},taken,"));
        (await workbench.Batches().Resend(workbench.PostingClerk, 1)).Refusal!.Code.Should().Be("AllTaken");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Open_NoAnswerForTwoBusinessDays_IsWork()
    {
        var workbench = await PostingActs.Ready();
        await workbench.WrittenOff(100);
        await workbench.Batches().Make(workbench.PostingClerk);

        workbench.Clock.Advance(TimeSpan.FromDays(1));
        (await workbench.Views().Open(workbench.PostingClerk)).Value.WorkCount.Should().Be(0);
        workbench.Clock.Advance(TimeSpan.FromDays(1));
        (await workbench.Views().Open(workbench.PostingClerk)).Value.WorkCount.Should().Be(1);
    }

    [Theory]
    [InlineData("x,taken,", "its id is no number")]
    [InlineData("1,perhaps,", "neither taken nor refused")]
    [InlineData("1,refused,", "doesn’t say why")]
    [InlineData("1,taken,", "no row with this id was sent")]
    public async Task Answer_ALineThatCantBe_ChangesNothing(string line, string said)
    {
        var workbench = await PostingActs.Ready();
        await workbench.WrittenOff(100);
        await workbench.Batches().Make(workbench.PostingClerk);
        var row = (await workbench.Sending(1)).Rows[0];

        (await workbench.Batches().Answer(workbench.PostingClerk, PostingActs.Answer($"{row.Id},taken,", line))).Refusal!.Sentence.Should().Contain("Line 3").And.Contain(said);

        (await workbench.Read(db => db.Set<PostingBatchRow>().SingleAsync())).Answer.Should().Be(PostingAnswer.Waiting);
    }

    [Fact]
    public async Task Answer_RefusedAfterItWasTaken_IsRefused()
    {
        var workbench = await PostingActs.Ready();
        await workbench.WrittenOff(100);
        await workbench.Batches().Make(workbench.PostingClerk);
        var row = (await workbench.Sending(1)).Rows[0];
        await workbench.Batches().Answer(workbench.PostingClerk, PostingActs.Answer($"{row.Id},taken,"));

        (await workbench.Batches().Answer(workbench.PostingClerk, PostingActs.Answer($"{row.Id},refused,Changed our mind"))).Refusal!.Sentence.Should().Contain("taken before");
    }

    [Fact]
    public async Task Acts_WithoutTheirScope_AreRefused()
    {
        var workbench = await PostingActs.Ready();
        await workbench.WrittenOff(100);
        foreach (var actor in new[] { workbench.Clerk, workbench.Manager, workbench.Administrator })
        {
            (await workbench.Batches().Make(actor)).Refusal!.Code.Should().Be("ScopeMissing");
            (await workbench.Batches().Answer(actor, PostingActs.Answer("1,taken,"))).Refusal!.Code.Should().Be("ScopeMissing");
            (await workbench.Views().Sending(actor, 1, 1)).Refusal!.Code.Should().Be("ScopeMissing");
        }

        (await workbench.Batches().Set(workbench.Supervisor, PostingSettings.Ready("csv"))).Refusal!.Code.Should().Be("ScopeMissing");
        var other = await workbench.OpenNeighbour();
        await workbench.Batches().Make(workbench.PostingClerk);
        (await other.Views().Sending(other.PostingClerk, 1, 1)).Refusal!.Code.Should().Be("NotFound");
        (await other.Batches().Resend(other.PostingClerk, 1)).Refusal!.Code.Should().Be("NotFound");
    }

    [Theory]
    [InlineData("PostingBatchSums", "UPDATE posting_batch SET sum_cents = sum_cents + 1")]
    [InlineData("PostingBatchSums", "DELETE FROM posting_batch_row WHERE number = 2")]
    [InlineData("PostingRows", "UPDATE posting_batch_row SET answer = 3, answered_at = 1")]
    [InlineData("PostingRows", "UPDATE posting_batch_row SET answer = 2")]
    [InlineData("PostingBatchNumbers", "UPDATE posting_batch SET number = 2")]
    public async Task Verify_Tampered_NamesTheInvariant(string invariant, string tampering)
    {
        var workbench = await PostingActs.Ready();
        await workbench.WrittenOff(100);
        await workbench.WrittenOff(200);
        await workbench.Batches().Make(workbench.PostingClerk);
        await RawSql.Tamper(workbench, tampering);

        (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Where(r => !r.Holds).Select(r => r.Name).Should().Contain(invariant);
    }
}
