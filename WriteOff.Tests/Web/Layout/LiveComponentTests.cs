using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Layout;

/// <summary>What reaches a page from outside it: failures are seen, older readings give way, a page that was left follows nothing.</summary>
public sealed class LiveComponentTests
{
    [Fact]
    public async Task Later_ActThatFails_ReachesTheErrorBoundary()
    {
        await using var context = new BunitContext();
        var boundary = context.Render<ErrorBoundary>(p => p.Add(b => b.ChildContent, child =>
            {
                child.OpenComponent<FailsLater>(0);
                child.CloseComponent();
            }).Add(b => b.ErrorContent, failure => content => content.AddContent(0, failure.Message)));

        boundary.FindComponent<FailsLater>().Instance.Hear();

        boundary.WaitForAssertion(() => boundary.Markup.Should().Contain("The access log is full"));
    }

    [Fact]
    public void Begin_Again_CancelsTheReadingBeforeAndNeverItself()
    {
        using var newest = new NewestReading();
        var first = newest.Begin();
        var second = newest.Begin();
        first.IsCancellationRequested.Should().BeTrue();
        second.IsCancellationRequested.Should().BeFalse();
        newest.Dispose();
        second.IsCancellationRequested.Should().BeTrue();
        newest.Begin().IsCancellationRequested.Should().BeTrue("the page is gone");
    }

    [Fact]
    public async Task Begin_ByManyAtOnce_LeavesOneReadingAndBreaksNone()
    {
        using var newest = new NewestReading();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(newest.Begin)));
        tokens.Count(t => !t.IsCancellationRequested).Should().Be(1);
    }

    [Fact]
    public async Task Page_LeftDuringItsFirstReading_FollowsNothing()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = context.Render<SlowPage>();

        page.Instance.Dispose();
        page.Instance.Begun.SetResult();
        await page.InvokeAsync(() => { });

        page.Instance.Followed.Should().Be(0);
    }

    [Fact]
    public void Tick_RefusedAtTheMost_SaysSoToTheRow()
    {
        var (said, rows) = (0, default(GridRows)!);
        rows = new GridRows(_ => Task.CompletedTask, () => { }, () => said++);
        rows.Show(new GridPage([Row(1)], null, null, new DateOnly(2026, 11, 24)));
        rows.Take(new GridSelection(false, Enumerable.Range(100, GridSelection.MostIds).Select(n => (long)n).ToHashSet()), default, new Dictionary<long, long>());

        rows.Tick(rows.Page!.Rows[0], isRange: false).Should().BeFalse("the browser has painted it, the row must paint it back");
        rows.TickPage().Should().BeFalse();
        said.Should().Be(2);
        rows.Selection.Has(1).Should().BeFalse();
    }

    private static GridRow Row(long id) => new(id, 1, "RC-1", "Alpha, Ann", "North Plan", "CO", "197", 100, 100, 0, new DateOnly(2026, 11, 1), new DateOnly(2027, 1, 1), DenialStatus.Open, false, null, null, 0);

    private sealed class FailsLater : LiveComponent
    {
        public void Hear() => Later(() => throw new InvalidOperationException("The access log is full"));

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "here");
    }

    private sealed class SlowPage : ReadingPage
    {
        public TaskCompletionSource Begun { get; } = new();

        public int Followed { get; private set; }

        protected override string Unread => "Not read.";

        protected override Task Begin() => Begun.Task;

        protected override ChangeSubscription Follow(Action then)
        {
            Followed++;
            return base.Follow(then);
        }

        protected override Task<Refusal?> Read() => Task.FromResult<Refusal?>(null);
    }
}
