using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Tests.Web.Denials;

/// <summary>The grid's page under filters, in bUnit on the real domain.</summary>
public sealed class FilterPageTests
{
    [Fact]
    public async Task Line_GoodText_IsTheAddress()
    {
        await using var context = await Open(out var workbench);
        await workbench.GivenDenial(new Money(500));
        await workbench.GivenDenial(new Money(90_000));
        var page = Show(context, "/denials");
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().HaveCount(2));

        await page.InvokeAsync(() => page.FindComponent<FilterLine>().Instance.Enter("balance<10", 10));

        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().ContainSingle());
        Uri(context).Should().EndWith("/denials?q=balance%3C10");
        page.Find(".fchip.on b").TextContent.Should().Be("< $10.00");
        page.Find("footer.gfoot").TextContent.Should().Contain("1 shown of 1");
    }

    [Fact]
    public async Task Line_BadText_SaysWhereAndKeepsTheRows()
    {
        await using var context = await Open(out var workbench);
        await workbench.GivenDenial(new Money(500));
        var page = Show(context, "/denials?q=balance%20%3C%2010");
        page.WaitForElement("tr[data-row]");

        await page.InvokeAsync(() => page.FindComponent<FilterLine>().Instance.Enter("balnace < 10", 12));

        page.Find("#filter-error").TextContent.Should().Contain("Position 1").And.Contain("Did you mean balance?");
        page.Find("#filter-error mark").TextContent.Should().Be("balnace");
        page.Find("#filter").GetAttribute("aria-invalid").Should().Be("true");
        page.FindAll("tr[data-row]").Should().ContainSingle();
        Uri(context).Should().EndWith("q=balance%20%3C%2010", "the address stays at what is shown");
    }

    [Fact]
    public async Task Line_Typing_OffersAndTakes()
    {
        await using var context = await Open(out var workbench);
        await workbench.GivenDenial();
        var page = Show(context, "/denials");
        page.WaitForElement("tr[data-row]");
        var line = page.FindComponent<FilterLine>();

        await page.InvokeAsync(() => line.Instance.Typed("ca", 2));
        page.FindAll("[role=option]").Select(o => o.TextContent).Should().Contain(t => t.StartsWith("carc"));
        page.Find("#filter").GetAttribute("aria-activedescendant").Should().Be("filter-o0");
        await page.InvokeAsync(() => line.Instance.Moved("ca", 2, 1));
        page.FindAll("[role=option]")[1].GetAttribute("aria-selected").Should().Be("true");
        await page.InvokeAsync(() => line.Instance.Take("ca", 2));
        context.JSInterop.Invocations["writeoff.setFilter"][^1].Arguments[1].Should().Be("category ");
        await page.InvokeAsync(() => line.Instance.Left("category ", 9));
        page.Find("#filter").GetAttribute("aria-expanded").Should().Be("false");
    }

    [Fact]
    public async Task Chips_AddAndRemove_WriteTheText()
    {
        await using var context = await Open(out var workbench);
        await workbench.GivenDenial(new Money(500), age: 100);
        var page = Show(context, "/denials");
        page.WaitForElement("tr[data-row]");

        page.FindAll(".fchip button").Single(b => b.TextContent == "Age > 90 days").Click();
        page.WaitForAssertion(() => Uri(context).Should().EndWith("q=age%20%3E%2090"));
        page.FindAll(".fchip button").Single(b => b.TextContent == "Not flagged").Click();
        page.WaitForAssertion(() => Uri(context).Should().EndWith("q=age%20%3E%2090%20AND%20NOT%20flagged"));
        page.FindAll(".fchip button").Single(b => b.TextContent == "Status").Click();
        page.WaitForElement("[role=menu]").QuerySelectorAll("button").Single(b => b.TextContent == "Open").Click();
        page.WaitForAssertion(() => Uri(context).Should().EndWith("AND%20NOT%20flagged%20AND%20status%20%3D%20OPEN"));
        page.WaitForElement("[aria-label='Remove age']").Click();
        page.WaitForAssertion(() => Uri(context).Should().EndWith("q=NOT%20flagged%20AND%20status%20%3D%20OPEN"));
    }

    [Fact]
    public async Task Text_NamingAPatient_LeavesTheAddress()
    {
        await using var context = await Open(out var workbench);
        await workbench.GivenDenial();
        var page = Show(context, "/denials?q=patient%20~%20alpha");
        page.WaitForAssertion(() => Uri(context).Should().MatchRegex("q=(%40|@)").And.NotContain("alpha"));
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().ContainSingle());
        page.Find("a.id").GetAttribute("href").Should().NotContain("alpha");

        var later = Show(context, "/denials?q=%40forgotten");
        later.WaitForAssertion(() => later.Markup.Should().Contain("it is forgotten by now"));
    }

    [Fact]
    public async Task Ticks_RangeAllAndExceptions_CountAndSum()
    {
        await using var context = await Open(out var workbench);
        for (var n = 0; n < 6; n++) await workbench.GivenDenial(new Money(1_000 + n), age: 60 - n);
        var page = Show(context, "/denials?q=age%20%3E%200");
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().HaveCount(6));

        Box(page, 1).Click();
        Bar(page).Should().Contain("1 selected").And.Contain("$10.01");
        Box(page, 3).Click(new MouseEventArgs { ShiftKey = true });
        Bar(page).Should().Contain("3 selected").And.Contain("$30.06");
        page.FindAll("tr:has(.c-sel input[checked])").Should().HaveCount(3);
        page.FindAll(".selbar button").Single(b => b.TextContent.StartsWith("Select all", StringComparison.Ordinal)).TextContent.Should().Be("Select all 6 matching");
        page.FindAll(".selbar button").Single(b => b.TextContent.StartsWith("Select all", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Bar(page).Should().Contain("6 selected").And.Contain("$60.15"));
        Box(page, 0).Click();
        Bar(page).Should().Contain("5 selected").And.Contain("$50.15");
        page.Find("#select-page").Click();
        Bar(page).Should().Contain("6 selected");
        page.Find("[data-key=Escape]").Click();
        page.FindAll(".selbar").Should().BeEmpty();
    }

    [Fact]
    public async Task StartWork_OnASelection_TellsEachRow()
    {
        await using var context = await Open(out var workbench);
        var open = await workbench.GivenDenial();
        await workbench.GivenIn(DenialStatus.WrittenOff);
        var page = Show(context, "/denials");
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().HaveCount(2));
        page.Find("#select-page").Click();

        page.FindAll(".selbar button").Single(b => b.TextContent == "Start work").Click();

        page.WaitForElement(".outcome").TextContent.Should().Contain("1 of 2 started.").And.Contain("1: This denial is written off.");
        (await workbench.Reload(open)).Status.Should().Be(DenialStatus.InProgress);
    }

    [Fact]
    public async Task Bar_WithoutTheScope_IsGreyedWithWhy()
    {
        await using var context = await Open(out var workbench, w => w.Manager);
        await workbench.GivenDenial();
        context.RenderTree.Add<CascadingValue<UserContext>>(p => p.Add(v => v.Value, new UserContext("T", "Manager", WriteOff.Domain.Access.Scopes.Of(WriteOff.Domain.Access.Role.Manager), TimeZoneInfo.Utc)));
        var page = Show(context, "/denials");
        page.WaitForElement("tr[data-row]");
        Box(page, 0).Click();
        page.Find(".selbar .why").TextContent.Should().Contain("billing.denial.write");
        page.FindAll(".selbar [aria-disabled=true]").Should().HaveCount(3);
    }

    [Theory]
    [MemberData(nameof(BadUrls.All), MemberType = typeof(BadUrls))]
    public async Task Address_Bad_ShowsThePageAndSaysWhatIsLeftOut(string query, string says)
    {
        await using var context = await Open(out var workbench);
        await workbench.GivenDenial();
        var page = Show(context, "/denials" + query);
        page.WaitForAssertion(() => page.FindAll("tr[data-row], td.none").Should().NotBeEmpty());
        page.WaitForAssertion(() => page.Markup.Should().Contain(says));
        page.Find("h1").TextContent.Should().NotBeEmpty();
    }

    private static Task<PageContext> Open(out TestWorkbench workbench, Func<TestWorkbench, WriteOff.Domain.Access.Actor>? who = null)
    {
        var opened = TestWorkbench.Open().GetAwaiter().GetResult();
        workbench = opened;
        return Task.FromResult(new PageContext(opened, (who ?? (w => w.Clerk))(opened)));
    }

    private static IRenderedComponent<DenialsPage> Show(PageContext context, string address)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return context.Render<DenialsPage>();
    }

    private static string Uri(PageContext context) => context.Services.GetRequiredService<NavigationManager>().Uri;

    private static AngleSharp.Dom.IElement Box(IRenderedComponent<DenialsPage> page, int row) => page.FindAll("tr[data-row] input[type=checkbox]")[row];

    private static string Bar(IRenderedComponent<DenialsPage> page) => page.Find(".selbar").TextContent;
}
