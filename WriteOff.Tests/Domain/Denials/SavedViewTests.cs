using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class SavedViewTests
{
    [Fact]
    public void BuiltIn_Texts_AreReadable() => SavedViews.BuiltIn.Should().OnlyContain(v => FilterLanguage.Read(v.Text).Error == null);

    [Fact]
    public async Task Keep_OwnAndShared_EachSeesTheirs()
    {
        var world = await World.Open();
        (await world.Views.Keep(world.Clerk, " Filed too late ", "carc=29", isShared: false)).IsDone.Should().BeTrue();
        (await world.Views.Keep(world.Supervisor, "Big ones", "balance > 5000", isShared: true)).IsDone.Should().BeTrue();

        Kept(await world.Views.For(world.Clerk)).Should().Equal(("Big ones", false), ("Filed too late", true));
        Kept(await world.Views.For(world.Supervisor)).Should().Equal([("Big ones", true)]);
        (await world.Views.For(world.Clerk))[^1].Text.Should().Be("carc = 29");
        (await world.Trail()).Should().Contain(a => a.Act == AuditAct.ViewKept && a.Detail == "Filed too late: carc = 29");
    }

    [Fact]
    public async Task Keep_SameNameAgain_ReplacesIt()
    {
        var world = await World.Open();
        var first = (await world.Views.Keep(world.Clerk, "Mine too", "carc = 29", false)).Value;
        (await world.Views.Keep(world.Clerk, "Mine too", "carc = 16", true)).Value.Should().Be(first);
        (await world.Views.For(world.Clerk))[^1].Text.Should().Be("carc = 16");
    }

    [Theory]
    [InlineData("", "flagged", "NameMissing")]
    [InlineData("  \u3164 ", "flagged", "NameMissing")]
    [InlineData("12345678901234567890123456789012345678901", "flagged", "NameTooLong")]
    [InlineData("a\nb", "flagged", "NameTooLong")]
    [InlineData("mine", "flagged", "NameTaken")]
    [InlineData("Fine", "flagd", "FilterUnreadable")]
    public async Task Keep_BadNameOrText_IsRefused(string name, string text, string code)
    {
        var world = await World.Open();
        (await world.Views.Keep(world.Clerk, name, text, false)).Refusal!.Code.Should().Be(code);
        Kept(await world.Views.For(world.Clerk)).Should().BeEmpty();
    }

    [Fact]
    public async Task Remove_SomeoneElses_IsRefused()
    {
        var world = await World.Open();
        var id = (await world.Views.Keep(world.Clerk, "Shared", "flagged", true)).Value;
        (await world.Views.Remove(world.Supervisor, id)).Refusal!.Code.Should().Be("NotFound");
        (await world.Views.Remove(world.Clerk, id)).IsDone.Should().BeTrue();
        Kept(await world.Views.For(world.Clerk)).Should().BeEmpty();
    }

    [Fact]
    public async Task Keep_MoreThanTheMost_IsRefused()
    {
        var world = await World.Open();
        for (var n = 0; n < SavedViews.MostOwn; n++) (await world.Views.Keep(world.Clerk, $"View {n}", "flagged", false)).IsDone.Should().BeTrue();
        (await world.Views.Keep(world.Clerk, "One more", "flagged", false)).Refusal!.Code.Should().Be("TooManyViews");
        (await world.Views.Keep(world.Administrator, "Blind", "flagged", false)).Refusal!.Code.Should().Be("ScopeMissing");
    }

    private static IEnumerable<(string, bool)> Kept(IReadOnlyList<GridView> views) => views.Where(v => v.Id is not null).Select(v => (v.Name, v.IsMine));
}
