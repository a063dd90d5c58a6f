using AngleSharp.Dom;
using Bunit;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

public sealed class OneRunTests
{
    [Fact]
    public async Task Running_EachStretch_ShowsWithoutReload()
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < 4; n++) await workbench.GivenDenial(new Money(1_000));
        await workbench.GivenRun();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, 1);
        page.Find(".panel header").TextContent.Should().Contain("Run 1").And.Contain("Running").And.Contain("Waits for its turn");
        Figures(page).Should().Equal("0 of 4", "0", "0", "0", "–", "–");

        workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        await workbench.Chunk(1, 2);
        workbench.Clock.Advance(RunPageBase.Gather);
        page.WaitForAssertion(() => Figures(page).Take(2).Should().Equal("2 of 4", "2"));
        page.Find("[role=progressbar]").GetAttribute("aria-valuenow").Should().Be("50");
        Figures(page)[5].Should().Be("2 s");

        await workbench.Chunk(1, 2);
        workbench.Clock.Advance(RunPageBase.Gather);
        page.WaitForAssertion(() => page.Find(".panel header").TextContent.Should().Contain("Finished"));
        page.FindAll("[role=progressbar]").Should().BeEmpty();
        page.Find(".outs tfoot").TextContent.Should().Contain("All selected4$40.00");
    }

    [Fact]
    public async Task Ended_OthersWriteSomething_ThePageReadsNoMore()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await workbench.RunToEnd(await workbench.GivenRun());
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, 1);
        page.WaitForElement(".outs");
        var drawn = page.RenderCount;

        (await workbench.Denials.Assign(workbench.Clerk, await workbench.Now(await workbench.GivenDenial()), workbench.Clerk.UserId)).IsDone.Should().BeTrue();
        workbench.Clock.Advance(TimeSpan.FromSeconds(10));
        page.RenderCount.Should().Be(drawn);
    }

    [Fact]
    public async Task Buttons_PauseResumeCancel_SteerTheRun()
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < 3; n++) await workbench.GivenDenial(new Money(1_000));
        await workbench.GivenRun();
        await workbench.Chunk(1, 1);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, 1);

        page.Button("Pause").Click();
        page.WaitForAssertion(() => page.Find(".panel header").TextContent.Should().Contain("Paused").And.Contain("the next row waits"));
        Figures(page)[^1].Should().Be("2 rows");
        page.Button("Resume").Click();
        page.WaitForAssertion(() => page.Find(".panel header").TextContent.Should().Contain("Running"));

        page.Button("Cancel the rest…").Click();
        context.Dialogs.WaitForAssertion(() => context.Dialogs.Markup.Should().Contain("1 of 3 rows are done and stay as they are."));
        await context.Dialogs.Find("form").SubmitAsync();
        workbench.Clock.Advance(RunPageBase.Gather);
        page.WaitForAssertion(() => page.Find(".panel header").TextContent.Should().Contain("Cancelling"));
        await workbench.RunToEnd(1);
        workbench.Clock.Advance(RunPageBase.Gather);
        page.WaitForAssertion(() => page.Find(".panel header").TextContent.Should().Contain("Cancelled"));
        page.FindAll(".outs .sub").Should().ContainSingle().Which.TextContent.Should().StartWith("The run was cancelled before its turn · start another run on them2$20.00");
    }

    [Fact]
    public async Task Ended_EachOutcomeAndCause_OpensAsAFilteredGrid()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = WriteOff.Domain.Tenants.GateMode.AboveAmount, GateAboveCents = 50_000 });
        await workbench.GivenDenial(new Money(1_000));
        await workbench.GivenDenial(new Money(60_000));
        await workbench.GivenAppealed();
        await workbench.RunToEnd(await workbench.GivenRun(grid: new GridAsk(Text: "age > 0")));
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, 1);

        page.FindAll(".outs a").Select(a => System.Net.WebUtility.UrlDecode(a.GetAttribute("href"))).Should().Equal(
            "/denials?q=run = 1-posted", "/denials?q=run = 1-pending", "/denials?q=run = 1-skipped", "/denials?q=run = 1-appeal-pending");
        page.FindAll(".outs a").Select(a => a.TextContent).Should().Equal("See rows", "See requests", "See all 1", "See rows");
        Figures(page).Should().HaveCount(3);
        page.Find(".stats").TextContent.Should().Contain("2 of 3").And.Contain("$610.00").And.Contain("residue");
        page.Find(".facts").TextContent.Should().Contain("age > 0").And.Contain("Other · note “Quarter clean-up”");
        foreach (var link in page.FindAll(".outs a").Select(a => System.Net.WebUtility.UrlDecode(a.GetAttribute("href")!).Split("q=")[1]))
            (await workbench.Grid.Count(workbench.Clerk, new GridAsk(Text: link))).Value.Should().Be(1, link);
    }

    [Fact]
    public async Task Ended_WithAFailedRow_NamesTheErrorAndWhatToDo()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await workbench.GivenRun();
        await workbench.Chunk(1, 1, new InvalidOperationException("broken"));
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, 1);
        page.Find(".outs .sub").TextContent.Should().StartWith("An error of the product (InvalidOperationException) · nothing was written");
        page.FindAll(".outs a").Select(a => System.Net.WebUtility.UrlDecode(a.GetAttribute("href"))).Should().OnlyContain(h => h == "/denials?q=run = 1-failed");
        page.Button("Undo run…").GetAttribute("aria-disabled").Should().Be("true");
    }

    [Fact]
    public async Task Undo_WithReason_LeadsToItsRunAndLinksBothWays()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.RunToEnd(await workbench.GivenRun());
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = Open(context, 1);

        page.Button("Undo run…").Click();
        context.Dialogs.WaitForAssertion(() => context.Dialogs.Markup.Should().Contain("Of $800.00, what it posted is reopened (1 row). Rows that changed"));
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForElement(".refusal").TextContent.Should().Contain("A note is needed.");
        context.Dialogs.Find("#why-text").Input("Wrong quarter");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForAssertion(() => context.Uri().Should().EndWith("/runs/2"));
        await workbench.RunToEnd(2);

        page.WaitForAssertion(() =>
        {
            workbench.Clock.Advance(RunPageBase.Gather);
            page.Find(".notice.info a").GetAttribute("href").Should().Be("/runs/2");
        });
        var undo = Open(context, 2);
        undo.Find("h1").TextContent.Should().Be("Undo of a mass write-off");
        undo.Find(".facts a").GetAttribute("href").Should().Be("/runs/1");
        undo.Find(".facts").TextContent.Should().Contain("note “Wrong quarter”");
        undo.Find(".outs tbody").TextContent.Should().Contain("Taken back");
        undo.FindAll("button").Should().NotContain(b => b.TextContent.Contains("Undo"));
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.Open);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public async Task Number_Unknown_IsNotHere(string number)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        context.At<OneRun>($"/runs/{number}", p => p.Add(r => r.Id, number)).Find(".saying").TextContent.Should().Contain("This run isn't here.");
    }

    [Fact]
    public async Task Number_OfAnotherTenant_IsNotHere()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        await neighbour.GivenDenial();
        await neighbour.GivenRun();
        await using var context = new PageContext(workbench, workbench.Clerk);
        Open(context, 1).Find(".saying").TextContent.Should().Contain("This run isn't here.");
    }

    [Theory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Manager, false)]
    public async Task Page_ByRole_ShowsOrSaysWhatIsMissing(Role role, bool forbidden)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await workbench.GivenRun();
        await using var context = new PageContext(workbench, role == Role.Manager ? workbench.Manager : workbench.Administrator);
        context.StandAs(role);
        var page = Open(context, 1);
        if (forbidden)
        {
            page.Find(".saying").TextContent.Should().Contain("billing.denial.read");
            return;
        }

        page.Button("Pause").GetAttribute("aria-disabled").Should().Be("true");
        page.Find(".why").TextContent.Should().Contain("billing.denial.write");
        (await workbench.Trail()).Should().NotContain(a => a.Act == AuditAct.RunPaused);
    }

    private static IRenderedComponent<OneRun> Open(PageContext context, int number) =>
        context.At<OneRun>($"/runs/{number}", p => p.Add(r => r.Id, number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static List<string> Figures(IRenderedComponent<OneRun> page) => [.. page.FindAll(".stats dd").Select(d => d.Text().Trim())];
}
