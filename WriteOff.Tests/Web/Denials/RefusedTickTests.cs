using WriteOff.Domain.Denials;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Denials;

/// <summary>A tick beyond the most that can be ticked by hand.</summary>
public sealed class RefusedTickTests
{
    [Fact]
    public void Tick_RefusedAtTheMost_TellsTheRowThatTheBrowserPaintedIt()
    {
        var said = 0;
        var rows = new GridRows(_ => Task.CompletedTask, () => { }, () => said++);
        rows.Show(new GridPage([Row(1)], null, null, new DateOnly(2026, 11, 24)));
        rows.Take(new GridSelection(false, Enumerable.Range(100, GridSelection.MostIds).Select(n => (long)n).ToHashSet()), default, new Dictionary<long, long>());

        rows.Tick(rows.Page!.Rows[0], isRange: false).Should().BeFalse();
        rows.TickPage().Should().BeFalse();

        said.Should().Be(2);
        rows.Selection.Has(1).Should().BeFalse();
    }

    [Fact]
    public void Tick_Taken_IsTrue()
    {
        var rows = new GridRows(_ => Task.CompletedTask, () => { }, () => { });
        rows.Show(new GridPage([Row(1)], null, null, new DateOnly(2026, 11, 24)));
        rows.Tick(rows.Page!.Rows[0], isRange: false).Should().BeTrue();
        rows.Selection.Has(1).Should().BeTrue();
    }

    private static GridRow Row(long id) => new(id, 1, "RC-1", "Alpha, Ann", "North Plan", "CO", "197", 100, 100, 0, new DateOnly(2026, 11, 1), new DateOnly(2027, 1, 1), DenialStatus.Open, false, null, null, 0);
}
