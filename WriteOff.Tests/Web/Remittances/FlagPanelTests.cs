using System.Globalization;
using Bunit;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Remittances;

public sealed class FlagPanelTests
{
    [Fact]
    public async Task Flagged_ReversalAndCorrection_ShowsWhatCameWhatMatchedAndEveryRow()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await using var context = new PageContext(workbench, workbench.Clerk);

        var page = Open(context, denial);

        page.WaitForElement(".flag").TextContent.Should().Contain("Reversal found").And.Contain("Certain").And.Contain("agrees").And.Contain("taken back to the cent");
        var rows = page.FindAll(".plan tbody tr").Select(r => r.TextContent).ToList();
        rows.Should().Contain(r => r.Contains("Undo write-off", StringComparison.Ordinal) && r.Contains("+$800.00", StringComparison.Ordinal));
        rows.Should().Contain(r => r.Contains("Payment", StringComparison.Ordinal) && r.Contains("−$520.00", StringComparison.Ordinal));
        page.Find(".plan tfoot").TextContent.Should().Contain("$800.00 = $520.00 paid + $280.00 contractual").And.Contain("$0.00");
    }

    [Fact]
    public async Task Reopen_Confirmed_IsResolvedAndTheFlagGoes()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, denial);
        page.WaitForElement(".flag");

        Button(page, "Reopen…").Click();
        context.Dialogs.WaitForElement("#why-text").GetAttribute("value").Should().StartWith("Corrected 835");
        context.Dialogs.Find(".plan tfoot").TextContent.Should().Contain("$0.00");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && !d.IsFlagged);
        page.WaitForAssertion(() => page.FindAll(".flag").Should().BeEmpty());
        page.Find(".dhead .chip").TextContent.Should().Contain("Resolved");
        await workbench.MustHold();
    }

    [Fact]
    public async Task Dismiss_NeedsAReason_ThenTheFlagGoes()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, denial);
        page.WaitForElement(".flag");

        Button(page, "Dismiss flag…").Click();
        await context.Dialogs.WaitForElement(".mud-dialog form").SubmitAsync();
        context.Dialogs.Find(".refusal").TextContent.Should().Contain("needed");
        context.Dialogs.Find("#why-text").Input("Another visit; the payer says so");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.WrittenOff && !d.IsFlagged);
    }

    [Fact]
    public async Task PostingClerk_SeesAllAndBothActsGreyedWithTheScope()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await using var context = new PageContext(workbench, workbench.PostingClerk);

        var page = Open(context, denial);
        page.WaitForElement(".flag");

        foreach (var name in (string[])["Reopen…", "Dismiss flag…"])
        {
            var button = Button(page, name);
            button.GetAttribute("aria-disabled").Should().Be("true");
            page.Find($"#{button.GetAttribute("aria-describedby")}").TextContent.Should().Contain("billing.denial.write");
        }
    }

    [Fact]
    public async Task ReversalWithoutCorrection_SaysThatItIsAwaited()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed());
        await using var context = new PageContext(workbench, workbench.Clerk);

        var page = Open(context, denial);

        page.WaitForElement(".flag").TextContent.Should().Contain("awaiting correction");
        page.Markup.Should().Contain("The correction has not come yet");
    }

    [Fact]
    public async Task Bell_TellsWhoWroteOffAndWhoApproves_NobodyElse()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        var flags = new FlagViews(workbench.Dbs);
        async Task<int> Count(Actor actor) => (await flags.Mine(actor)).Value.Count;

        (await Count(workbench.Clerk)).Should().Be(1);
        (await Count(workbench.Supervisor)).Should().Be(1);
        (await Count(workbench.PostingClerk)).Should().Be(0);
        (await Count(workbench.Manager)).Should().Be(0);
        (await flags.Mine(workbench.Clerk)).Value[0].Should().Match<OpenFlag>(f => f.DenialId == denial.Id && f.ClaimNumber == "RC-1" && f.IsCertain);
        await workbench.Reopen(denial);
        (await Count(workbench.Clerk)).Should().Be(0);
    }

    private static IRenderedComponent<DenialPage> Open(PageContext context, Denial denial) =>
        context.Render<DenialPage>(p => p.Add(d => d.Id, denial.Id.ToString(CultureInfo.InvariantCulture)));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DenialPage> page, string name) =>
        page.FindAll("section.panel button").Single(b => b.TextContent.Contains(name, StringComparison.Ordinal));
}
