using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

using static WriteOff.Tests.Web.WriteOffs.OpenedDialog;

namespace WriteOff.Tests.Web.WriteOffs;

public sealed class WriteOffDialogTests
{
    [Fact]
    public async Task Dialog_Opens_OffersTheEightReasonsWithTheRemainingBalance()
    {
        var (context, _, _) = await Open(new Money(80_000));
        await using var _ = context;
        var dialog = context.Dialogs;

        dialog.FindAll(".reason").Should().HaveCount(8);
        dialog.Find("#amount-1").GetAttribute("value").Should().Be("800.00");
        dialog.Find(".reason.off .w").TextContent.Should().Contain("billing.payment.write");
        dialog.FindAll(".reason.off").Should().HaveCount(2, "contractual needs a scope and small balance a smaller balance");
    }

    [Fact]
    public async Task Submit_OtherWithoutNote_RefusesAtTheNoteAndKeepsEverything()
    {
        var (context, workbench, denial) = await Open(new Money(80_000));
        await using var _ = context;
        Choose(context, "Other");
        Amount(context, 1, "100");

        await Submit(context);

        context.Dialogs.Find("#write-off-refused").TextContent.Should().Contain("needs a note");
        context.Dialogs.Find("#write-off-note").GetAttribute("aria-invalid").Should().Be("true");
        context.Dialogs.Find("#amount-1").GetAttribute("value").Should().Be("100");
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.Open);
    }

    [Theory]
    [InlineData("", "can't be read")]
    [InlineData("abc", "can't be read")]
    [InlineData("1e3", "can't be read")]
    [InlineData("0", "above zero")]
    [InlineData("-5", "above zero")]
    [InlineData("1.005", "more than two decimals")]
    [InlineData("800.01", "more than the remaining balance")]
    [InlineData("99999999999999999999", "can't be read")]
    public async Task Submit_BadAmount_RefusesAtTheAmount(string typed, string says)
    {
        var (context, workbench, denial) = await Open(new Money(80_000));
        await using var _ = context;
        Choose(context, "Other");
        Note(context, "Payer out of business");
        Amount(context, 1, typed);

        await Submit(context);

        context.Dialogs.Find("#write-off-refused").TextContent.Should().Contain(says);
        context.Dialogs.Find("#amount-1").GetAttribute("aria-invalid").Should().Be("true");
        (await workbench.Reload(denial)).BalanceCents.Should().Be(80_000);
    }

    [Fact]
    public async Task Submit_SplitInTwo_PostsBothLinesAndCloses()
    {
        var (context, workbench, denial) = await Open(new Money(80_000));
        await using var _ = context;
        Choose(context, "Other");
        Note(context, "Payer out of business");
        Amount(context, 1, "500.00");
        context.Dialogs.FindAll("button").Single(b => b.TextContent.Contains("Split", StringComparison.Ordinal)).Click();
        context.Dialogs.Find("#amount-2").GetAttribute("value").Should().Be("300.00", "the rest is offered");
        context.Dialogs.Find("select").Change("non-covered");
        context.Dialogs.Find(".lines .ft .strong").TextContent.Should().Be("$800.00");

        await Submit(context);

        context.Dialogs.FindAll(".mud-dialog").Should().BeEmpty();
        var after = await workbench.Reload(denial);
        (after.Status, after.BalanceCents).Should().Be((DenialStatus.WrittenOff, 0L));
        (await workbench.LedgerOf(denial)).Select(a => a.AmountCents).Should().Equal(50_000, 30_000);
    }

    [Fact]
    public async Task Dialog_AboveTheGate_SaysSoAndSendsForApproval()
    {
        var (context, workbench, denial) = await Open(new Money(80_000), ask => ask with { Gate = GateMode.AboveAmount, GateAboveCents = 25_000 });
        await using var _ = context;
        Choose(context, "Other");
        Note(context, "Payer out of business");
        context.Dialogs.Find(".gate").TextContent.Should().Contain("Goes to a supervisor").And.Contain("over $250.00");

        await Submit(context);

        var after = await workbench.Reload(denial);
        (after.Status, after.BalanceCents, after.ReservedCents).Should().Be((DenialStatus.PendingWriteOff, 80_000L, 80_000L));
    }

    [Fact]
    public async Task Dialog_EvidenceMissing_ShowsWhatTheRuleSawAndAsksForANote()
    {
        var (context, _, _) = await Open(new Money(80_000));
        await using var _ = context;
        Choose(context, "Authorization denied, final");

        context.Dialogs.FindAll(".evid li").Select(li => li.TextContent).Should().Equal("197 is an authorization code.", "No appeal was filed, so none was upheld.");
        context.Dialogs.Find("label[for=write-off-note]").TextContent.Should().Contain("evidence is missing");
        await Submit(context);
        context.Dialogs.Find("#write-off-refused").TextContent.Should().Contain("Write a note");
    }

    [Fact]
    public async Task Dialog_NoReasons_SaysWhomToAskAndGreysTheSubmit()
    {
        var (context, _, _) = await Open(new Money(80_000), ask => ask with { WithStandardReasons = false });
        await using var _ = context;

        context.Dialogs.Find(".nothing").TextContent.Should().Contain("no write-off reasons").And.Contain("Ask Admin");
        context.Dialogs.Find("button[type=submit]").GetAttribute("aria-disabled").Should().Be("true");
    }

    [Fact]
    public async Task Dialog_ClosedAndOpenedAgain_KeepsTheDraft()
    {
        var (context, _, _) = await Open(new Money(80_000));
        await using var _ = context;
        Choose(context, "Other");
        Note(context, "half a thought");
        context.Dialogs.Find("[aria-label^='Close and keep']").Click();
        context.Dialogs.FindAll(".mud-dialog").Should().BeEmpty();

        context.Acts.Find("[data-key=w]").Click();

        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find("#write-off-note").GetAttribute("value").Should().Be("half a thought"));
        context.Dialogs.FindAll(".reason.on").Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_DenialChangedMeanwhile_SaysSoAndBringsTheNewBalance()
    {
        var (context, workbench, denial) = await Open(new Money(80_000));
        await using var _ = context;
        await workbench.WriteOffs.Submit(workbench.Supervisor, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), [new WriteOffAskLine("other", new Money(10_000))], "a part"));
        Choose(context, "Other");
        Note(context, "Payer out of business");
        Amount(context, 1, "700.00");

        await Submit(context);

        context.Dialogs.Find(".notice.stop").TextContent.Should().Contain("changed since you looked");
        context.Dialogs.Find(".balbar .k").TextContent.Should().Contain("$700.00");
        await Submit(context);
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.WrittenOff);
    }

    [Fact]
    public async Task Submit_ScopeRevokedMeanwhile_IsRefused()
    {
        var (context, workbench, denial) = await Open(new Money(80_000));
        await using var _ = context;
        await workbench.Change(async db => db.RemoveRange(await db.Set<PersonRole>().Where(r => r.PersonId == workbench.Clerk.UserId).ToListAsync()));
        Choose(context, "Other");
        Note(context, "Payer out of business");

        await Submit(context);

        context.Dialogs.Find(".notice.stop").TextContent.Should().Contain("billing.denial.write");
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.Open);
    }
}
