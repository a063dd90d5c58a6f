using Bunit;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Tests.Web.Controls;

public sealed class ControlTests : BunitContext
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly DateTimeOffset Instant = new(2026, 6, 9, 19, 2, 11, TimeSpan.Zero);

    [Theory]
    [InlineData(128450L, false, "$1,284.50")]
    [InlineData(0L, false, "$0.00")]
    [InlineData(0L, true, "$0.00")]
    [InlineData(-8620L, false, "\u2212$86.20")]
    [InlineData(8620L, true, "+$86.20")]
    [InlineData(null, false, "–")]
    public void Money_AsOnScreen_IsWritten(long? cents, bool undo, string expected) =>
        Render<MoneyText>(p => p.Add(m => m.Amount, cents is { } c ? new Money(c) : null).Add(m => m.Undo, undo)).Find("span").TextContent.Should().Be(expected);

    [Fact]
    public void Money_ThatMatters_IsStrong()
    {
        Render<MoneyText>(p => p.Add(m => m.Amount, Money.Zero).Add(m => m.Strong, true)).Find("span").ClassName.Should().Be("money strong");
        Render<MoneyText>(p => p.Add(m => m.Amount, Money.Zero).Add(m => m.Soft, true)).Find("span").ClassName.Should().Be("money soft");
    }

    [Theory]
    [InlineData(DenialStatus.Open, "open", "Open")]
    [InlineData(DenialStatus.InProgress, "progress", "In progress")]
    [InlineData(DenialStatus.AppealPending, "appeal", "Appeal pending")]
    [InlineData(DenialStatus.PendingWriteOff, "pending", "Pending write-off")]
    [InlineData(DenialStatus.WrittenOff, "written", "Written off")]
    [InlineData(DenialStatus.Resolved, "resolved", "Resolved")]
    public void Status_HasShapeAndWord(DenialStatus status, string css, string word)
    {
        var chip = Render<StatusChip>(p => p.Add(c => c.Status, status)).Find(".chip");
        chip.ClassList.Should().Contain(css);
        chip.TextContent.Should().Be(word);
        chip.QuerySelector("svg[aria-hidden=true]").Should().NotBeNull();
    }

    [Fact]
    public void Statuses_HaveDifferentShapes() =>
        Enum.GetValues<DenialStatus>().Select(s => StatusMark.Of(s).Icon).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Glyphs_All_AreDrawn() => Enum.GetValues<IconName>().Should().OnlyContain(g => IconPaths.Strokes(g).Length > 10);

    [Fact]
    public void Icon_WithLabel_IsAnImageWithThatName()
    {
        Render<Icon>(p => p.Add(i => i.Name, IconName.Flag)).Find("svg").GetAttribute("aria-hidden").Should().Be("true");
        var named = Render<Icon>(p => p.Add(i => i.Name, IconName.Flag).Add(i => i.Label, "Reversal found")).Find("svg");
        named.GetAttribute("role").Should().Be("img");
        named.GetAttribute("aria-label").Should().Be("Reversal found");
    }

    [Fact]
    public void Refusal_IsSaidAloudAtItsField()
    {
        var text = Render<RefusalText>(p => p.Add(r => r.Refusal, new Refusal("NoteRequired", "Not submitted: write a note.", "Say why.")).Add(r => r.Id, "wr")).Find("p");
        text.GetAttribute("role").Should().Be("alert");
        text.Id.Should().Be("wr");
        text.QuerySelector("b")!.TextContent.Should().Be("Not submitted: write a note.");
        text.TextContent.Should().EndWith(" Say why.");
        Render<RefusalText>(p => p.Add(r => r.Refusal, null)).Markup.Trim().Should().BeEmpty();
    }

    [Theory]
    [InlineData(NoticeKind.Info, "info")]
    [InlineData(NoticeKind.Warn, "warn")]
    [InlineData(NoticeKind.Stop, "stop")]
    [InlineData(NoticeKind.Ok, "ok")]
    public void Notice_Kind_DecidesItsLook(NoticeKind kind, string css)
    {
        var notice = Render<Notice>(p => p.Add(n => n.Kind, kind).Add(n => n.Role, "status").AddChildContent("<b>12 days left.</b>")).Find(".notice");
        notice.ClassList.Should().Contain(css);
        notice.GetAttribute("role").Should().Be("status");
        notice.QuerySelectorAll("svg").Should().ContainSingle();
    }

    [Fact]
    public void Code_ShowsItsWordsOnHover() =>
        Render<CodeChip>(p => p.Add(c => c.Code, "197").Add(c => c.Title, "No prior authorization")).MarkupMatches("""<span class="code" title="No prior authorization">197</span>""");

    [Fact]
    public void Empty_SaysOneSentenceAndTheAct()
    {
        var empty = Render<EmptyState>(p => p.Add(e => e.Sentence, "No denial matches.").Add(e => e.Act, (RenderFragment)(b => b.AddMarkupContent(0, "<button>Clear age</button>"))));
        empty.Find("[role=status]").TextContent.Should().Contain("No denial matches.");
        empty.Find("button").TextContent.Should().Be("Clear age");
    }

    [Theory]
    [InlineData("Dana Whitfield", "DW")]
    [InlineData("ruth anne okafor", "RO")]
    [InlineData("System", "S")]
    [InlineData(" ", "?")]
    public void Avatar_ShowsInitials(string name, string initials) =>
        Render<Avatar>(p => p.Add(a => a.Name, name)).Find(".av").TextContent.Should().Be(initials);

    [Fact]
    public void Time_InTheTenantsZone_ShowsTheExactInstantOnHover()
    {
        var time = Render<TimeText>(p => p.Add(t => t.At, Instant).AddCascadingValue(Chicago)).Find("time");
        time.TextContent.Should().Be("9 Jun 2026 14:02");
        time.GetAttribute("datetime").Should().Be("2026-06-09T19:02:11Z");
        time.GetAttribute("title").Should().BeOneOf("9 Jun 2026 14:02:11 CDT", "9 Jun 2026 14:02:11 UTC\u221205:00");
        Render<TimeText>(p => p.Add(t => t.At, Instant).Add(t => t.DayOnly, true)).Find("time").TextContent.Should().Be("9 Jun 2026");
    }

    [Fact]
    public void Act_Blocked_StaysInReachSaysWhyAndDoesNothing()
    {
        var done = 0;
        var act = Render<ActButton>(p => p
            .Add(a => a.Blocked, new Refusal("AppealRunning", "An appeal is running.", "Withdraw it first."))
            .Add(a => a.Unblock, (RenderFragment)(b => b.AddMarkupContent(0, "<button id=\"unblock\">Withdraw appeal…</button>")))
            .Add(a => a.OnClick, () => done++).Add(a => a.Icon, IconName.WriteOff).AddChildContent("Write off…"));
        var button = act.Find("button.btn");
        button.Click();
        done.Should().Be(0);
        button.GetAttribute("aria-disabled").Should().Be("true");
        button.HasAttribute("disabled").Should().BeFalse();
        act.Find($"#{button.GetAttribute("aria-describedby")}").TextContent.Should().Be("An appeal is running. Withdraw it first.");
        act.Find("#unblock").Should().NotBeNull();
    }

    [Fact]
    public async Task Act_ClickedTwiceWhileItRuns_DoesItOnce()
    {
        var done = 0;
        var gate = new TaskCompletionSource();
        var act = Render<ActButton>(p => p.Add(a => a.Kind, ActKind.Primary).AddChildContent("Submit").Add(a => a.OnClick, async () =>
        {
            done++;
            await gate.Task;
        }));
        var first = act.Find("button").ClickAsync();
        act.Find("button").GetAttribute("aria-disabled").Should().Be("true");
        await act.Find("button").ClickAsync();
        gate.SetResult();
        await first;
        done.Should().Be(1);
        act.Find("button").HasAttribute("aria-disabled").Should().BeFalse();
        act.Find("button").ClassName.Should().Be("btn primary");
    }
}
