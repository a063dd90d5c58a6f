using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Denials;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class SelectionTests
{
    [Fact]
    public void With_AnyTicks_HasExactlyWhatAListWouldHave() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var isAll = random.Next(2) == 0;
            var selection = isAll ? GridSelection.All : GridSelection.None;
            var list = isAll ? Enumerable.Range(0, 30).Select(n => (long)n).ToHashSet() : [];
            for (var act = 0; act < 12; act++)
            {
                var rows = Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(30)).ToList();
                var selected = random.Next(2) == 0;
                selection = selection.With(rows, selected);
                if (selected) list.UnionWith(rows);
                else list.ExceptWith(rows);
            }

            Enumerable.Range(0, 30).Select(n => (long)n).Where(selection.Has).Should().BeEquivalentTo(list);
            (selection.IsAll ? 30 - selection.Ids.Count : selection.Ids.Count).Should().Be(list.Count);
        }).Try(300, many: 20_000);

    [Fact]
    public void With_TooMany_StaysAsItIs()
    {
        var full = GridSelection.None.With(Enumerable.Range(0, GridSelection.MostIds).Select(n => (long)n), true);
        full.With([-1], true).Should().BeSameAs(full);
        full.IsNone.Should().BeFalse();
        GridSelection.None.IsNone.Should().BeTrue();
    }
}
