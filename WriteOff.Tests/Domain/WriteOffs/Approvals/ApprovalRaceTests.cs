using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Domain.WriteOffs.Mass;
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
        var (workbench, waiting) = await Start();
        var other = await workbench.GivenSupervisor("Otto");
        foreach (var (_, ask) in waiting)
        {
            var race = await ConcurrentActs.Race(() => workbench.Approvals().Approve(workbench.Supervisor, ask), () => workbench.Approvals().Approve(other, ask));
            Loser(race.One, race.Two).Sentence.Should().StartWith(race.One.IsDone ? "Supervisor approved this request on " : "Otto approved this request on ");
        }

        await Finish(workbench, writeOffs: Rounds);
    }

    [Fact]
    public async Task ApproveAndReject_OneIsDone()
    {
        var (workbench, waiting) = await Start();
        var other = await workbench.GivenSupervisor("Otto");
        var posted = 0;
        foreach (var (_, ask) in waiting)
        {
            var race = await ConcurrentActs.Race(() => workbench.Approvals().Approve(workbench.Supervisor, ask), () => workbench.Approvals().Reject(other, ask, "Not now"));
            Loser(race.One, race.Two).Sentence.Should().StartWith(race.One.IsDone ? "Supervisor approved" : "Otto rejected");
            posted += race.One.IsDone ? 1 : 0;
        }

        await Finish(workbench, posted);
    }

    [Fact]
    public async Task ApproveAndCancel_OneIsDone()
    {
        var (workbench, waiting) = await Start();
        var posted = 0;
        foreach (var (_, ask) in waiting)
        {
            var race = await ConcurrentActs.Race(() => workbench.Approvals().Approve(workbench.Supervisor, ask), () => workbench.Approvals().Cancel(workbench.Clerk, ask));
            Loser(race.One, race.Two).Sentence.Should().StartWith(race.One.IsDone ? "Supervisor approved" : "Clerk took");
            posted += race.One.IsDone ? 1 : 0;
        }

        await Finish(workbench, posted);
    }

    [Fact]
    public async Task ApproveAndRemittance_OneClosesTheDenial()
    {
        var (workbench, waiting) = await Start();
        var posted = 0;
        foreach (var (denial, ask) in waiting)
        {
            var race = await ConcurrentActs.Race(() => workbench.Approvals().Approve(workbench.Supervisor, ask), async () => { await workbench.Pay(denial, Each, workbench.PostingClerk); return true; });
            if (!race.One.IsDone) race.One.Refusal.Sentence.Should().StartWith("System closed this request as stale on ");
            posted += race.One.IsDone ? 1 : 0;
        }

        var statuses = await workbench.Read(db => db.Set<Denial>().Where(d => d.Carc == "197" && d.BalanceCents == 0).GroupBy(d => d.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync());
        statuses.Sum(s => s.Count).Should().Be(Rounds);
        (statuses.FirstOrDefault(s => s.Key == DenialStatus.WrittenOff)?.Count ?? 0).Should().Be(posted);
        await Finish(workbench, posted);
    }

    [Fact]
    public async Task ApproveAndWriteOffOfAnotherDenialOfTheClaim_BothCountAgainstTheGate()
    {
        var (workbench, waiting) = await Start(denialsEach: 2, gateAbove: 599);
        foreach (var (denial, ask) in waiting)
        {
            var sibling = await workbench.Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.ClaimId == denial.ClaimId && d.Id != denial.Id));
            var race = await ConcurrentActs.Race(() => workbench.Approvals().Approve(workbench.Supervisor, ask), () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(sibling)));
            race.One.IsDone.Should().BeTrue();
            race.Two.Value.IsPending.Should().BeTrue("live or pending, the first write-off counts");
        }

        await Finish(workbench, writeOffs: Rounds);
    }

    private static async Task<(TestWorkbench Workbench, List<(Denial Denial, ApprovalAsk Ask)> Waiting)> Start(int denialsEach = 1, long gateAbove = 0)
    {
        var workbench = await TestWorkbench.OpenSqlite(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = gateAbove });
        var denials = (await workbench.GivenClaims(Rounds, denialsEach, Each)).ConvertAll(c => c[0]);
        // Asked for by one run: a thousand dialogs would take as long as the races.
        var ask = new MassAsk(new GridAsk(), new GridSelection(false, denials.Select(d => d.Id).ToHashSet()), "other", "Payer out of business");
        var run = await workbench.Run((await workbench.MassPreviews.Preview(workbench.Clerk, ask)).Value);
        run.PendingCount.Should().Be(Rounds);
        var rows = await workbench.RowsOf(run.Number);
        return (workbench, denials.ConvertAll(d => (d, new ApprovalAsk(rows[d.Id].RequestId!.Value, 1, d.Version + 1))));
    }

    private static Refusal Loser(Outcome<ApprovalReceipt> one, Outcome<ApprovalReceipt> two)
    {
        (one.IsDone ^ two.IsDone).Should().BeTrue("exactly one wins");
        var refusal = (one.Refusal ?? two.Refusal)!;
        refusal.Code.Should().Be("AlreadyDecided");
        return refusal;
    }

    private static async Task Finish(TestWorkbench workbench, int writeOffs)
    {
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync(a => a.Type == ApplicationType.WriteOff))).Should().Be(writeOffs);
        await Expect.Clean(workbench);
    }
}
