using Bunit;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Denials;

public sealed class FilterChipsTests
{
    [Fact]
    public async Task Parts_TwoAlike_AreDrawnAgainWithoutBreakingThePage()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var chips = context.Render<FilterChips>(p => p.Add(c => c.Filter, FilterLanguage.Read("balance > 1 AND balance > 1 AND claim ~ \"x\" AND claim ~ \"x\"").Filter!));
        chips.FindAll(".fchip.on").Should().HaveCount(4);

        chips.Render(p => p.Add(c => c.Filter, FilterLanguage.Read("claim ~ \"y\" AND age > 5 AND balance > 1 AND balance > 1 AND claim ~ \"x\" AND claim ~ \"x\"").Filter!));

        chips.FindAll(".fchip.on").Should().HaveCount(6);
    }
}
