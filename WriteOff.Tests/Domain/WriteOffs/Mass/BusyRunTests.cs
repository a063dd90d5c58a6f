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
        var workbench = await TestWorkbench.OpenSqlite();
        var ids = await workbench.GivenManyDenials(PropertyRuns.Long ? 99_900 : 600);
        var waiting = await workbench.GivenManyDenials(40, 2_000);
        await workbench.SetGate(GateMode.AboveAmount, 1_000);
        var preview = await workbench.Look();
        var number = (await workbench.Mass.Start(workbench.Clerk, preview)).Value;
        using var over = new CancellationTokenSource();

        var paying = Task.Run(() => PayFromTheEnd(workbench, ids, over.Token));
        var approving = Task.Run(() => Approve(workbench, over.Token));
        var looking = Task.Run(() => Look(workbench, over.Token));
        while ((await workbench.Runner.Chunk(workbench.Clerk, number, PropertyRuns.Long ? 1_000 : 25, new MassRunner.RunPacing(), null, CancellationToken.None)).Value)
        {
            // Chunk by chunk, so that the others come in between.
        }

        await over.CancelAsync();
        var paid = await paying;
        await approving;
        (await looking).Should().BePositive("at least one snapshot was looked at");

        await Expect.Clean(workbench);
        var rows = await workbench.RowsOf(number);
        rows.Should().HaveCount(preview.Rows.Count);
        // Who was paid first is skipped; nobody was written off at an amount that the payer had paid already.
        foreach (var denial in paid.Where(p => p.StatusThen == DenialStatus.Open)) rows[denial.Id].Outcome.Should().Be(RowOutcomeKind.Skipped);
        (await workbench.Read(db => db.Set<PaymentApplication>().Where(a => a.Type == ApplicationType.WriteOff).AnyAsync(a => a.AmountCents != 500 && a.AmountCents != 2_000))).Should().BeFalse();
        rows.Values.Where(r => waiting.Contains(r.DenialId)).Should().OnlyContain(r => r.Outcome == RowOutcomeKind.Pending);
    }

    /// <summary>The payer pays the rows that the run comes to last.</summary>
    private static async Task<List<(long Id, DenialStatus StatusThen)>> PayFromTheEnd(TestWorkbench workbench, List<long> ids, CancellationToken over)
    {
        List<(long, DenialStatus)> paid = [];
        foreach (var id in Enumerable.Reverse(ids).TakeWhile(_ => !over.IsCancellationRequested).Take(60))
        {
            var denial = await workbench.Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.Id == id, CancellationToken.None));
            if (denial.Status != DenialStatus.Open) break;
            await workbench.Pay(denial, denial.Balance);
            var now = await workbench.Reload(denial);
            // The run may have come first: then the payment stands on a written-off denial and is a case of its own.
            paid.Add((id, now.Status == DenialStatus.Resolved ? DenialStatus.Open : now.Status));
        }

        return paid;
    }

    private static async Task Approve(TestWorkbench workbench, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var page = (await workbench.Queue().Page(workbench.Supervisor, new QueueAsk(), CancellationToken.None)).Value;
            foreach (var row in page.Rows) await workbench.Approvals().Approve(workbench.Supervisor, row.Case.Facts.Ask, cancellationToken: CancellationToken.None);
        }
    }

    private static async Task<int> Look(TestWorkbench workbench, CancellationToken over)
    {
        var looks = 0;
        do
        {
            await Expect.Clean(workbench);
            looks++;
        }
        while (!over.IsCancellationRequested);

        return looks;
    }
}
