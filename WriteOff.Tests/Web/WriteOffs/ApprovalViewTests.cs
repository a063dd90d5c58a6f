using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;
using WriteOff.Web.WriteOffs.Approvals;

namespace WriteOff.Tests.Web.WriteOffs;

public sealed class ApprovalViewTests : BunitContext
{
    [Fact]
    public async Task Queue_EachKindOfRow_ShowsActsOrWhyNot()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        await workbench.GivenWaiting(asks: workbench.Supervisor);
        var (paid, _) = await workbench.GivenWaiting();
        await workbench.Pay(paid, new Money(1_000));
        var view = Enter(workbench, workbench.Supervisor);
        var rows = view.FindAll(".q tbody tr");
        rows.Should().HaveCount(3);
        rows[0].ClassList.Should().Contain("cursor");
        rows[0].QuerySelectorAll("button").Select(b => b.TextContent).Should().Equal("Approve", "Reject");
        rows[1].ClassList.Should().Contain("own");
        rows[1].TextContent.Should().Contain("Your own request").And.Contain("you · waits");
        rows[1].QuerySelector("input")!.HasAttribute("disabled").Should().BeTrue();
        rows[2].ClassList.Should().Contain("stale");
        rows[2].TextContent.Should().Contain("Stale: paid since").And.Contain("Return to Clerk");
        view.Find(".side").TextContent.Should().Contain("If it is approved").And.Contain("$800.00 → $0.00").And.Contain("Written off");
    }

    [Fact]
    public async Task Queue_WithoutTheScope_IsReadableAndGreyed()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        var view = Enter(workbench, workbench.Clerk);
        view.Find(".gridnotice").TextContent.Should().Contain("billing.denial.approve");
        view.FindAll(".q tbody button").Should().BeEmpty();
        view.Find(".side .btn").GetAttribute("aria-disabled").Should().Be("true");
        view.Find(".q thead input").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public async Task Queue_WithoutReading_IsForbidden()
    {
        var workbench = await TestWorkbench.Open();
        Enter(workbench, workbench.Administrator).Find("main, .saying").TextContent.Should().Contain("billing.denial.read");
    }

    [Fact]
    public async Task Approve_SeveralAtOnce_TellsEachResultAndReads()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        var (_, second) = await workbench.GivenWaiting();
        var view = Enter(workbench, workbench.Supervisor);
        view.Find(".q thead input").Change(true);
        (await workbench.Approvals().Reject(await workbench.GivenSupervisor("Otto"), second, "Not this one")).IsDone.Should().BeTrue();
        await view.Find(".selbar .btn.primary").ClickAsync(new());
        view.WaitForAssertion(() => view.FindAll(".results li").Select(l => l.TextContent).Should().SatisfyRespectively(
            one => one.Should().Contain("approved, $800.00."), two => two.Should().Contain("Otto rejected this request on")));
        view.Find("td.none").TextContent.Should().Contain("Done: nothing waits any more.");
    }

    [Fact]
    public async Task Reject_FromThePanelWithoutANote_RefusesAtItsField()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        var view = Enter(workbench, workbench.Supervisor);
        await view.FindAll(".side .acts .btn")[1].ClickAsync(new());
        view.Find("#decision-refused").TextContent.Should().Contain("A note is needed.");
        view.Find("#decision-note").GetAttribute("aria-invalid").Should().Be("true");
        view.FindAll(".q tbody tr").Should().HaveCount(1);
    }

    [Fact]
    public async Task Row_SameRequestAgain_IsNotDrawnAgain()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        var row = (await workbench.Queue().Page(workbench.Supervisor, new QueueAsk())).Value.Rows[0];
        var again = (await workbench.Queue().Page(workbench.Supervisor, new QueueAsk())).Value.Rows[0];
        var shown = Render<ApprovalRow>(p => p.Add(r => r.Row, row).Add(r => r.Now, TestWorkbench.Start));
        shown.Render(p => p.Add(r => r.Row, again).Add(r => r.Now, TestWorkbench.Start.AddSeconds(20)));
        shown.RenderCount.Should().Be(1);
        shown.Render(p => p.Add(r => r.IsSelected, true));
        shown.RenderCount.Should().Be(2);
    }

    [Theory]
    [InlineData("/denials?status=PENDING_WRITEOFF", false, null)]
    [InlineData("/denials?status=PENDING_WRITEOFF&asked=me&page=b.12.34", true, "b.12.34")]
    [InlineData("/denials?status=PENDING_WRITEOFF&asked=you&page=x", false, null)]
    public void Address_ReadAndWritten_IsOneCycle(string address, bool own, string? page)
    {
        var ask = WriteOff.Web.Navigation.QueueAddress.Read(new Uri("http://x" + address).Query);
        (ask.View == QueueView.AskedByMe, ask.Page?.ToString()).Should().Be((own, page));
        WriteOff.Web.Navigation.QueueAddress.Read(WriteOff.Web.Navigation.QueueAddress.Write(ask)).Should().Be(ask);
    }

    private IRenderedComponent<ApprovalsView> Enter(TestWorkbench workbench, Actor actor)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(workbench.Clock);
        Services.AddSingleton<SessionRules>();
        Services.AddScoped<CurrentActor>();
        Services.AddSingleton(workbench.Queue());
        Services.AddSingleton(workbench.Approvals());
        Services.AddSingleton(workbench.Feed);
        Services.AddSingleton(workbench.Mass);
        Services.AddSingleton(new WriteOff.Domain.WriteOffs.Mass.WaitingRequests(workbench.Dbs));
        var user = AddAuthorization();
        user.SetAuthorized(actor.Name);
        user.SetClaims(new(ClaimTypes.NameIdentifier, actor.UserId.ToString()), new(SessionClaims.Tenant, actor.TenantId.ToString(CultureInfo.InvariantCulture)), new(SessionClaims.Name, actor.Name),
            new(SessionClaims.Session, "s"), new(SessionClaims.Started, workbench.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/denials?status=PENDING_WRITEOFF");
        return Render<ApprovalsView>();
    }
}
