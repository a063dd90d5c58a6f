using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Navigation;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

/// <summary>From the selection to the start of a run.</summary>
public sealed class MassPageTests
{
    [Fact]
    public async Task Ask_WithoutReasonOrNote_RefusesAtItsFieldAndKeepsWhatWasTyped()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = await Enter(context, workbench);
        page.FindAll(".reason.off").Should().ContainSingle("contractual needs another scope").Which.TextContent.Should().Contain("billing.payment.write");

        await page.Find("#mass-ask").SubmitAsync();
        page.WaitForElement("#mass-refused").TextContent.Should().Contain("No reason is chosen");
        page.Find("input[value=other]").Change("on");
        page.Find(".kv").TextContent.Should().Contain("Nothing goes to a supervisor");
        page.Find(".field label").TextContent.Should().Contain("(required)");
        await page.Find("#mass-ask").SubmitAsync();
        page.WaitForAssertion(() => page.Find("#mass-note").GetAttribute("aria-invalid").Should().Be("true"));
        page.FindAll(".reason.on").Should().ContainSingle();
        (await workbench.AllRuns()).Should().BeEmpty();
    }

    [Fact]
    public async Task Preview_MixedRows_GroupsThemWithSumsAndShowsTheFirst()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 50_000 });
        await workbench.GivenDenial(new Money(1_000));
        await workbench.GivenDenial(new Money(2_050));
        await workbench.GivenDenial(new Money(60_000));
        var appealed = await workbench.GivenAppealed();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = await Previewed(context, workbench);

        page.Find(".panel h2").TextContent.Should().Be("3 of 4 would go through");
        page.FindAll(".outs tbody tr").Select(r => string.Join(" ", r.QuerySelectorAll("th, .num").Take(3).Select(c => c.TextContent.Trim()))).Should().SatisfyRespectively(
            posts => posts.Should().Be("Would post now 2 $30.50"),
            gated => gated.Should().Be("Would go to approval · claim total over $500.00 1 $600.00"),
            skipped => skipped.Should().StartWith("Would be skipped 1 "),
            cause => cause.Should().StartWith("An appeal is pending · withdraw it first 1 "));
        page.Find(".outs tfoot").TextContent.Should().Contain("All selected4");
        page.Find(".stack").GetAttribute("aria-label").Should().Be("2 post now, 1 to approval, 1 skipped");
        page.Find(".ends .btn.primary").TextContent.Should().Contain("Write off 3 rows, $630.50");
        page.Find(".facts").TextContent.Should().Contain("every denial").And.Contain("Other · note “Quarter clean-up”");

        page.FindAll(".outs button")[^1].Click();
        page.WaitForElement(".glance a").GetAttribute("href").Should().Be(Urls.Denial(appealed.Id));
        page.FindAll(".outs button")[^1].GetAttribute("aria-expanded").Should().Be("true");
        page.FindAll(".outs button")[^1].Click();
        page.FindAll(".glance").Should().BeEmpty();
        (await workbench.Trail()).Should().NotContain(a => a.Act == WriteOff.Domain.Audit.AuditAct.RunStarted, "a preview writes nothing");
    }

    [Fact]
    public async Task Preview_NothingFits_CannotBeStartedAndSaysWhy()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenAppealed();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = await Previewed(context, workbench);
        page.Find(".ends .btn.primary").GetAttribute("aria-disabled").Should().Be("true");
        page.Find(".ends .why").TextContent.Should().Contain("None of these rows can be written off.");
    }

    [Fact]
    public async Task Preview_EverythingIsGated_TheButtonSaysSo()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        await workbench.GivenDenial(new Money(1_000));
        await using var context = new PageContext(workbench, workbench.Clerk);
        (await Previewed(context, workbench)).Find(".ends .btn.primary").TextContent.Should().Contain("Send 1 row for approval, $10.00");
    }

    [Fact]
    public async Task Preview_BackThenAgain_SeesWhatChanged()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = await Previewed(context, workbench);
        (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        page.Button("Look again").Click();
        page.WaitForAssertion(() => page.Find(".panel h2").TextContent.Should().Be("1 of 2 would go through"));
        await page.Button("Back").ClickAsync(); // Awaited: the renderer may still be at the preview that was just waited for.
        page.Find("#mass-note").GetAttribute("value").Should().Be("Quarter clean-up");
        page.FindAll(".reason.on").Should().ContainSingle();
    }

    [Fact]
    public async Task Start_TwiceAndFromTwoTabs_IsOneRun()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = await Previewed(context, workbench);
        var address = context.Uri();
        var other = context.At<MassPage>(address);
        other.WaitForElement(".outs");

        await Task.WhenAll(page.Find(".ends .btn.primary").ClickAsync(new()), page.Find(".ends .btn.primary").ClickAsync(new()));
        page.WaitForAssertion(() => context.Uri().Should().EndWith("/runs/1"));
        await other.Find(".ends .btn.primary").ClickAsync(new());
        other.WaitForAssertion(() => context.Uri().Should().EndWith("/runs/1"));
        (await workbench.AllRuns()).Should().ContainSingle();

        context.At<MassPage>(address).WaitForElement(".saying").TextContent.Should().Contain("was started, or is forgotten");
    }

    [Fact]
    public async Task Draft_OfSomebodyElse_IsForgotten()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var key = await context.Services.GetRequiredService<MassDrafts>().Keep(workbench.Supervisor, new MassDraft(new GridAsk(), GridSelection.All, 1, new Money(1)));
        context.At<MassPage>(Urls.MassOf(key)).WaitForElement(".saying").TextContent.Should().Contain("forgotten");
    }

    [Fact]
    public async Task Page_WithoutTheScope_IsForbidden()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Manager);
        (await Enter(context, workbench, workbench.Manager)).Find(".saying").TextContent.Should().Contain("billing.denial.write");
    }

    [Fact]
    public async Task Reason_SwitchedOffMeanwhile_LeavesThePicklistAndSaysWho()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = await Enter(context, workbench);
        page.Find("input[value=other]").Change("on");
        var other = (await workbench.Policies.Open(workbench.Administrator)).Value.Find("other")!;

        await workbench.Reasons.Change(workbench.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { IsEnabled = false });

        page.WaitForAssertion(() => page.Find(".notice.warn").TextContent.Should().Contain("Admin changed the settings"));
        page.FindAll(".reason").Should().HaveCount(7);
        page.FindAll(".reason.on").Should().BeEmpty();
    }

    private static async Task<IRenderedComponent<MassPage>> Enter(PageContext context, TestWorkbench workbench, Actor? who = null)
    {
        var key = await context.Services.GetRequiredService<MassDrafts>().Keep(who ?? workbench.Clerk, new MassDraft(new GridAsk(), GridSelection.All, 4, new Money(80_000)));
        return context.At<MassPage>(Urls.MassOf(key));
    }

    private static async Task<IRenderedComponent<MassPage>> Previewed(PageContext context, TestWorkbench workbench)
    {
        var page = await Enter(context, workbench);
        page.Find("input[value=other]").Change("on");
        page.Find("#mass-note").Input("Quarter clean-up");
        await page.Find("#mass-ask").SubmitAsync();
        page.WaitForElement(".outs");
        return page;
    }
}
