using System.Globalization;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Reporting;

public sealed class CausesTests
{

    /// <summary>New York's midnights, written out in UTC: four hours behind until the morning of November 1, five from then on.</summary>
    private static readonly Dictionary<string, (string From, string To)> Instants = new()
    {
        ["2026-10-01..2026-10-31"] = ("2026-10-01T04:00Z", "2026-11-01T04:00Z"),
        ["2026-11-01..2026-11-01"] = ("2026-11-01T04:00Z", "2026-11-02T05:00Z"),
        ["2026-10-31..2026-11-01"] = ("2026-10-31T04:00Z", "2026-11-02T05:00Z"),
        ["2026-11-02..2026-11-30"] = ("2026-11-02T05:00Z", "2026-12-01T05:00Z"),
        ["2026-11-01..2026-11-30"] = ("2026-11-01T04:00Z", "2026-12-01T05:00Z"),
        ["2026-01-01..2026-12-31"] = ("2026-01-01T05:00Z", "2027-01-01T05:00Z"),
    };

    [Fact]
    public async Task Of_AfterManyRandomActs_EqualsAPlainGroupByOverTheLedger()
    {
        var workbench = await LossStory.Open();
        var neighbour = await workbench.OpenNeighbour(t => t with { TimeZone = "Pacific/Auckland" });
        _ = (await neighbour.WriteOffs.Submit(neighbour.Clerk, TestWorkbench.Whole(await neighbour.GivenDenial()))).Value;
        await new LossStory(workbench, new Random(11)).Play(acts: PropertyRuns.Long ? 20_000 : 2_500, denials: 500);

        foreach (var (period, (from, to)) in Instants)
        {
            var view = (await workbench.Causes().Of(workbench.Manager, period)).Value;
            var plain = await LossStory.GroupBy(workbench, At(from), At(to));
            view.Lines.Where(l => l.Now != default).ToDictionary(l => (l.ReasonId, l.Category is { } c ? (int)c : 0), l => (l.Now.Gross.Cents, l.Now.Rows, l.Now.Reopened.Cents, l.Now.ReopenedRows))
                .Should().BeEquivalentTo(plain, period);
        }

        var months = (await workbench.Causes().Trend(workbench.Manager)).Value;
        months.Should().HaveCount(13);
        var all = (await workbench.Causes().Of(workbench.Manager, "2026-01-01..2026-12-31")).Value;
        months.Aggregate(default(CauseSum), (sum, m) => sum + m.Sum).Should().Be(all.Total);
        all.Total.Rows.Should().BeGreaterThan(500);
        all.Total.ReopenedRows.Should().BeGreaterThan(100);
        all.Lines.Select(l => l.Category).Distinct().Should().HaveCountGreaterThan(3).And.Contain((ReasonCategory?)null);
        await Expect.Clean(workbench);
        await Drills(workbench, all);
    }

    /// <summary>Each line leads to its rows in the grid, and so does each cell of each pivot.</summary>
    private static async Task Drills(TestWorkbench workbench, CausesView all)
    {
        foreach (var line in all.Lines.Where(l => l is { Category: not null, Now.Rows: > 0 }))
            await Leads(workbench, DrillDown.Of(line, all.Period), line.Now);
        foreach (var rows in Enum.GetValues<Dimension>())
        {
            var table = (await workbench.Pivots().Of(workbench.Manager, new PivotAsk(rows, rows == Dimension.Carc ? Dimension.Reason : null, Period: "2026-01-01..2026-12-31"))).Value;
            table.Total.Should().Be(all.Total, rows.ToString());
            foreach (var row in table.Rows.Where(r => r.Key.Key.Length > 0).Take(6))
            {
                await Leads(workbench, table.DrillDown(row, null), row.Total);
                for (var n = 0; n < table.Columns.Count; n++) await Leads(workbench, table.DrillDown(row, table.Columns[n]), row.Cells[n]);
            }
        }
    }

    private static async Task Leads(TestWorkbench workbench, Filter to, CauseSum sum)
    {
        var posted = (await workbench.Grid.Posted(workbench.Manager, new GridAsk(Text: to.ToString()))).Value!;
        ((long)posted.Rows, posted.Cents).Should().Be((sum.Rows, sum.Gross.Cents), to.ToString());
    }

