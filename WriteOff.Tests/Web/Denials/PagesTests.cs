using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Domain.Remittances.Resubmissions;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Navigation;

namespace WriteOff.Tests.Web.Denials;

public sealed class PagesTests
{
    [Fact]
    public async Task Grid_Address_IsTheWholeState()
    {
        var workbench = await TestWorkbench.Open();
        var small = await workbench.GivenDenial(new Money(500), age: 10);
        await workbench.GivenDenial(new Money(90_000), age: 200);
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(small));
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, "/denials?status=WRITE_OFF&sort=-balance");

        var page = context.Render<DenialsPage>();

        page.WaitForElement("tr[data-row]");
        page.FindAll("tr[data-row]").Should().ContainSingle().Which.TextContent.Should().Contain("Written off");
        page.Find("[aria-sort]").TextContent.Should().Contain("Balance");
        page.Find("a.id").GetAttribute("href").Should().StartWith($"/denials/{small.Id}?list=");
        Go(context, "/denials");
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().HaveCount(2));
    }

    [Fact]
    public async Task Grid_SomeoneElseWritesOff_ShowsItWithoutReload()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, "/denials");
        var page = context.Render<DenialsPage>();
        page.WaitForElement("tr[data-row]").TextContent.Should().Contain("Open");

        await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial));

        page.WaitForAssertion(() => page.Find("tr[data-row]").TextContent.Should().Contain("Written off"));
    }

    [Fact]
    public async Task Denial_SentAgainAndDeniedAgain_ShowsBothDaysAndWhichCounts()
    {
        var (workbench, _, posted) = await SentTwice.Sent(SentTwice.First(TestRemittances.Line("99213", 800, "CO-197 800")), SentTwice.Again(TestRemittances.Line("99213", 800, "CO-197 800")));
        await using var context = new PageContext(workbench, workbench.Clerk);

        var page = context.Render<DenialPage>(p => p.Add(d => d.Id, posted.Denials[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        var panel = page.WaitForElement(".determinations");
        panel.QuerySelectorAll("tbody tr").Select(r => r.TextContent).Should().HaveCount(2).And.Contain(t => t.Contains("Denied again, $800.00") && t.Contains("ICN2"));
        panel.QuerySelector("p")!.TextContent.Should().Contain("Denied first 20 Nov 2026, last 23 Nov 2026").And.Contain("the first one starts the appeal window");
        page.Find(".tl").TextContent.Should().Contain("posted one more determination");
    }

    [Fact]
    public async Task Grid_Administrator_SeesWhichScopeIsMissing()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Administrator);
        Go(context, "/denials");

        var page = context.Render<DenialsPage>();

        page.WaitForAssertion(() => page.Markup.Should().Contain("billing.denial.read"));
        page.FindAll("tr[data-row]").Should().BeEmpty();
    }

    [Fact]
    public async Task Grid_Empty_SaysSo()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, "/denials");

        context.Render<DenialsPage>().WaitForElement(".empty").TextContent.Should().Contain("No denial has come in yet");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("99999999999999999999999")]
    [InlineData("1%27%20OR%201=1")]
    public async Task Denial_UnknownId_IsNotHere(string id)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, $"/denials/{id}");

        context.Render<DenialPage>(p => p.Add(d => d.Id, id)).WaitForElement(".notice.stop").TextContent.Should().Contain("isn't here");
    }

    [Fact]
    public async Task Denial_OfAnotherTenant_IsNotHere()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var foreign = await neighbour.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var id = foreign.Id.ToString(CultureInfo.InvariantCulture);
        Go(context, $"/denials/{id}");

        context.Render<DenialPage>(p => p.Add(d => d.Id, id)).WaitForElement(".notice.stop").TextContent.Should().Contain("isn't here");
    }

    [Fact]
    public async Task Denial_Page_ShowsBalanceLedgerAndTimeline()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(128_450));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));
        await workbench.Reopens.Reopen(workbench.Clerk, new DenialAsk(denial.Id, (await workbench.Reload(denial)).Version), "wrong denial");
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, $"/denials/{denial.Id}");

        var page = context.Render<DenialPage>(p => p.Add(d => d.Id, denial.Id.ToString(CultureInfo.InvariantCulture)));

        page.WaitForElement(".bal .big").TextContent.Should().Be("$1,284.50");
        page.FindAll(".led tbody tr").Should().HaveCount(3, "charge, write-off and its undo each are a row");
        page.FindAll(".led tbody tr.undone").Should().HaveCount(2);
        page.Find(".led tbody tr:last-child").TextContent.Should().Contain("Write-off undone").And.Contain("+$1,284.50");
        page.FindAll(".tl li").Select(li => li.QuerySelector("b")!.TextContent).Should().Equal("reopened", "wrote off", "made the denial");
    }

    [Theory]
    [InlineData("?status=OPEN", "?status=OPEN")]
    [InlineData("?status=open&sort=balance", "?status=OPEN&sort=balance")]
    [InlineData("?status=NONSENSE&sort=-age&page=zzz", "")]
    [InlineData("?page=f.738000.42&sort=age", "?sort=age&page=f.738000.42")]
    [InlineData("?page=f.99999999999999999999.1", "")]
    [InlineData("?page=b.-5.7&sort=-balance", "?sort=-balance&page=b.-5.7")]
    public void GridAddress_ReadAndWritten_IsOneCycle(string address, string canonical)
    {
        var ask = GridAddress.Read(address);
        GridAddress.Write(ask).Should().Be(canonical);
        GridAddress.Read(GridAddress.Write(ask)).Should().Be(ask);
    }

    private static void Go(PageContext context, string address) => context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
