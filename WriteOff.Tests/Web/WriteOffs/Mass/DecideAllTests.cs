using Bunit;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;
using WriteOff.Web.WriteOffs.Approvals;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

/// <summary>Everything that waits, decided by a run, from the queue.</summary>
public sealed class DecideAllTests
{
    [Fact]
    public async Task ApproveAll_WithAnOwnRequest_SaysSoAndSkipsItInTheRun()
    {
        var workbench = await TestWorkbench.Open();
        var (other, _) = await workbench.GivenWaiting(new Money(1_000));
        var (own, _) = await workbench.GivenWaiting(new Money(2_000), asks: workbench.Supervisor);
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var queue = context.At<ApprovalsView>("/denials?status=PENDING_WRITEOFF");

        queue.Button("Approve all 2 waiting…").Click();
        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find("h2").TextContent.Should().Be("Approve 2 requests, $30.00"));
        context.Dialogs.Markup.Should().Contain("One of them is your own; it is skipped.");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForAssertion(() => context.Uri().Should().EndWith("/runs/1"));
        await workbench.RunToEnd(1);

        (await workbench.Reload(other)).Status.Should().Be(DenialStatus.WrittenOff);
        (await workbench.Reload(own)).Status.Should().Be(DenialStatus.PendingWriteOff);
        (await workbench.Runs.Groups(workbench.Supervisor, 1)).Value.Select(g => (g.Outcome, g.Cause, g.Count)).Should().Equal((RowOutcomeKind.Posted, "", 1), (RowOutcomeKind.Skipped, "own-request", 1));
    }

    [Fact]
    public async Task RejectAll_WithoutANote_RefusesAndStartsNothing()
    {
        var workbench = await TestWorkbench.Open();
        var (waiting, _) = await workbench.GivenWaiting();
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var queue = context.At<ApprovalsView>("/denials?status=PENDING_WRITEOFF");

        queue.Button("Reject all 1 waiting…").Click();
        context.Dialogs.WaitForElement("form");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForElement(".refusal").TextContent.Should().Contain("note");
        (await workbench.AllRuns()).Should().BeEmpty();
        context.Dialogs.Find("#why-text").Input("Send the proof of filing first");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForAssertion(() => context.Uri().Should().EndWith("/runs/1"));
        await workbench.RunToEnd(1);
        (await workbench.Reload(waiting)).Status.Should().Be(DenialStatus.Open);
    }

    [Fact]
    public async Task Buttons_WithoutTheScope_AreGreyedAndDoNothing()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var queue = context.At<ApprovalsView>("/denials?status=PENDING_WRITEOFF");
        var button = queue.Button("Approve all 1 waiting…");
        button.GetAttribute("aria-disabled").Should().Be("true");
        queue.Find("#" + button.GetAttribute("aria-describedby")).TextContent.Should().Contain("billing.denial.approve");
        button.Click();
        context.Dialogs.FindAll("form").Should().BeEmpty();
    }

    [Fact]
    public async Task Buttons_NothingWaits_AreNotThere()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Supervisor);
        context.At<ApprovalsView>("/denials?status=PENDING_WRITEOFF").FindAll(".phead button").Should().BeEmpty();
    }
}
