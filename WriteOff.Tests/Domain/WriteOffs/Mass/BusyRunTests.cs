using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>A run while the payer pays and supervisors decide. WRITEOFF_LONG=1 takes close to 100,000 rows, the most that a run takes.</summary>
public sealed class BusyRunTests
{

    [Fact]
    public async Task Run_WhileRemittancesPostAndSupervisorsApprove_HoldsInEverySnapshot()
    {
        var world = await World.OpenSqlite();
        var ids = await world.GivenManyDenials(Trials.Long ? 99_900 : 600);
        var waiting = await world.GivenManyDenials(40, 2_000);
        await world.SetGate(GateMode.AboveAmount, 1_000);
        var preview = await world.Look();
        var number = (await world.Mass.Start(world.Clerk, preview)).Value;
        using var over = new CancellationTokenSource();

        var paying = Task.Run(() => PayFromTheEnd(world, ids, over.Token));
        var approving = Task.Run(() => Approve(world, over.Token));
        var looking = Task.Run(() => Look(world, over.Token));
        while ((await world.Runner.Stretch(world.Clerk, number, Trials.Long ? 1_000 : 25, new MassRunner.Pace(), null, CancellationToken.None)).Value)
        {
            // Stretch by stretch, so that the others come in between.
        }

        await over.CancelAsync();
        var paid = await paying;
        await approving;
        (await looking).Should().BePositive("at least one snapshot was looked at");

        await Expect.Clean(world);
        var rows = await world.RowsOf(number);
        rows.Should().HaveCount(preview.Rows.Count);
        // Who was paid first is skipped; nobody was written off at an amount that the payer had paid already.
        foreach (var denial in paid.Where(p => p.StatusThen == DenialStatus.Open)) rows[denial.Id].Outcome.Should().Be(RowOutcomeKind.Skipped);
        (await world.Read(db => db.Set<PaymentApplication>().Where(a => a.Type == ApplicationType.WriteOff).AnyAsync(a => a.AmountCents != 500 && a.AmountCents != 2_000))).Should().BeFalse();
        rows.Values.Where(r => waiting.Contains(r.DenialId)).Should().OnlyContain(r => r.Outcome == RowOutcomeKind.Pending);
    }

    /// <summary>The payer pays the rows that the run comes to last.</summary>
    private static async Task<List<(long Id, DenialStatus StatusThen)>> PayFromTheEnd(World world, List<long> ids, CancellationToken over)
    {
        List<(long, DenialStatus)> paid = [];
        foreach (var id in Enumerable.Reverse(ids).TakeWhile(_ => !over.IsCancellationRequested).Take(60))
        {
            var denial = await world.Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.Id == id, CancellationToken.None));
            if (denial.Status != DenialStatus.Open) break;
            await world.Pay(denial, denial.Balance);
            var now = await world.Reload(denial);
            // The run may have come first: then the payment stands on a written-off denial and is a case of its own.
            paid.Add((id, now.Status == DenialStatus.Resolved ? DenialStatus.Open : now.Status));
        }

        return paid;
    }

    private static async Task Approve(World world, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var page = (await world.Queue().Page(world.Supervisor, new QueueAsk(), CancellationToken.None)).Value;
            foreach (var row in page.Rows) await world.Approvals().Approve(world.Supervisor, row.Case.Facts.Ask, null, CancellationToken.None);
        }
    }

    private static async Task<int> Look(World world, CancellationToken over)
    {
        var looks = 0;
        do
        {
            await Expect.Clean(world);
            looks++;
        }
        while (!over.IsCancellationRequested);

        return looks;
    }
}
