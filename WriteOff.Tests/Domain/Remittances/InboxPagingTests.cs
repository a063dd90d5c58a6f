using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>The inbox and a remittance's claim payments page by key: each row once, whatever comes in between.</summary>
public sealed class InboxPagingTests
{
    [Fact]
    public async Task Inbox_PagedWhileOthersArrive_ShowsEachRowOnceNewestFirst()
    {
        var workbench = await TestWorkbench.Open();
        const int Files = InboxAsk.PageSize + 3;
        for (var n = 1; n <= Files; n++) await Arrives(workbench, n);
        var inbox = new RemittanceInbox(workbench.Dbs, workbench.Access);

        var first = (await inbox.List(workbench.PostingClerk, new InboxAsk(IsAll: true))).Value;
        await Arrives(workbench, Files + 1);
        var second = (await inbox.List(workbench.PostingClerk, new InboxAsk(IsAll: true, first.Next))).Value;

        first.Rows.Should().HaveCount(InboxAsk.PageSize);
        second.Next.Should().BeNull();
        first.Rows.Concat(second.Rows).Select(r => r.Trace).Should().Equal(Enumerable.Range(1, Files).Reverse().Select(n => $"EFT{n}"));
        (await inbox.List(workbench.PostingClerk, new InboxAsk(Before: first.Rows[0].Id))).Value.Rows.Should().BeEmpty("nothing of them waits");
    }

    [Fact]
    public async Task Payments_OfALongRemittance_PageByNumber()
    {
        var workbench = await TestWorkbench.Open();
        var receipt = await workbench.Post([.. Enumerable.Range(1, 250).Select(n => Claim($"RC-{n}", Line("99213", 10, "CO-197 10")))]);
        var inbox = new RemittanceInbox(workbench.Dbs, workbench.Access);
        List<int> numbers = [];
        int? after = 0;

        while (after is { } from)
        {
            var page = (await inbox.Payments(workbench.PostingClerk, receipt.RemittanceId, onlyWaiting: false, from)).Value;
            numbers.AddRange(page.Rows.Select(r => r.Number));
            after = page.Next;
        }

        numbers.Should().Equal(Enumerable.Range(1, 250));
    }

    private static Task<RemittanceReceipt> Arrives(TestWorkbench workbench, int n) => workbench.Post(Of(Claim($"RC-{n}", Line("99213", 10, "CO-197 10"))).By(North, $"EFT{n}"), n);
}
