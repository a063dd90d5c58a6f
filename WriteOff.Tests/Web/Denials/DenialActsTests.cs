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
        var world = await World.Open();
        var denial = await world.GivenDenial();
        (await world.Appeals.File(world.Clerk, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, world.Today))).IsDone.Should().BeTrue();
        await using var context = new PageContext(world, world.Clerk);

        var acts = await Acts(context, world.Clerk, denial);

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
        var world = await World.Open();
        var denial = await world.GivenDenial();
        await world.Appeals.File(world.Clerk, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, world.Today));
        await using var context = new PageContext(world, world.Clerk);
        var acts = await Acts(context, world.Clerk, denial);
        acts.FindAll("button").Single(b => b.TextContent.Contains("Withdraw appeal", StringComparison.Ordinal)).Click();
        var dialog = context.Dialogs.WaitForElement(".mud-dialog form");

        await dialog.SubmitAsync();
        context.Dialogs.Find(".refusal").TextContent.Should().Contain("A note is needed");
        context.Dialogs.Find("#why-text").Input("auth office confirms wrong code");
        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        (await world.Reload(denial)).Status.Should().Be(DenialStatus.InProgress);
        context.Dialogs.FindAll(".mud-dialog").Should().BeEmpty();
    }

    [Theory]
    [InlineData("Manager", "billing.denial.write")]
    [InlineData("Poster", "billing.denial.write")]
    public async Task WriteOff_ScopeMissing_IsGreyedAndNamesIt(string name, string scope)
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        Actor actor = new[] { world.Manager, world.PostingClerk }.Single(a => string.Equals(a.Name, name, StringComparison.Ordinal));
        await using var context = new PageContext(world, actor);

        var acts = await Acts(context, actor, denial);

        acts.Find("[data-key=w]").GetAttribute("aria-disabled").Should().Be("true");
        acts.Find(".why").TextContent.Should().Contain(scope);
    }

    [Fact]
    public async Task WriteOff_WrittenOff_OffersReopen()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        await world.WriteOffs.Submit(world.Clerk, World.Whole(denial));
        await using var context = new PageContext(world, world.Clerk);
        var acts = await Acts(context, world.Clerk, denial);
        acts.FindAll("button").Single(b => b.TextContent.Contains("Reopen…", StringComparison.Ordinal)).Click();
        context.Dialogs.WaitForElement("#why-text").Input("wrong denial");

        await context.Dialogs.Find(".mud-dialog form").SubmitAsync();

        var after = await world.Reload(denial);
        (after.Status, after.Balance).Should().Be((DenialStatus.Open, denial.Balance));
    }

    private static async Task<IRenderedComponent<DenialActs>> Acts(PageContext context, Actor actor, Denial denial)
    {
        var view = (await new DenialViews(context.World.Dbs, context.World.Clock, context.World.Access).Open(actor, denial.Id)).Value;
        return context.Render<DenialActs>(p => p.Add(a => a.View, view));
    }
}
