using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>What a preview takes in, refuses and freezes, and how its run is found again.</summary>
public sealed class MassSelectionTests
{
    [Fact]
    public async Task Preview_AskThatFitsNoRow_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(1);
        Task<Outcome<MassPreview>> Ask(WriteOff.Domain.Access.Actor by, string reason = "other", string? note = MassActs.Note, string filter = "") =>
            workbench.MassPreviews.Preview(by, new MassAsk(new GridAsk(Text: filter), GridSelection.All, reason, note));

        await Expect.Refused(workbench, () => Ask(workbench.Manager), "ScopeMissing");
        await Expect.Refused(workbench, () => Ask(workbench.Administrator), "ScopeMissing");
        await Expect.Refused(workbench, () => Ask(workbench.Clerk, reason: "contractual"), "ScopeMissing");
        await Expect.Refused(workbench, () => Ask(workbench.Clerk, reason: ""), "ReasonMissing");
        await Expect.Refused(workbench, () => Ask(workbench.Clerk, reason: "nonsense"), "ReasonUnknown");
        await Expect.Refused(workbench, () => Ask(workbench.Clerk, note: ""), "NoteRequired");
        await Expect.Refused(workbench, () => Ask(workbench.Clerk, filter: "balance <"), "FilterUnreadable");
        await Expect.Refused(workbench, () => Ask(workbench.Clerk, filter: "balance > 1000000"), "NothingSelected");
        await workbench.Change(async db => (await db.Set<TenantPolicy>().SingleAsync()).RunRowCap = 2);
        await workbench.GivenDenials(2);
        await Expect.Refused(workbench, () => Ask(workbench.Clerk), "TooManyRows");
    }

    [Fact]
    public async Task Selection_IdsOrAllButSome_FreezesExactlyThose()
    {
        var workbench = await TestWorkbench.Open();
        var denials = await workbench.GivenDenials(4);
        async Task<List<long>> Frozen(GridSelection selection)
        {
            var preview = (await workbench.MassPreviews.Preview(workbench.Clerk, new MassAsk(new GridAsk(), selection, "other", MassActs.Note))).Value;
            return [.. Enumerable.Range(0, preview.Rows.Count).Select(n => preview.Rows[n].Id).Order()];
        }

        (await Frozen(new GridSelection(false, new HashSet<long> { denials[0].Id, denials[3].Id }))).Should().Equal(denials[0].Id, denials[3].Id);
        (await Frozen(new GridSelection(true, new HashSet<long> { denials[1].Id }))).Should().Equal(denials[0].Id, denials[2].Id, denials[3].Id);
    }

    [Fact]
    public async Task Preview_OtherTenantsIds_AreNotSeen()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var neighbour = await workbench.OpenNeighbour();
        var foreign = await neighbour.GivenDenial(new Money(500));
        await workbench.GivenDenials(1);

        await Expect.Refused(workbench, () => workbench.MassPreviews.Preview(workbench.Clerk, new MassAsk(new GridAsk(), new GridSelection(false, new HashSet<long> { foreign.Id }), "other", MassActs.Note)), "NothingSelected");
        var run = await workbench.Run(await workbench.Look());
        run.SelectedCount.Should().Be(1);
        (await neighbour.Runs.Open(neighbour.Clerk, run.Number)).Refusal!.Code.Should().Be("NotFound");
        await Expect.Refused(neighbour, () => neighbour.Mass.Cancel(neighbour.Clerk, run.Number), "NotFound");
        await Expect.Refused(neighbour, () => neighbour.Mass.Undo(neighbour.Clerk, run.Number, "Wrong", Guid.NewGuid()), "NotFound");
    }

    [Fact]
    public async Task Filter_RunOutcomeAndCause_FindsTheRowsOfThatRun()
    {
        var workbench = await TestWorkbench.Open();
        var posted = await workbench.GivenDenial(new Money(500));
        var appealed = await workbench.GivenIn(DenialStatus.AppealPending, new Money(500));
        var run = await workbench.Run(await workbench.Look());
        var later = await workbench.GivenDenial(new Money(500));
        async Task<List<long>> Found(string filter)
        {
            var page = (await workbench.Grid.Page(workbench.Clerk, new GridAsk(Text: filter))).Value;
            (await workbench.Grid.Count(workbench.Clerk, new GridAsk(Text: filter))).Value.Should().Be(page.Rows.Count);
            return [.. page.Rows.Select(r => r.Id).Order()];
        }

        var number = run.Number;
        (await Found($"run = {number}")).Should().Equal(posted.Id, appealed.Id);
        (await Found($"run = {number}-posted")).Should().Equal(posted.Id);
        (await Found($"run = {number}-Skipped")).Should().Equal(appealed.Id);
        (await Found($"run = {number}-appeal-pending")).Should().Equal(appealed.Id);
        (await Found($"run in ({number}-pending, {number}-posted)")).Should().Equal(posted.Id);
        (await Found($"run = {number} AND balance > 0")).Should().Equal(appealed.Id);
        (await Found($"run = {number + 1}")).Should().BeEmpty();
        (await Found("run = 99-nonsense")).Should().BeEmpty();
        (await Found($"run != {number}")).Should().Equal(later.Id);
        (await Found("run is empty")).Should().Equal(later.Id);
        (await Found($"NOT run = {number}-posted")).Should().Equal(appealed.Id, later.Id);
    }
}
