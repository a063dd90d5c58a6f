using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;
using WriteOff.Web.Remittances;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Web.Remittances;

/// <summary>The page of payer money, in bUnit on the real domain.</summary>
public sealed class PayerMoneyBoardTests
{
    private static readonly OutgoingClaim Paid = Claim("RC-1", Line("99213", 200, "CO-45 50"));

    private static async Task<TestWorkbench> Given()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Of(Paid).By(North, "EFT1"), 1);
        await workbench.Post(Of(Paid.Reversed()).By(North, "EFT2") with { ProviderAdjustments = [("FB", "ICNRC-1", Dollars(-150))] }, 2);
        await workbench.Post(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))).By(North, "EFT3") with { ProviderAdjustments = [("WO", "their own number", Dollars(150))] }, 3);
        return workbench;
    }

    private static void Go(PageContext context, string address) => context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    [Fact]
    public async Task Sums_OpenTheirRows_AndAPersonExplainsWhatIsTaken()
    {
        var workbench = await Given();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        Go(context, "/payer-money?show=unexplained");
        var page = context.Render<PayerMoneyBoard>();
        page.WaitForElement("tfoot");
        page.FindAll("tfoot td a").Select(a => a.TextContent).Should().Equal("$150.00", "$150.00", "$0.00", "$150.00", "$150.00", "$0.00", "$0.00");
        page.Find("tfoot a[href$='show=owed']").Should().NotBeNull();

        page.FindAll("button").Single(b => b.TextContent.Contains("Explain")).Click();
        context.Dialogs.WaitForElement("#money-target");
        context.Dialogs.Find("#money-target").Change(context.Dialogs.FindAll("#money-target option")[1].GetAttribute("value"));
        context.Dialogs.Find("#money-note").Input("Their letter of 3 November");
        await context.Dialogs.Find("form").SubmitAsync();

        page.WaitForAssertion(() => page.FindAll("tfoot td a").Select(a => a.TextContent).Should().Equal("$150.00", "$0.00", "$0.00", "$150.00", "$0.00", "$0.00", "$0.00"));
        page.FindAll(".empty").Should().ContainSingle().Which.TextContent.Should().Contain("Done");
    }

    [Fact]
    public async Task Clerk_SeesTheRowsAndWhyNothingCanBeExplained()
    {
        var workbench = await Given();
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, "/payer-money?show=unexplained");

        var page = context.Render<PayerMoneyBoard>();

        page.WaitForElement("tfoot");
        page.FindAll("[aria-disabled=true]").Should().ContainSingle().Which.TextContent.Should().Contain("Explain");
    }

    [Fact]
    public async Task WithoutTheScope_IsTheForbiddenFrame()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);

        context.Render<PayerMoneyBoard>().WaitForElement(".saying").TextContent.Should().Contain("billing.receivable.read");
    }

    [Theory]
    [InlineData("?show=nonsense&payer=%00")]
    [InlineData("?show=99")]
    public async Task BadAddress_ShowsWhatIsOverdue(string query)
    {
        var workbench = await Given();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        Go(context, "/payer-money" + query);

        context.Render<PayerMoneyBoard>().WaitForElement("#rows-head").TextContent.Should().StartWith("Overdue");
    }
}
