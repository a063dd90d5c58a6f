using WriteOff.Domain.Denials;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Reporting;

public sealed class ReportsTests
{
    [Fact]
    public async Task Pivot_ReopenInALaterMonth_LeavesTheMonthAsReportedAndRestatesIt()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(DenialStatus.WrittenOff, new Money(30_000));
        var november = new PivotAsk(Dimension.Payer, Period: "2026-11-01..2026-11-30");
        var reported = (await workbench.Pivots().Of(workbench.Manager, november)).Value;
        workbench.Clock.Advance(TimeSpan.FromDays(20));
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Paid after all")).Value;

        var later = (await workbench.Pivots().Of(workbench.Manager, november)).Value;
        (later.Total, later.Rows[0].Key.Label, later.Rows[0].Total).Should().Be((reported.Total, "North Plan", reported.Rows[0].Total));
        later.Rows[0].Cells.Should().Equal(reported.Rows[0].Cells);
        var restated = (await workbench.Pivots().Of(workbench.Manager, november with { View = PivotView.Restated })).Value;
        restated.Total.Should().Be(new CauseSum(new Money(30_000), 1, new Money(30_000), 1));
        restated.Columns.Select(c => c.Key).Should().Equal("2026-11");
        var both = (await workbench.Pivots().Of(workbench.Manager, november with { Period = "2026-11-01..2026-12-31" })).Value;
        both.Rows.Should().ContainSingle().Which.Cells.Select(c => c.Net).Should().Equal(new Money(30_000), new Money(-30_000));
        (await workbench.Pivots().Of(workbench.Manager, november with { Period = "2026-12-01..2026-12-31", View = PivotView.Restated })).Value.Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Pivot_TwoDimensionsDown_AddsUpBothWays()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var (carc, reason, cents) in new[] { ("197", "other", 100L), ("197", "timely-filing-expired", 200), ("29", "other", 400), ("29", "other", 800) })
            _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial(new Money(cents), carc), reason))).Value;
        var table = (await workbench.Pivots().Of(workbench.Manager, new PivotAsk(Dimension.Carc, Dimension.Requester, Dimension.Category))).Value;
        table.Rows.Select(r => (r.Key.Label, r.Then!.Label, r.Total.Net.Cents)).Should().Equal(("29", "Clerk", 1_200), ("197", "Clerk", 300));
        table.Columns.Select(c => c.Label).Should().Equal("other", "preventable");
        table.ColumnTotals.Select(c => c.Net.Cents).Should().Equal(1_300, 200);
        table.Total.Net.Cents.Should().Be(1_500);
        table.DrillDown(table.Rows[0], table.Columns[0]).ToString().Should().Be("written_off_on between 2026-01-01 and 2026-11-24 AND carc = 29 AND written_off_by = Clerk AND written_off_as = other");
    }

    [Theory]
    [InlineData(Dimension.Reason, Dimension.Reason, Dimension.Reason)]
    [InlineData(Dimension.Month, Dimension.Month, Dimension.Month)]
    [InlineData(Dimension.Payer, Dimension.Category, Dimension.Category)]
    [InlineData(Dimension.Reason, null, Dimension.Provider)]
    public async Task Pivot_ADimensionTwiceOrTooWide_IsMadeSound(Dimension rows, Dimension? then, Dimension? columns)
    {
        var workbench = await TestWorkbench.Open();
        var ask = (await workbench.Pivots().Of(workbench.Manager, new PivotAsk(rows, then, columns))).Value.Ask;
        new Dimension?[] { ask.Rows, ask.Then, ask.Columns }.OfType<Dimension>().Should().OnlyHaveUniqueItems();
        if (ask.Columns is { } across) PivotAsk.CanBeColumn(across).Should().BeTrue();
    }

    [Fact]
    public async Task Aging_EachBand_IsWhatTheGridFinds()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var age in new[] { 0, 30, 31, 60, 61, 90, 91, 120, 121, 180, 181, 400 }) await workbench.GivenDenial(new Money(1_000 + age), age: age);
        await workbench.GivenIn(DenialStatus.PendingWriteOff);
        await workbench.GivenIn(DenialStatus.AppealPending);
        await workbench.GivenIn(DenialStatus.WrittenOff);
        var bands = (await workbench.Work().Aging(workbench.Manager)).Value;
        bands.Sum(b => b.Count).Should().Be(14);
        foreach (var band in bands)
            (await workbench.Grid.Total(workbench.Manager, new GridAsk(Text: band.DrillDown.ToString()), GridSelection.All)).Value.Should().Be(new GridTotal(band.Count, band.Balance.Cents), band.DrillDown.ToString());
        bands[0].Should().BeEquivalentTo(new { InAppeal = 1, InApproval = 1 });
    }

    [Fact]
    public async Task Decisions_OfAPeriod_HaveTheirTimes()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var hours in new[] { 1, 2, 30 })
        {
            var (_, ask) = await workbench.GivenWaiting(new Money(10_000));
            workbench.Clock.Advance(TimeSpan.FromHours(hours));
            _ = hours == 2 ? (await workbench.Approvals().Reject(workbench.Supervisor, ask, "Appeal first")).Value : (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Value;
        }

        var decisions = (await workbench.Work().Decisions(workbench.Manager, "month")).Value;
        decisions.Should().Be(new Turnaround(2, new Money(20_000), 1, 0, 0, TimeSpan.FromHours(2), TimeSpan.FromHours(30), TimeSpan.FromHours(30)));
        (await workbench.Work().Decisions(workbench.Manager, "last-month")).Value.Median.Should().BeNull();
    }

    [Fact]
    public async Task Alerts_OfAPeriod_FindWhatDeservesASecondLook()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 100_000 });
        var under = await Post(workbench, 95_000);
        await Post(workbench, 40_000);
        var young = await Post(workbench, 10_000, age: 1);
        for (var n = 0; n < 9; n++) await Post(workbench, 100, reason: "small-balance", note: "Too small to work");
        var bare = await Post(workbench, 101, reason: "small-balance", note: null);
        _ = (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(await workbench.GivenDenial(new Money(500))))).Value;

        var alerts = (await workbench.Alerts().Of(workbench.Manager, "month")).Value.ToDictionary(a => a.Kind);
        alerts[AlertKind.JustUnderTheGate].Largest.Select(r => r.DenialId).Should().Equal(under);
        alerts[AlertKind.WithinADay].Should().BeEquivalentTo(new { Count = 1, Amount = new Money(10_000) });
        alerts[AlertKind.WithinADay].Largest.Select(r => r.DenialId).Should().Equal(young);
        alerts[AlertKind.NoNoteWhereUsual].Largest.Select(r => r.DenialId).Should().Equal(bare);
        alerts[AlertKind.OnePersonsShare].Largest.Should().ContainSingle().Which.Who.Should().Be("Clerk");
    }

    private static async Task<long> Post(TestWorkbench workbench, long cents, int age = 30, string reason = "other", string? note = "Payer out of business")
    {
        var denial = await workbench.GivenDenial(new Money(cents), age: age);
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, reason, note))).Value;
        return denial.Id;
    }

    [Fact]
    public async Task Start_PilesAndBands_AreThePersonsOwn()
    {
        var workbench = await TestWorkbench.Open();
        var mine = await workbench.GivenDenial(new Money(7_000));
        _ = (await workbench.Denials.Assign(workbench.Supervisor, await workbench.Now(mine), workbench.Clerk.UserId)).Value;
        await workbench.GivenDenial(new Money(900));
        await workbench.GivenWaiting(new Money(5_000));
        workbench.Clock.Advance(TimeSpan.FromDays(3));
        await workbench.GivenWaiting(new Money(100), asks: workbench.Supervisor);

        var work = (await workbench.StartViews().Mine(workbench.Clerk)).Value;
        work.Assigned.Should().Be(new DenialTotal(1, new Money(7_000)));
        work.Waiting.Should().Be(new DenialTotal(1, new Money(5_000)));
        work.Unassigned.Should().Be(new DenialTotal(1, new Money(900)));
        var waiting = (await workbench.StartViews().Waiting(workbench.Manager)).Value;
        waiting.Should().BeEquivalentTo(new { Count = 2, Amount = new Money(5_100), OldestDays = 3 });
        waiting.Bands.Select(b => b.Count).Should().Equal(0, 1, 0, 1);
        (await workbench.StartViews().Mine(workbench.Administrator)).Refusal!.Code.Should().Be("ScopeMissing");
    }
}
