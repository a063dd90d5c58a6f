using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using WriteOff.Web.Navigation;
using WriteOff.Web.Remittances;
using InboxPage = WriteOff.Web.Remittances.InboxPage;

namespace WriteOff.Tests.Web.Remittances;

public sealed class RemittancePagesTests
{
    [Fact]
    public async Task Inbox_WithoutTheScope_IsTheForbiddenFrame()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);

        var page = context.Render<InboxPage>();

        page.WaitForElement(".saying").TextContent.Should().Contain("billing.receivable.read");
        page.FindAll("input, table").Should().BeEmpty();
    }

    [Fact]
    public async Task Inbox_Clerk_SeesTheListAndWhyNothingCanBeDropped()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);

        var page = context.Render<InboxPage>();

        page.WaitForElement(".drop .why").TextContent.Should().Contain("billing.payment.write");
        page.FindAll("input[type=file]").Should().BeEmpty();
        page.Find(".empty").TextContent.Should().Contain("Done: nothing is flagged, held or unmatched.");
    }

    [Fact]
    public async Task Inbox_NeedsWork_ListsWhatWaitsAndFollowsOthers()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        await workbench.Take(Payers.Denied("OK-1", cents: 61_000, control: "N9"));
        var page = context.Render<InboxPage>();
        page.WaitForElement(".empty");

        await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await workbench.Take(Payers.Denied("ZZ-1", cents: 44_400, control: "N8").Reversed());
        workbench.Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => page.FindAll(".remits tbody tr").Should().HaveCount(2));
        page.FindAll(".remits tbody tr")[0].TextContent.Should().Contain("1 unmatched");
        page.FindAll(".remits tbody tr")[1].TextContent.Should().Contain("2 flagged").And.Contain("Posted, 2 to do");
    }

    [Fact]
    public async Task List_Pages_NewestFirstWithoutGapsOrRepeats()
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < InboxAsk.PageSize + 3; n++) await workbench.Take(Payers.Denied($"P-{n}", cents: 10_000 + n, control: $"C{n}"));
        var inbox = new RemittanceInbox(workbench.Dbs, workbench.Access);

        var first = (await inbox.List(workbench.PostingClerk, new InboxAsk(true))).Value;
        var second = (await inbox.List(workbench.PostingClerk, new InboxAsk(true, first.Next))).Value;

        first.Rows.Should().HaveCount(InboxAsk.PageSize);
        second.Rows.Should().HaveCount(3);
        second.Next.Should().BeNull();
        first.Rows.Concat(second.Rows).Select(r => r.Id).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
        (await inbox.List(workbench.PostingClerk, new InboxAsk())).Value.Rows.Should().BeEmpty("nothing of it waits");
        (await inbox.List(workbench.Administrator, new InboxAsk())).Refusal!.Code.Should().Be("ScopeMissing");
        var neighbour = await workbench.OpenNeighbour();
        (await inbox.Open(neighbour.PostingClerk, first.Rows[0].Id)).Refusal!.Code.Should().Be("NotFound");
    }

    [Fact]
    public async Task Remittance_Flagged_ShowsCountsPaymentsAndTheWayToTheDenial()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        var receipt = await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await using var context = new PageContext(workbench, workbench.PostingClerk);

        var page = Open(context, receipt.RemittanceId, (await workbench.Payments())[1].Id);

        page.WaitForElement("#payment-head");
        page.FindAll(".stats dd").Select(d => d.TextContent.Trim()).Should().Contain("2");
        page.FindAll("tr.me").Should().ContainSingle().Which.TextContent.Should().Contain("Flagged");
        page.Find($"a[href='{Urls.Denial(denial.Id)}']").TextContent.Should().NotBeEmpty();
        var reject = page.FindAll("button").Single(b => b.TextContent.Contains("Reject…", StringComparison.Ordinal));
        reject.GetAttribute("aria-disabled").Should().Be("true");
        page.Find($"#{reject.GetAttribute("aria-describedby")}").TextContent.Should().Contain("It waits with a reversal flag.");
        page.Find("[aria-label=Segments]").TextContent.Should().Contain("Reversal of an earlier payment");
    }

    [Fact]
    public async Task Unmatched_MatchedByHand_ShowsBothSidesAndTheCentsThenResolves()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        var receipt = await workbench.Take(Payers.Denied("X-9", control: "N7").Reversed());
        var waiting = (await workbench.Payments())[1];
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var page = Open(context, receipt.RemittanceId, waiting.Id);
        page.WaitForElement("#payment-head");

        page.FindAll("button").Single(b => b.TextContent.Contains("Match by hand…", StringComparison.Ordinal)).Click();
        context.Dialogs.WaitForElement(".cands button[aria-pressed=true]").TextContent.Should().Contain("RC-1");
        context.Dialogs.Find(".handmatch").TextContent.Should().Contain("X-9").And.Contain("differs").And.Contain("+$800.00");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();
        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("A note is needed");
        context.Dialogs.Find("#match-note").Input("Same visit, the payer retyped the number");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Reversed);
        page.WaitForAssertion(() => page.Find("#payment-head").ParentElement!.TextContent.Should().Contain("Posted"));
        await workbench.MustHold();
    }

    [Fact]
    public async Task Unmatched_Rejected_KeepsTheNoteAndWhoSaidIt()
    {
        var workbench = await TestWorkbench.Open();
        var receipt = await workbench.Take(Payers.Denied("X-9", control: "N7").Reversed());
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var page = Open(context, receipt.RemittanceId, (await workbench.Payments())[0].Id);
        page.WaitForElement("#payment-head");

        page.FindAll("button").Single(b => b.TextContent.Contains("Reject…", StringComparison.Ordinal)).Click();
        context.Dialogs.WaitForElement("#why-text").Input("Not our patient");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        page.WaitForAssertion(() => page.Markup.Should().Contain("Rejected").And.Contain("Not our patient").And.Contain(workbench.PostingClerk.Name));
    }

    [Fact]
    public async Task Remittance_HeldWhole_IsReleasedWithAReason()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var file = TestRemittances.File(1, TestRemittances.Of(TestRemittances.Claim("RC-1", TestRemittances.Line("99213", 100, "CO-197 100")))).With("BPR*I*0*", "BPR*I*1*");
        var held = (await workbench.Take(file)).Value.Remittances.Single();
        var page = context.Render<OneRemittance>(p => p.Add(r => r.Id, held.RemittanceId));
        page.WaitForElement("[aria-label='Decide the remittance']");

        page.FindAll("button").Single(b => b.TextContent.Contains("Release…")).Click();
        context.Dialogs.WaitForElement("#why-text").Input("The payer confirmed it");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        page.WaitForAssertion(() => page.Markup.Should().Contain("denials made").And.NotContain("Decide the remittance"));
        (await workbench.Posted("RC-1")).Denials.Should().ContainSingle();
    }

    [Fact]
    public async Task Address_WithNumbersThatCantBeRead_AsksForNothing()
    {
        var workbench = await TestWorkbench.Open();
        var taken = await workbench.Take(Payers.Denied("OK-1", cents: 61_000, control: "N9"));
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/remittances?before=x&after=x&payment=99999999999999999999");

        context.Render<InboxPage>().WaitForElement("h1").TextContent.Should().Be("Remittances");
        context.Render<OneRemittance>(p => p.Add(r => r.Id, taken.RemittanceId)).WaitForElement("h1").TextContent.Should().Contain("trace");
    }

    private static IRenderedComponent<OneRemittance> Open(PageContext context, long id, long payment)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(Urls.RemittancePayment(id, payment));
        return context.Render<OneRemittance>(p => p.Add(r => r.Id, id));
    }
}
