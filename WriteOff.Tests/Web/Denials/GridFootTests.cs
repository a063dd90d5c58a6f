using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Denials;

/// <summary>What the grid says about where it stands and what it is about to do.</summary>
public sealed class GridFootTests
{
    [Fact]
    public async Task Pages_SayTheirNumber()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        for (var n = 1; n <= 52; n++) await workbench.GivenDenial(new Money(1_000 + n));
        Go(context, "/denials");
        var page = context.Render<DenialsPage>();
        page.WaitForAssertion(() => page.Find("footer.gfoot").TextContent.Should().Contain("Page 1 · 50 shown of 52"));

        var next = page.Find("a[aria-label='Next page']").GetAttribute("href")!;
        Go(context, next);

        page.WaitForAssertion(() => page.Find("footer.gfoot").TextContent.Should().Contain("Page 2 · 2 shown of 52"));
    }

    [Fact]
    public async Task Assign_SaysHowManyDenials()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        await workbench.GivenDenial(new Money(500));
        await workbench.GivenDenial(new Money(90_000));
        Go(context, "/denials");
        var page = context.Render<DenialsPage>();
        page.WaitForAssertion(() => page.FindAll("tr[data-row]").Should().HaveCount(2));
        page.FindAll("tr[data-row] input")[0].Click();
        page.WaitForAssertion(() => page.FindAll("tr[data-row] input").Should().HaveCount(2));
        page.FindAll("tr[data-row] input")[1].Click();

        page.FindAll(".selbar button").Single(b => b.TextContent.Trim().StartsWith("Assign", StringComparison.Ordinal)).Click();

        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find(".mud-dialog").TextContent.Should().Contain("Assign 2 denials"));
    }

    private static void Go(PageContext context, string address) => context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
