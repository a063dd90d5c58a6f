using Bunit;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.WriteOffs.Webhooks;
using WriteOff.Tests.Support;
using WriteOff.Web.Api;
using WriteOff.Web.Tenants;

namespace WriteOff.Tests.Web.Api;

public sealed class ApiPagesTests
{
    [Fact]
    public async Task Pages_WithoutTheScope_ShowTheForbiddenFrameOnly()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        foreach (var page in new IRenderedComponent<AdminPage>[] { context.Render<ApiPage>(), context.Render<WebhooksPage>() })
        {
            page.Find(".saying").TextContent.Should().Contain("api.manage");
            page.FindAll("input, button, table").Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Tokens_MadeShownOnceAndRevoked()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var page = context.Render<ApiPage>();
        page.Find(".empty").TextContent.Should().Contain("No program");

        page.Find("[data-key=n]").Click();
        context.Dialogs.WaitForElement("#token-name").Input("Nightly job");
        await context.Dialogs.Find("input[value=DenialWrite]").ChangeAsync(true);
        await context.Dialogs.Find("form").SubmitAsync();
        var text = context.Dialogs.WaitForElement("#made-once").GetAttribute("value")!;
        (await workbench.Door().Find(text)).Value.Name.Should().Be("Nightly job (token of Supervisor)");
        context.Dialogs.FindAll("button").Single(b => b.TextContent.Contains("I have copied it")).Click();
        page.WaitForAssertion(() => page.Find("tbody tr").TextContent.Should().Contain("Nightly job").And.Contain("billing.denial.write").And.Contain("Live"));
        page.Markup.Should().NotContain(text);

        page.Find("[aria-label='Revoke Nightly job']").Click();
        await context.Dialogs.WaitForElement("form").SubmitAsync();
        page.WaitForAssertion(() => page.Find("tbody tr.off").TextContent.Should().Contain("Revoked"));
        (await workbench.Door().Find(text)).Refusal!.Code.Should().Be("TokenEnded");
    }

    [Fact]
    public async Task Tokens_OfAnAdministrator_NothingToGiveIsSaid()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenToken(workbench.Supervisor, Scope.DenialRead);
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<ApiPage>();
        page.Find("[data-key=n]").GetAttribute("aria-disabled").Should().Be("true");
        page.Markup.Should().Contain("A supervisor makes tokens");
        page.FindAll("[aria-label='Revoke Nightly job']").Should().ContainSingle("an administrator ends any of them");
    }

    [Fact]
    public async Task Webhooks_AddedSwitchedAndSentAgain()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var page = context.Render<WebhooksPage>();
        page.Find("[data-key=n]").Click();
        context.Dialogs.WaitForElement("#endpoint-url").Input("http://hooks.clinic.example/");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForElement("#dialog-refused").TextContent.Should().Contain("isn't https");
        context.Dialogs.Find("#endpoint-url").Input("https://hooks.clinic.example/");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.WaitForElement("#made-once").GetAttribute("value").Should().StartWith("whsec_");
        context.Dialogs.FindAll("button").Single(b => b.TextContent.Contains("I have copied it")).Click();
        page.WaitForAssertion(() => page.Find("tbody tr").TextContent.Should().Contain("https://hooks.clinic.example/").And.Contain("On"));

        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial()));
        await new WebhookQueue(workbench.Dbs, workbench.Gate, workbench.Clock).Collect(workbench.TenantId);
        page.FindAll("button").Single(b => b.TextContent == "Read again").Click();
        page.WaitForAssertion(() => page.Find("[aria-label='Deliveries'] tbody tr").TextContent.Should().Contain("writeoff.posted").And.Contain("Waiting").And.Contain("not tried yet"));
        page.Find("[aria-label='Deliveries'] tbody button").Click();
        page.WaitForAssertion(() => page.FindAll("#webhooks-refused").Should().BeEmpty());
        page.Find("[aria-label='Switch off https://hooks.clinic.example/']").Click();
        page.WaitForAssertion(() => page.Find("tr.off").TextContent.Should().Contain("Off"));
        (await workbench.Read(db => db.Set<WebhookEndpoint>().SingleAsync())).IsOn.Should().BeFalse();
    }
}