    [Theory]
    [InlineData("2026-11-01T03:59:59Z", "2026-10-31")]
    [InlineData("2026-11-01T04:00:00Z", "2026-11-01")]
    [InlineData("2026-11-01T05:30:00Z", "2026-11-01")]
    [InlineData("2026-11-01T06:30:00Z", "2026-11-01")]
    [InlineData("2026-11-02T04:59:59Z", "2026-11-01")]
    [InlineData("2026-11-02T05:00:00Z", "2026-11-02")]
    public async Task Of_AroundMidnightInNewYork_CountsOnTheTenantsDay(string instant, string day)
    {
        var workbench = await TestWorkbench.OpenAt(At(instant), t => t with { TimeZone = "America/New_York" });
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial(new Money(700))))).Value;
        (await workbench.Causes().Of(workbench.Manager, $"{day}..{day}")).Value.Total.Should().Be(new CauseSum(new Money(700), 1, Money.Zero, 0));
        (await workbench.Causes().Of(workbench.Manager, null)).Value.Today.Should().Be(DateOnly.Parse(day, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Of_PendingAndReopened_StandApart()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting(new Money(90_000));
        var pending = (await workbench.Causes().Of(workbench.Manager, "month")).Value;
        pending.Total.Should().Be(default(CauseSum));
        pending.Pending.Should().Be((new Money(90_000), 1));

        _ = (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Value;
        var written = await workbench.GivenIn(DenialStatus.WrittenOff, new Money(10_000));
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(written), "Wrong one")).Value;
        var view = (await workbench.Causes().Of(workbench.Manager, "month")).Value;
        view.Total.Should().Be(new CauseSum(new Money(100_000), 2, new Money(10_000), 1));
        view.Total.Net.Should().Be(new Money(90_000));
        view.Pending.Should().Be((Money.Zero, 0));
    }

    [Fact]
    public async Task Rates_OfAPeriod_LeaveOutWhatIsNoLostDenial()
    {
        var workbench = await TestWorkbench.Open();
        await Post(workbench, "timely-filing-expired", 20_000);
        await Post(workbench, "other", 10_000);
        await Post(workbench, "contractual", 40_000);
        await Post(workbench, "small-balance", 500);
        await workbench.Settle(await workbench.GivenDenial(new Money(300_000)));
        var causes = (await workbench.Causes().Of(workbench.Manager, "month")).Value;
        var (now, before) = (await workbench.Causes().Rates(workbench.Manager, causes)).Value;
        now.DenialNet.Should().Be(new Money(30_000));
        now.Revenue.Should().Be(new Money(300_000));
        now.FinalRate.Should().Be(0.1m);
        now.PreventableShare.Should().BeApproximately(20_000m / 70_500m, 0.0001m);
        before.FinalRate.Should().BeNull();
        var (payers, codes) = (await workbench.Causes().BehindPreventable(workbench.Manager, causes.Period)).Value;
        payers.Should().Equal(new LossSource("North Plan", new Money(20_000), 1));
        codes.Should().Equal(new LossSource("197", new Money(20_000), 1));
    }

    private static async Task Post(TestWorkbench workbench, string reason, long cents) =>
        _ = (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(await workbench.GivenDenial(new Money(cents)), reason))).Value;

    [Fact]
    public async Task EveryReport_WithoutTheScope_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var causes = (await workbench.Causes().Of(workbench.Manager, null)).Value;
        foreach (var who in new[] { workbench.Clerk, workbench.PostingClerk, workbench.Administrator, neighbour.Manager with { TenantId = workbench.TenantId }, workbench.Manager with { TenantId = neighbour.TenantId } })
        {
            var refusals = new[]
            {
                (await workbench.Causes().Of(who, null)).Refusal, (await workbench.Causes().Trend(who)).Refusal, (await workbench.Causes().Rates(who, causes)).Refusal,
                (await workbench.Causes().BehindPreventable(who, causes.Period)).Refusal, (await workbench.Pivots().Of(who, new PivotAsk())).Refusal, (await workbench.Pivots().RecordExport(who, "CSV")).Refusal,
                (await workbench.Work().Aging(who)).Refusal, (await workbench.Work().Decisions(who, null)).Refusal, (await workbench.Work().Reversals(who, null)).Refusal, (await workbench.Alerts().Of(who, null)).Refusal,
            };
            refusals.Should().OnlyContain(r => r != null && r.Code == "ScopeMissing");
        }
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
