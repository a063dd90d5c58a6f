using Bunit;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Denials;

public sealed class DenialActsTests
{
    [Fact]
    public async Task WriteOff_AppealPending_IsGreyedWithTheReasonAndWithdrawBesideIt()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        (await workbench.Appeals.File(workbench.Clerk, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, workbench.Today))).IsDone.Should().BeTrue();
        await using var context = new PageContext(workbench, workbench.Clerk);

        var acts = await Acts(context, workbench.Clerk, denial);

        var button = acts.Find("[data-key=w]");
        button.GetAttribute("aria-disabled").Should().Be("true");
        var why = acts.Find($"#{button.GetAttribute("aria-describedby")}");
        why.TextContent.Should().Contain("An appeal is running. Withdraw it first.");
        why.NextElementSibling!.TextContent.Should().Contain("Withdraw appeal…");
        button.Click();
        context.Dialogs.FindAll(".mud-dialog").Should().BeEmpty("a greyed act does nothing");
    }

    [Fact]
    public async Task Withdraw_WithAReason_FreesTheDenial()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.Appeals.File(workbench.Clerk, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, workbench.Today));
        await using var context = new PageContext(workbench, workbench.Clerk);
        var acts = await Acts(context, workbench.Clerk, denial);
        acts.FindAll("button").Single(b => b.TextContent.Contains("Withdraw appeal", StringComparison.Ordinal)).Click();
        var dialog = context.Dialogs.WaitForElement(".mud-dialog form");

        await dialog.SubmitAsync();
        context.Dialogs.Find(".refusal").TextContent.Should().Contain("A note is needed");
        context.Dialogs.Find("#why-text").Input("auth office confirms wrong code");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.InProgress);
        context.Dialogs.FindAll(".mud-dialog").Should().BeEmpty();
    }

    [Theory]
    [InlineData("Manager", "billing.denial.write")]
    [InlineData("Poster", "billing.denial.write")]
    public async Task WriteOff_ScopeMissing_IsGreyedAndNamesIt(string name, string scope)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        Actor actor = new[] { workbench.Manager, workbench.PostingClerk }.Single(a => string.Equals(a.Name, name, StringComparison.Ordinal));
        await using var context = new PageContext(workbench, actor);

        var acts = await Acts(context, actor, denial);

        acts.Find("[data-key=w]").GetAttribute("aria-disabled").Should().Be("true");
        acts.Find(".why").TextContent.Should().Contain(scope);
    }

    [Fact]
    public async Task WriteOff_WrittenOff_OffersReopen()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));
        await using var context = new PageContext(workbench, workbench.Clerk);
        var acts = await Acts(context, workbench.Clerk, denial);
        acts.FindAll("button").Single(b => b.TextContent.Contains("Reopen…", StringComparison.Ordinal)).Click();
        context.Dialogs.WaitForElement("#why-text").Input("wrong denial");

        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        var after = await workbench.Reload(denial);
        (after.Status, after.Balance).Should().Be((DenialStatus.Open, denial.Balance));
    }

    private static async Task<IRenderedComponent<DenialActs>> Acts(PageContext context, Actor actor, Denial denial)
    {
        var view = (await new DenialViews(context.Workbench.Dbs, context.Workbench.Clock, context.Workbench.Access).Open(actor, denial.Id)).Value;
        return context.Render<DenialActs>(p => p.Add(a => a.View, view));
    }
}
