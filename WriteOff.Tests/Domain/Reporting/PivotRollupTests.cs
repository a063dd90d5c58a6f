using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Reporting;

/// <summary>Pivots add up months by two dimensions, and come to what the ledger says.</summary>
public sealed class PivotRollupTests
{
    private static readonly string[] Periods = ["2026-01-01..2026-12-31", "2026-11-01..2026-11-30", "2026-10-28..2026-11-12", "2026-11-03..2026-11-09"];

    [Fact]
    public async Task Of_EveryTwoDimensionsViewAndPeriod_EqualsTheLedger()
    {
        var workbench = await LossStory.Open();
        await new LossStory(workbench, new Random(22)).Play(acts: 250, denials: 60);
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        var sums = 0L;
        foreach (var ask in Asks())
        {
            var table = (await workbench.Pivots().Of(workbench.Manager, ask)).Value;
            var names = await PivotNames.Read(db, table.Ask, table.Period, TestContext.Current.CancellationToken);
            var builder = new PivotBuilder(table.Ask, table.Period, table.Today, names.Key);
            await foreach (var fact in PivotFacts.Lines(db, ask.View, table.Period)) builder.Add(fact);
            Text(table).Should().Be(Text(builder.Done()), ask.ToString());
            sums += table.Total.ReopenedRows;
        }

        sums.Should().BePositive("reopens are in it");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Of_ProviderFilledInByALaterFile_CountsUnderIt()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened("A-1,,North Plan,200,200,10/12/2026,CO-197,11/02/2026,");
        await WriteOff(workbench, "A-1", 5_000);
        (await Providers(workbench)).Should().Equal((" ", 5_000));

        _ = (await workbench.Open(OpeningTexts.Read("Claim #,Patient,Payer,Charge,Balance,DOS,Denial Code,Denial Date,Assigned To,Provider\nA-1,,North Plan,200,200,10/12/2026,CO-197,11/02/2026,,Hill Clinic\n"u8.ToArray()).Value)).Value;

        (await Providers(workbench)).Should().Equal(("Hill Clinic", 5_000));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Of_ProviderFilledInByTheFirstRemittance_CountsUnderIt()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened("A-1,,North Plan,200,200,10/12/2026,CO-197,11/02/2026,");
        await WriteOff(workbench, "A-1", 5_000);
        var denial = (await workbench.Posted("A-1")).Denials[0];
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Wrong amount")).Value;

        (await workbench.Post(Claim("A-1", Line("99213", 200, "CO-45 60")))).PostedCount.Should().Be(1);

        (await Providers(workbench)).Should().Equal(("EXAMPLE CLINIC", 0));
        await Expect.Clean(workbench);
    }

    private static IEnumerable<PivotAsk> Asks()
    {
        foreach (var period in Periods)
            foreach (var view in Enum.GetValues<PivotView>())
                foreach (var rows in Enum.GetValues<Dimension>())
                    foreach (var then in Enum.GetValues<Dimension>().Where(d => d >= rows))
                        yield return new PivotAsk(rows, then == rows ? null : then, period == Periods[0] ? Dimension.Month : null, view, period);
    }

    private static async Task WriteOff(TestWorkbench workbench, string claim, long cents)
    {
        var denial = (await workbench.Posted(claim)).Denials[0];
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), [new WriteOffAskLine("other", new Money(cents))], "Looked at"))).Value;
    }

    private static async Task<List<(string Provider, long Net)>> Providers(TestWorkbench workbench) =>
        [.. (await workbench.Pivots().Of(workbench.Manager, new PivotAsk(Dimension.Provider, Columns: null))).Value.Rows.Select(r => (r.Key.Label + (r.Key.Label.Length == 0 ? " " : ""), r.Total.Net.Cents))];

    private static string Text(PivotTable table) => string.Join('\n', table.Rows.Select(r => $"{r.Key.Key}/{r.Then?.Key}: {r.Total} {string.Join(' ', r.Cells)}")
        .Append($"{table.Total} {string.Join(' ', table.Columns.Select(c => c.Key))} {string.Join(' ', table.ColumnTotals)}"));
}
