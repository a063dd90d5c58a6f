using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Attacks;

/// <summary>Every public act of the domain, found by reflection, is called by people who lie about who they are or what is theirs.</summary>
public sealed class ForeignIdTests
{
    /// <summary>Acts on what is the caller's own, which need no scope: they say nothing of the organisation and write nothing into its books.</summary>
    private static readonly string[] OwnThings = ["Drafts.Read", "Drafts.Names", "Drafts.Save", "Drafts.Drop", "Memberships.Of"];

    [Fact]
    public async Task Acts_AreFound() => PublicAct.On(await TestWorkbench.OpenSqlite()).Should().HaveCountGreaterThan(110);

    /// <summary>A person that the organisation doesn't know, with the organisation's own ids: a session of another tenant, a person who was removed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryAct_ByAStranger_IsRefused_AndWritesNothing(bool isTheNeighbours)
    {
        var (ours, theirs) = await Two();
        var stranger = new Actor(ours.TenantId, isTheNeighbours ? theirs.Supervisor.UserId : Guid.NewGuid(), "Stranger");
        var secrets = Attacked.Secrets("OURS");
        List<string> failed = [];
        var before = await ours.Dump(theirs);

        foreach (var act in PublicAct.On(ours).Where(a => !OwnThings.Contains(a.Name)))
        {
            var rows = await Attacked.Rows(ours, theirs);
            foreach (var id in await Attacked.Ids(ours))
            {
                var (refusal, told) = await act.Try(stranger, new AskMaker(id, ours.Clerk.UserId, ours.Today));
                if (told.StartsWith(PublicAct.Broke, StringComparison.Ordinal)) failed.Add($"{act.Name} {told[..Math.Min(told.Length, 300)]}");
                else if (refusal is null && secrets.FirstOrDefault(s => told.Contains(s, StringComparison.Ordinal)) is { } secret) failed.Add($"{act.Name} told {secret}");
                else if (refusal is null && told.Length > 0 && act.IsOutcome) failed.Add($"{act.Name} was done");
            }

            if (rows != await Attacked.Rows(ours, theirs)) failed.Add($"{act.Name} wrote");
        }

        (await ours.Dump(theirs)).Should().Be(before);
        string.Join("\n", failed.Distinct(StringComparer.Ordinal)).Should().BeEmpty();
    }

    /// <summary>Somebody who may all that one person can at home, with the neighbour's ids of every kind.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryAct_WithTheNeighboursIds_TouchesAndTellsNothingOfThem(bool isAdministrator)
    {
        var (ours, theirs) = await Two();
        await Attacked.GiveEveryOtherRole(ours, ours.Supervisor);
        var attacker = isAdministrator ? ours.Administrator : ours.Supervisor;
        var secrets = Attacked.Secrets("THEIRS");
        var ids = await Attacked.Ids(theirs);
        List<string> failed = [];
        var before = await theirs.Dump();

        foreach (var act in PublicAct.On(ours))
        {
            var rows = await Attacked.Rows(theirs);
            foreach (var id in ids)
            {
                var (refusal, told) = await act.Try(attacker, new AskMaker(id, theirs.Clerk.UserId, ours.Today));
                if (told.StartsWith(PublicAct.Broke, StringComparison.Ordinal)) failed.Add($"{act.Name} {told[..Math.Min(told.Length, 300)]}");
                if (secrets.FirstOrDefault(s => told.Contains(s, StringComparison.Ordinal)) is { } secret) failed.Add($"{act.Name} told {secret}");
                if (act.TakesIds && refusal is { Code: "ChangedSinceYouLooked" }) failed.Add($"{act.Name} admits that the row exists: {refusal.Code}");
            }

            if (rows != await Attacked.Rows(theirs)) failed.Add($"{act.Name} wrote into the neighbour's");
        }

        (await theirs.Dump()).Should().Be(before);
        string.Join("\n", failed.Distinct(StringComparer.Ordinal)).Should().BeEmpty();
        await Expect.Clean(theirs);
        await Expect.Clean(ours);
    }

    private static async Task<(TestWorkbench Ours, TestWorkbench Theirs)> Two()
    {
        var ours = await TestWorkbench.OpenSqlite();
        var theirs = await ours.OpenNeighbour();
        await Attacked.Fill(ours, "OURS");
        await Attacked.Fill(theirs, "THEIRS");
        return (ours, theirs);
    }
}
