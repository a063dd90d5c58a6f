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
        var workbench = await TestWorkbench.Open();
        (await workbench.Views.Keep(workbench.Clerk, " Filed too late ", "carc=29", isShared: false)).IsDone.Should().BeTrue();
        (await workbench.Views.Keep(workbench.Supervisor, "Big ones", "balance > 5000", isShared: true)).IsDone.Should().BeTrue();

        Kept(await workbench.Views.For(workbench.Clerk)).Should().Equal(("Big ones", false), ("Filed too late", true));
        Kept(await workbench.Views.For(workbench.Supervisor)).Should().Equal([("Big ones", true)]);
        (await workbench.Views.For(workbench.Clerk))[^1].Text.Should().Be("carc = 29");
        (await workbench.Trail()).Should().Contain(a => a.Act == AuditAct.ViewKept && a.Detail == "Filed too late: carc = 29");
    }

    [Fact]
    public async Task Keep_SameNameAgain_ReplacesIt()
    {
        var workbench = await TestWorkbench.Open();
        var first = (await workbench.Views.Keep(workbench.Clerk, "Mine too", "carc = 29", false)).Value;
        (await workbench.Views.Keep(workbench.Clerk, "Mine too", "carc = 16", true)).Value.Should().Be(first);
        (await workbench.Views.For(workbench.Clerk))[^1].Text.Should().Be("carc = 16");
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
        var workbench = await TestWorkbench.Open();
        (await workbench.Views.Keep(workbench.Clerk, name, text, false)).Refusal!.Code.Should().Be(code);
        Kept(await workbench.Views.For(workbench.Clerk)).Should().BeEmpty();
    }

    [Fact]
    public async Task Remove_SomeoneElses_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        var id = (await workbench.Views.Keep(workbench.Clerk, "Shared", "flagged", true)).Value;
        (await workbench.Views.Remove(workbench.Supervisor, id)).Refusal!.Code.Should().Be("NotFound");
        (await workbench.Views.Remove(workbench.Clerk, id)).IsDone.Should().BeTrue();
        Kept(await workbench.Views.For(workbench.Clerk)).Should().BeEmpty();
    }

    [Fact]
    public async Task Keep_MoreThanTheMost_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < SavedViews.MostOwn; n++) (await workbench.Views.Keep(workbench.Clerk, $"View {n}", "flagged", false)).IsDone.Should().BeTrue();
        (await workbench.Views.Keep(workbench.Clerk, "One more", "flagged", false)).Refusal!.Code.Should().Be("TooManyViews");
        (await workbench.Views.Keep(workbench.Administrator, "Blind", "flagged", false)).Refusal!.Code.Should().Be("ScopeMissing");
    }

    private static IEnumerable<(string, bool)> Kept(IReadOnlyList<GridView> views) => views.Where(v => v.Id is not null).Select(v => (v.Name, v.IsMine));
}
