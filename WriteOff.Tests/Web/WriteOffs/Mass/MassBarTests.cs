using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Navigation;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

/// <summary>The way from the grid's selection to the page of a mass write-off.</summary>
public sealed class MassBarTests
{
    [Fact]
    public async Task Bar_WriteOff_LeadsToThePageWithoutIdsInTheAddress()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var grid = context.At<DenialsPage>("/denials");
        grid.WaitForElement("tr[data-row] input[type=checkbox]").Click();

        grid.Button("Write off…").Click();

        grid.WaitForAssertion(() => context.Uri().Should().Contain("/denials/write-off?draft="));
        context.Uri().Should().NotContain(denial.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var page = context.At<MassPage>(context.Uri());
        page.Find(".kv").TextContent.Should().Contain("1 row").And.Contain("$800.00");
        page.Find(".crumb").TextContent.Should().Contain("1 row ticked");

        page.Button("Back to the rows").Click();
        var again = context.At<DenialsPage>(context.Uri());
        again.WaitForElement(".selbar").TextContent.Should().Contain("1 selected").And.Contain("$800.00");
    }

    [Fact]
    public async Task Bar_AboveTheCapOfEverydayActs_StillWritesOff()
    {
        await using var context = new BunitContext();
        var rows = new GridRows(_ => Task.CompletedTask, () => { }, () => { });
        rows.SelectAll(new GridTotal(501, 1));
        var bar = context.Render<SelectionBar>(p => p.Add(b => b.Rows, rows));
        bar.Button("Write off…").HasAttribute("aria-disabled").Should().BeFalse();
        bar.Button("Assign…").GetAttribute("aria-disabled").Should().Be("true");
        bar.Find(".why").TextContent.Should().Contain("At most 500 rows");
    }

    [Fact]
    public async Task Bar_WithoutTheScope_IsGreyedWithWhy()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Manager);
        context.StandAs(Role.Manager);
        var grid = context.At<DenialsPage>("/denials");
        grid.WaitForElement("tr[data-row] input[type=checkbox]").Click();
        grid.Button("Write off…").GetAttribute("aria-disabled").Should().Be("true");
        grid.Button("Write off…").Click();
        context.Uri().Should().NotContain("write-off");
    }
}
