using Bunit;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

public sealed class RunsPageTests
{
    [Fact]
    public async Task List_RunsOfEachKind_NewestFirstWithWhatTheyDid()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial(new Money(1_000));
        await workbench.GivenAppealed();
        await workbench.RunToEnd(await workbench.GivenRun());
        (await workbench.Mass.Undo(workbench.Clerk, 1, "Wrong quarter", Guid.NewGuid())).IsDone.Should().BeTrue();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = context.At<RunsPage>("/runs");

        page.FindAll("tr[data-row]").Should().SatisfyRespectively(
            undo => undo.TextContent.Should().Contain("Run 2").And.Contain("Undo of run 1").And.Contain("Running").And.Contain("0 of 1 done"),
            run => run.TextContent.Should().Contain("Run 1").And.Contain("Write-off, Other").And.Contain("every denial").And.Contain("Clerk").And.Contain("Finished").And.Contain("1 of 2").And.Contain("$10.00").And.Contain("undone by 2"));
        page.Find("a.id").GetAttribute("href").Should().Be("/runs/2");

        await workbench.RunToEnd(2);
        workbench.Clock.Advance(RunPageBase.Gather);
        page.WaitForAssertion(() => page.Find("tr[data-row]").TextContent.Should().Contain("Finished").And.Contain("1 of 1"));
    }

    [Fact]
    public async Task List_MoreThanAPage_GoesOnBelowTheLastNumber()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        for (var n = 0; n <= RunViews.PageSize; n++) await workbench.GivenRun();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = context.At<RunsPage>("/runs");
        page.FindAll("tr[data-row]").Should().HaveCount(RunViews.PageSize);
        var older = page.FindAll("a.btn").Single(a => a.TextContent == "Older").GetAttribute("href")!;
        older.Should().Be("/runs?below=2");
        context.At<RunsPage>(older).FindAll("tr[data-row]").Should().ContainSingle().Which.TextContent.Should().Contain("Run 1");
        context.At<RunsPage>("/runs?below=1").Find(".empty").TextContent.Should().Contain("There is no older run.");
        context.At<RunsPage>("/runs?below=x").FindAll("tr[data-row]").Should().HaveCount(RunViews.PageSize, "what can't be read asks for nothing");
    }

    [Fact]
    public async Task List_Empty_SaysHowOneIsMade()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = context.At<RunsPage>("/runs");
        page.Find(".empty").TextContent.Should().Contain("Nothing was written off in bulk yet.");

        await workbench.GivenDenial();
        await workbench.GivenRun();
        workbench.Clock.Advance(RunPageBase.Gather);
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().ContainSingle());
    }

    [Fact]
    public async Task List_WithoutTheScope_IsForbidden()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        context.At<RunsPage>("/runs").Find(".saying").TextContent.Should().Contain("billing.denial.read");
    }

    [Fact]
    public void Pace_FewOrNoRows_KnowsNothing()
    {
        var pace = new RunRate();
        (pace.PerSecond, pace.Left(10)).Should().Be((null, null));
        pace.See(TestWorkbench.Start, 5);
        pace.See(TestWorkbench.Start.AddSeconds(1), 5);
        pace.PerSecond.Should().BeNull("nothing moves");
    }

    [Theory]
    [InlineData(100, 1_000, 100, "10 s")]
    [InlineData(100, 30_000, 100, "5 min")]
    [InlineData(1, 1, 1, "1 s")]
    public void Pace_SeenTwice_SaysRateAndTimeLeft(int rows, int left, int rate, string time)
    {
        var pace = new RunRate();
        pace.See(TestWorkbench.Start, 0);
        pace.See(TestWorkbench.Start.AddSeconds(1), rows);
        (pace.PerSecond, pace.Left(left)).Should().Be((rate, time));
        pace.Forget();
        pace.PerSecond.Should().BeNull();
    }

    [Fact]
    public void Words_OfEveryKindOutcomeAndCause_ReadWell()
    {
        foreach (var kind in Enum.GetValues<RunKind>())
        {
            RunWords.Title(kind).Should().NotBeEmpty();
            RunWords.Through(kind).Should().MatchRegex("^[a-z]");
            foreach (var outcome in Enum.GetValues<RowOutcomeKind>()) RunWords.Did(outcome, kind).Should().MatchRegex("^[A-Z]");
        }

        foreach (var outcome in Enum.GetValues<RowOutcomeKind>())
        {
            var group = new OutcomeGroup(outcome, "appeal-pending", 1, Money.Zero, []);
            RunWords.Why(group).Should().NotEndWith(".");
            RunWords.Step(group).Should().MatchRegex("^[a-z].*[^.]$");
        }
    }
}
