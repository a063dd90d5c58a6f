using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class GridTests
{
    [Fact]
    public async Task Place_InAList_WalksItBothWays()
    {
        var workbench = await TestWorkbench.Open();
        List<Denial> made = [];
        foreach (var age in new[] { 50, 40, 40, 30, 10 }) made.Add(await workbench.GivenDenial(age: age));
        await workbench.GivenDenial(age: 5);
        var list = new GridAsk(Text: "age >= 10");

        for (var n = 0; n < made.Count; n++)
        {
            var place = (await workbench.Grid.Place(workbench.Clerk, list, made[n].Id)).Value;
            place.Should().Be(new GridPlace(n == 0 ? null : made[n - 1].Id, n == made.Count - 1 ? null : made[n + 1].Id, n + 1, 5));
        }

        var back = (await workbench.Grid.Place(workbench.Clerk, list with { IsDescending = false, Sort = GridSort.Age }, made[0].Id)).Value;
        back.Should().Be(new GridPlace(made[1].Id, null, 5, 5));
    }

    [Theory]
    [InlineData(GridSort.Age, true, "")]
    [InlineData(GridSort.Balance, false, "")]
    [InlineData(GridSort.Balance, true, "balance between 1 and 900 AND age >= 0")]
    public async Task Page_LongTies_EachRowOnceBothWays(GridSort sort, bool descending, string text)
    {
        var workbench = await TestWorkbench.Open();
        foreach (var (charge, age, times) in new[] { (90_000, 9, 1), (50_000, 20, 160), (40_000, 20, 30), (50_000, 10, 60), (30_000, 5, 2) })
            for (var n = 0; n < times; n++) await workbench.GivenDenial(new Money(charge), age: age);
        var list = new GridAsk(Sort: sort, IsDescending: descending, Text: text);
        var denials = await workbench.Read(db => db.Set<Denial>().ToListAsync());
        var ordered = (sort == GridSort.Age ? denials.OrderBy(d => d.DeniedOn) : descending ? denials.OrderBy(d => -d.BalanceCents) : denials.OrderBy(d => d.BalanceCents))
            .ThenBy(d => sort == GridSort.Age || !descending ? d.Id : -d.Id).Select(d => d.Id).ToList();

        List<GridPage> pages = [(await workbench.Grid.Page(workbench.Clerk, list)).Value];
        while (pages[^1].Next is { } next) pages.Add((await workbench.Grid.Page(workbench.Clerk, list with { Page = GridCursor.Read(next.ToString()) })).Value);
        List<GridPage> back = [pages[^1]];
        while (back[^1].Previous is { } previous) back.Add((await workbench.Grid.Page(workbench.Clerk, list with { Page = previous })).Value);

        pages.SelectMany(p => p.Rows).Select(r => r.Id).Should().Equal(ordered);
        back.AsEnumerable().Reverse().SelectMany(p => p.Rows).Select(r => r.Id).Should().Equal(ordered);
        pages.Should().Contain(p => p.Next != null && p.Next.Value.TiedPages == 2);
        back.Should().Contain(p => p.Previous != null && p.Previous.Value.TiedPages == 1);
        List<GridPage> longTies = [pages[0]];
        while (longTies[^1].Next is { } next) longTies.Add((await workbench.Grid.Page(workbench.Clerk, list with { Page = next with { TiedPages = GridCursor.LongTie } })).Value);
        longTies.SelectMany(p => p.Rows).Select(r => r.Id).Should().Equal(ordered, "asked for alone, ties come the same");
        (await workbench.Grid.Stream(workbench.Clerk, list).ToListAsync()).Select(r => r.Id).Should().Equal(ordered);
        foreach (var n in new[] { 0, 1, 99, 161, 190, 251, 252 })
            (await workbench.Grid.Place(workbench.Clerk, list, ordered[n])).Value.Should().Be(new GridPlace(n == 0 ? null : ordered[n - 1], n == 252 ? null : ordered[n + 1], n + 1, 253));
    }

    [Fact]
    public async Task Page_BackToWhereRowsWent_IsTheFirst()
    {
        var workbench = await TestWorkbench.Open();
        var denials = new List<Denial>();
        for (var n = 0; n < 60; n++) denials.Add(await workbench.GivenDenial(new Money(500), age: 100 - n));
        var list = new GridAsk(Text: "status = OPEN");
        var second = (await workbench.Grid.Page(workbench.Clerk, list with { Page = (await workbench.Grid.Page(workbench.Clerk, list)).Value.Next })).Value;
        foreach (var denial in denials.Take(50)) await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));

        var back = (await workbench.Grid.Page(workbench.Clerk, list with { Page = second.Previous })).Value;

        back.Rows.Select(r => r.Id).Should().Equal(denials.Skip(50).Select(d => d.Id));
        (back.Previous, back.Next).Should().Be((null, null));
    }

    [Fact]
    public async Task Place_OfAnotherTenant_IsNotHere()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var denial = await neighbour.GivenDenial();

        (await workbench.Grid.Place(workbench.Clerk, new GridAsk(), denial.Id)).Refusal!.Code.Should().Be("NotFound");
        (await workbench.Grid.Page(workbench.Clerk, new GridAsk())).Value.Rows.Should().BeEmpty();
        (await workbench.Grid.Count(workbench.Clerk, new GridAsk())).Value.Should().Be(0);
        (await workbench.Grid.Total(workbench.Clerk, new GridAsk(), new GridSelection(false, new HashSet<long> { denial.Id }))).Value.Should().Be(default(GridTotal));
        (await workbench.Grid.Search(workbench.Clerk, "RC", 5)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_Question_WithoutTheScope_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        Refusal?[] answers =
        [
            (await workbench.Grid.Page(workbench.Administrator, new GridAsk())).Refusal, (await workbench.Grid.Count(workbench.Administrator, new GridAsk())).Refusal,
            (await workbench.Grid.Place(workbench.Administrator, new GridAsk(), denial.Id)).Refusal, (await workbench.Grid.Search(workbench.Administrator, "RC", 5)).Refusal,
            (await workbench.Grid.Total(workbench.Administrator, new GridAsk(), GridSelection.All)).Refusal, (await workbench.Grid.Selected(workbench.Administrator, new GridAsk(), GridSelection.All, 5)).Refusal,
            (await workbench.Bulk.RecordExport(workbench.Administrator, new GridAsk(), "CSV")).Refusal,
        ];
        answers.Should().OnlyContain(r => r!.Code == "ScopeMissing");
    }

    [Fact]
    public async Task Page_TextThatCantBeRead_IsRefusedWithItsPlace()
    {
        var workbench = await TestWorkbench.Open();
        var refusal = (await workbench.Grid.Page(workbench.Clerk, new GridAsk(Text: "balance < ten"))).Refusal!;
        refusal.Code.Should().Be("FilterUnreadable");
        refusal.Step.Should().Contain("Position 11");
    }

    [Fact]
    public async Task Search_Beginning_FindsClaimsAndPatientsWithoutCase()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var claim = await workbench.ClaimOf(denial);

        (await workbench.Grid.Search(workbench.Clerk, claim.ClaimNumber.ToLowerInvariant()[..6], 5)).Value.Should().ContainSingle().Which.Should().Match<ClaimHit>(h => h.DenialId == denial.Id && h.DenialCount == 1);
        (await workbench.Grid.Search(workbench.Clerk, "alpha", 5)).Value.Should().ContainSingle();
        (await workbench.Grid.Search(workbench.Clerk, "lpha", 5)).Value.Should().BeEmpty();
        foreach (var hostile in new[] { "", "   ", "%", "_", "*", "[a]", "\uFFFD", "' OR 1=1 --", new string('x', 5_000) })
            (await workbench.Grid.Search(workbench.Clerk, hostile, 5)).Value.Should().BeEmpty(hostile);
    }

    [Fact]
    public async Task Bulk_MixedRows_OneOutcomeEach()
    {
        var workbench = await TestWorkbench.Open();
        var open = await workbench.GivenDenial();
        var written = await workbench.GivenIn(DenialStatus.WrittenOff);
        var everything = new GridSelection(false, new HashSet<long> { open.Id, written.Id });

        var outcomes = (await workbench.Bulk.Assign(workbench.Clerk, new GridAsk(), everything, workbench.Supervisor.UserId)).Value;

        outcomes.Should().HaveCount(2);
        outcomes.Single(o => o.DenialId == open.Id).Refusal.Should().BeNull();
        outcomes.Single(o => o.DenialId == written.Id).Refusal!.Code.Should().Be("ProtectedState");
        (await workbench.Reload(open)).AssigneeId.Should().Be(workbench.Supervisor.UserId);
        (await workbench.Bulk.StartWork(workbench.Manager, new GridAsk(), everything)).Value.Should().OnlyContain(o => o.Refusal!.Code == "ScopeMissing");
        DenialBulk.Refuse(DenialBulk.MostRows + 1)!.Code.Should().Be("TooManyRows");
    }

    [Fact]
    public async Task Bulk_RowsThatNoLongerMatch_AreLeftAlone()
    {
        var workbench = await TestWorkbench.Open();
        var small = await workbench.GivenDenial(new Money(500));
        await workbench.GivenDenial(new Money(90_000));
        var ask = new GridAsk(Text: "balance < 10");

        var outcomes = (await workbench.Bulk.StartWork(workbench.Clerk, ask, GridSelection.All)).Value;

        outcomes.Should().ContainSingle().Which.DenialId.Should().Be(small.Id);
    }

    [Fact]
    public async Task Counts_OverTheCap_StopAboveIt()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        (await workbench.Grid.Count(workbench.Clerk, new GridAsk())).Value.Should().Be(1);
        GridAsk.CountCap.Should().Be(1_000);
    }
}
