using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

/// <summary>Two decisions at once, 1,000 rounds each: one effect, and the loser is told by whom.</summary>
public sealed class ApprovalRaceTests
{
    private const int Rounds = 1_000;
    private static readonly Money Each = new(600);

    [Fact]
    public async Task ApproveAndApprove_OnePosts()
    {
        var (world, waiting) = await Start();
        var other = await world.GivenSupervisor("Otto");
        foreach (var (_, ask) in waiting)
        {
            var race = await Races.Race(() => world.Approvals().Approve(world.Supervisor, ask), () => world.Approvals().Approve(other, ask));
            Loser(race.One, race.Two).Sentence.Should().StartWith(race.One.IsDone ? "Supervisor approved this request on " : "Otto approved this request on ");
        }

        await Finish(world, writeOffs: Rounds);
    }

    [Fact]
    public async Task ApproveAndReject_OneIsDone()
    {
        var (world, waiting) = await Start();
        var other = await world.GivenSupervisor("Otto");
        var posted = 0;
        foreach (var (_, ask) in waiting)
        {
            var race = await Races.Race(() => world.Approvals().Approve(world.Supervisor, ask), () => world.Approvals().Reject(other, ask, "Not now"));
            Loser(race.One, race.Two).Sentence.Should().StartWith(race.One.IsDone ? "Supervisor approved" : "Otto rejected");
            posted += race.One.IsDone ? 1 : 0;
        }

        await Finish(world, posted);
    }

    [Fact]
    public async Task ApproveAndCancel_OneIsDone()
    {
        var (world, waiting) = await Start();
        var posted = 0;
        foreach (var (_, ask) in waiting)
        {
            var race = await Races.Race(() => world.Approvals().Approve(world.Supervisor, ask), () => world.Approvals().Cancel(world.Clerk, ask));
            Loser(race.One, race.Two).Sentence.Should().StartWith(race.One.IsDone ? "Supervisor approved" : "Clerk took");
            posted += race.One.IsDone ? 1 : 0;
        }

        await Finish(world, posted);
    }

    [Fact]
    public async Task ApproveAndRemittance_OneClosesTheDenial()
    {
        var (world, waiting) = await Start();
        var posted = 0;
        foreach (var (denial, ask) in waiting)
        {
            var race = await Races.Race(() => world.Approvals().Approve(world.Supervisor, ask), async () => { await world.Pay(denial, Each, world.PostingClerk); return true; });
            if (!race.One.IsDone) race.One.Refusal.Sentence.Should().StartWith("System closed this request as stale on ");
            posted += race.One.IsDone ? 1 : 0;
        }

        var statuses = await world.Read(db => db.Set<Denial>().Where(d => d.Carc == "197" && d.BalanceCents == 0).GroupBy(d => d.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync());
        statuses.Sum(s => s.Count).Should().Be(Rounds);
        (statuses.FirstOrDefault(s => s.Key == DenialStatus.WrittenOff)?.Count ?? 0).Should().Be(posted);
        await Finish(world, posted);
    }

    [Fact]
    public async Task ApproveAndWriteOffOfAnotherDenialOfTheClaim_BothCountAgainstTheGate()
    {
        var (world, waiting) = await Start(denialsEach: 2, gateAbove: 599);
        foreach (var (denial, ask) in waiting)
        {
            var sibling = await world.Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.ClaimId == denial.ClaimId && d.Id != denial.Id));
            var race = await Races.Race(() => world.Approvals().Approve(world.Supervisor, ask), () => world.WriteOffs.Submit(world.Clerk, World.Whole(sibling)));
            race.One.IsDone.Should().BeTrue();
            race.Two.Value.IsPending.Should().BeTrue("live or pending, the first write-off counts");
        }

        await Finish(world, writeOffs: Rounds);
    }

    private static async Task<(World World, List<(Denial Denial, ApprovalAsk Ask)> Waiting)> Start(int denialsEach = 1, long gateAbove = 0)
    {
        var world = await World.OpenSqlite(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = gateAbove });
        List<(Denial, ApprovalAsk)> waiting = [];
        foreach (var denial in (await world.GivenClaims(Rounds, denialsEach, Each)).Select(c => c[0]))
        {
            var asked = (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Value;
            waiting.Add((denial, new ApprovalAsk(asked.RequestId, 1, denial.Version + 1)));
        }

        return (world, waiting);
    }

    private static Refusal Loser(Outcome<ApprovalReceipt> one, Outcome<ApprovalReceipt> two)
    {
        (one.IsDone ^ two.IsDone).Should().BeTrue("exactly one wins");
        var refusal = (one.Refusal ?? two.Refusal)!;
        refusal.Code.Should().Be("AlreadyDecided");
        return refusal;
    }

    private static async Task Finish(World world, int writeOffs)
    {
        (await world.Read(db => db.Set<PaymentApplication>().CountAsync(a => a.Type == ApplicationType.WriteOff))).Should().Be(writeOffs);
        await Expect.Clean(world);
    }
}
