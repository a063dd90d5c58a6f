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
        var world = await World.Open();
        var denial = await world.GivenIn(DenialStatus.WrittenOff, new Money(30_000));
        var november = new PivotAsk(Dimension.Payer, Period: "2026-11-01..2026-11-30");
        var reported = (await world.Pivots().Of(world.Manager, november)).Value;
        world.Clock.Advance(TimeSpan.FromDays(20));
        _ = (await world.Reopens.Reopen(world.Clerk, await world.Now(denial), "Paid after all")).Value;

        var later = (await world.Pivots().Of(world.Manager, november)).Value;
        (later.Total, later.Rows[0].Key.Label, later.Rows[0].Total).Should().Be((reported.Total, "North Plan", reported.Rows[0].Total));
        later.Rows[0].Cells.Should().Equal(reported.Rows[0].Cells);
        var restated = (await world.Pivots().Of(world.Manager, november with { View = PivotView.Restated })).Value;
        restated.Total.Should().Be(new CauseSum(new Money(30_000), 1, new Money(30_000), 1));
        restated.Columns.Select(c => c.Key).Should().Equal("2026-11");
        var both = (await world.Pivots().Of(world.Manager, november with { Period = "2026-11-01..2026-12-31" })).Value;
        both.Rows.Should().ContainSingle().Which.Cells.Select(c => c.Net).Should().Equal(new Money(30_000), new Money(-30_000));
        (await world.Pivots().Of(world.Manager, november with { Period = "2026-12-01..2026-12-31", View = PivotView.Restated })).Value.Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Pivot_TwoDimensionsDown_AddsUpBothWays()
    {
        var world = await World.Open();
        foreach (var (carc, reason, cents) in new[] { ("197", "other", 100L), ("197", "timely-filing-expired", 200), ("29", "other", 400), ("29", "other", 800) })
            _ = (await world.WriteOffs.Submit(world.Clerk, World.Whole(await world.GivenDenial(new Money(cents), carc), reason))).Value;
        var table = (await world.Pivots().Of(world.Manager, new PivotAsk(Dimension.Carc, Dimension.Requester, Dimension.Category))).Value;
        table.Rows.Select(r => (r.Key.Label, r.Then!.Label, r.Total.Net.Cents)).Should().Equal(("29", "Clerk", 1_200), ("197", "Clerk", 300));
        table.Columns.Select(c => c.Label).Should().Equal("other", "preventable");
        table.ColumnTotals.Select(c => c.Net.Cents).Should().Equal(1_300, 200);
        table.Total.Net.Cents.Should().Be(1_500);
        table.Drill(table.Rows[0], table.Columns[0]).ToString().Should().Be("written_off_on between 2026-01-01 and 2026-11-24 AND carc = 29 AND written_off_by = Clerk AND written_off_as = other");
    }

    [Theory]
    [InlineData(Dimension.Reason, Dimension.Reason, Dimension.Reason)]
    [InlineData(Dimension.Month, Dimension.Month, Dimension.Month)]
    [InlineData(Dimension.Payer, Dimension.Category, Dimension.Category)]
    [InlineData(Dimension.Reason, null, Dimension.Provider)]
    public async Task Pivot_ADimensionTwiceOrTooWide_IsMadeSound(Dimension rows, Dimension? then, Dimension? columns)
    {
        var world = await World.Open();
        var ask = (await world.Pivots().Of(world.Manager, new PivotAsk(rows, then, columns))).Value.Ask;
        new Dimension?[] { ask.Rows, ask.Then, ask.Columns }.OfType<Dimension>().Should().OnlyHaveUniqueItems();
        if (ask.Columns is { } across) PivotAsk.CanBeColumn(across).Should().BeTrue();
    }

    [Fact]
    public async Task Aging_EachBand_IsWhatTheGridFinds()
    {
        var world = await World.Open();
        foreach (var age in new[] { 0, 30, 31, 60, 61, 90, 91, 120, 121, 180, 181, 400 }) await world.GivenDenial(new Money(1_000 + age), age: age);
        await world.GivenIn(DenialStatus.PendingWriteOff);
        await world.GivenIn(DenialStatus.AppealPending);
        await world.GivenIn(DenialStatus.WrittenOff);
        var bands = (await world.Work().Aging(world.Manager)).Value;
        bands.Sum(b => b.Count).Should().Be(14);
        foreach (var band in bands)
            (await world.Grid.Total(world.Manager, new GridAsk(Text: band.Drill.ToString()), GridSelection.All)).Value.Should().Be(new GridTotal(band.Count, band.Balance.Cents), band.Drill.ToString());
        bands[0].Should().BeEquivalentTo(new { InAppeal = 1, InApproval = 1 });
    }

    [Fact]
    public async Task Decisions_OfAPeriod_HaveTheirTimes()
    {
        var world = await World.Open();
        foreach (var hours in new[] { 1, 2, 30 })
        {
            var (_, ask) = await world.GivenWaiting(new Money(10_000));
            world.Clock.Advance(TimeSpan.FromHours(hours));
            _ = hours == 2 ? (await world.Approvals().Reject(world.Supervisor, ask, "Appeal first")).Value : (await world.Approvals().Approve(world.Supervisor, ask)).Value;
        }

        var decisions = (await world.Work().Decisions(world.Manager, "month")).Value;
        decisions.Should().Be(new Turnaround(2, new Money(20_000), 1, 0, 0, TimeSpan.FromHours(2), TimeSpan.FromHours(30), TimeSpan.FromHours(30)));
        (await world.Work().Decisions(world.Manager, "last-month")).Value.Median.Should().BeNull();
    }

    [Fact]
    public async Task Alerts_OfAPeriod_FindWhatDeservesASecondLook()
    {
        var world = await World.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 100_000 });
        var under = await Post(world, 95_000);
        await Post(world, 40_000);
        var young = await Post(world, 10_000, age: 1);
        for (var n = 0; n < 9; n++) await Post(world, 100, reason: "small-balance", note: "Too small to work");
        var bare = await Post(world, 101, reason: "small-balance", note: null);
        _ = (await world.WriteOffs.Submit(world.Supervisor, World.Whole(await world.GivenDenial(new Money(500))))).Value;

        var alerts = (await world.Alerts().Of(world.Manager, "month")).Value.ToDictionary(a => a.Kind);
        alerts[AlertKind.JustUnderTheGate].Largest.Select(r => r.DenialId).Should().Equal(under);
        alerts[AlertKind.WithinADay].Should().BeEquivalentTo(new { Count = 1, Amount = new Money(10_000) });
        alerts[AlertKind.WithinADay].Largest.Select(r => r.DenialId).Should().Equal(young);
        alerts[AlertKind.NoNoteWhereUsual].Largest.Select(r => r.DenialId).Should().Equal(bare);
        alerts[AlertKind.OnePersonsShare].Largest.Should().ContainSingle().Which.Who.Should().Be("Clerk");
    }

    private static async Task<long> Post(World world, long cents, int age = 30, string reason = "other", string? note = "Payer out of business")
    {
        var denial = await world.GivenDenial(new Money(cents), age: age);
        _ = (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial, reason, note))).Value;
        return denial.Id;
    }

    [Fact]
    public async Task Start_PilesAndBands_AreThePersonsOwn()
    {
        var world = await World.Open();
        var mine = await world.GivenDenial(new Money(7_000));
        _ = (await world.Denials.Assign(world.Supervisor, await world.Now(mine), world.Clerk.UserId)).Value;
        await world.GivenDenial(new Money(900));
        await world.GivenWaiting(new Money(5_000));
        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.GivenWaiting(new Money(100), asks: world.Supervisor);

        var work = (await world.StartViews().Mine(world.Clerk)).Value;
        work.Assigned.Should().Be(new WorkPile(1, new Money(7_000)));
        work.Waiting.Should().Be(new WorkPile(1, new Money(5_000)));
        work.Unassigned.Should().Be(new WorkPile(1, new Money(900)));
        var waiting = (await world.StartViews().Waiting(world.Manager)).Value;
        waiting.Should().BeEquivalentTo(new { Count = 2, Amount = new Money(5_100), OldestDays = 3 });
        waiting.Bands.Select(b => b.Count).Should().Equal(0, 1, 0, 1);
        (await world.StartViews().Mine(world.Administrator)).Refusal!.Code.Should().Be("ScopeMissing");
    }
}
