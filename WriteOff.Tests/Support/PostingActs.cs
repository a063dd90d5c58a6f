using System.Text;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Domain.Shared;
using WriteOff.Web.Receivables;

namespace WriteOff.Tests.Support;

/// <summary>Posting batches of a workbench.</summary>
internal static class PostingActs
{
    public static PostingBatchService Batches(this TestWorkbench workbench) => new(workbench.Writer);

    public static PostingBatchViews Views(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Writer, workbench.Clock);

    public static async Task<PostingSending> Sending(this TestWorkbench workbench, int number, int sending = 1) => (await workbench.Views().Sending(workbench.PostingClerk, number, sending)).Value;

    public static async Task SetPosting(this TestWorkbench workbench, string ready) => (await workbench.Batches().Set(workbench.Administrator, PostingSettings.Ready(ready))).IsDone.Should().BeTrue();

    public static async Task<TestWorkbench> Ready(string ready = "csv")
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPosting(ready);
        return workbench;
    }

    public static async Task<Denial> WrittenOff(this TestWorkbench workbench, long cents)
    {
        var denial = await workbench.GivenDenial(new Money(cents));
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        return denial;
    }

    public static IReadOnlyList<PostingAnswerLine> Answer(params string[] lines)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend("id,result,why")) + "\n"));
        return PostingFiles.ReadAnswer(content).Value;
    }
}
