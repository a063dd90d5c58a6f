using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Web.Components.Layout;

namespace WriteOff.Tests.Web.Layout;

public sealed class LiveComponentTests : BunitContext
{
    [Fact]
    public void Later_WhatItThrows_ReachesTheErrorBoundary()
    {
        var shown = Render<ErrorBoundary>(p => p.Add(b => b.ChildContent, Content()).Add(b => b.ErrorContent, broken => builder => builder.AddContent(0, broken.Message)));
        var heard = shown.FindComponent<Hearing>().Instance;

        heard.Hear(() => throw new InvalidOperationException("the reading broke"));

        shown.WaitForAssertion(() => shown.Markup.Should().Contain("the reading broke"));
    }

    [Fact]
    public void Later_OnceGone_DoesNothing()
    {
        var heard = Render<Hearing>().Instance;
        heard.Dispose();
        var done = false;
        heard.Hear(() => done = true);
        done.Should().BeFalse();
    }

    [Fact]
    public async Task Listen_GoneDuringItsFirstReading_StaysUnsubscribed()
    {
        var (source, reading) = (new Source(), new TaskCompletionSource());
        var page = Render<Hearing>(p => p.Add(h => h.From, source).Add(h => h.FirstReading, reading.Task)).Instance;
        page.Dispose();
        reading.SetResult();
        await page.Begun;
        source.Listeners.Should().Be(0);
        page.Owned.IsDisposed.Should().BeTrue("what comes too late is ended at once");
    }

    [Fact]
    public async Task Dispose_EndsSubscriptionsAndWhatIsOwned()
    {
        var source = new Source();
        var page = Render<Hearing>(p => p.Add(h => h.From, source)).Instance;
        await page.Begun;
        source.Listeners.Should().Be(1);
        page.Dispose();
        page.Dispose();
        source.Listeners.Should().Be(0);
        page.Owned.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task NewestReading_OverlappingStarts_LeaveExactlyOneToken()
    {
        using var newest = new NewestReading();
        var first = await newest.Start();
        // The first one's cancellation starts two more: they overlap with the start that cancels it.
        List<Task<CancellationToken>> inside = [];
        first.Register(() => inside.AddRange([newest.Start(), newest.Start()]));
        var second = await newest.Start();
        CancellationToken[] tokens = [second, .. await Task.WhenAll(inside)];
        inside.Should().HaveCount(2);
        tokens.Where(t => !t.IsCancellationRequested).Should().ContainSingle();
        tokens.Distinct().Should().HaveCount(3);
        (await newest.Start()).IsCancellationRequested.Should().BeFalse();
        tokens.Should().OnlyContain(t => t.IsCancellationRequested);
    }

    [Fact]
    public async Task NewestReading_OnceGone_StartsNothing()
    {
        var newest = new NewestReading();
        var reading = await newest.Start();
        newest.Dispose();
        reading.IsCancellationRequested.Should().BeTrue();
        (await newest.Start()).IsCancellationRequested.Should().BeTrue();
    }

    private static RenderFragment Content() => builder =>
    {
        builder.OpenComponent<Hearing>(0);
        builder.CloseComponent();
    };

    private sealed class Source
    {
        public event Action? Changed;

        public int Listeners => Changed?.GetInvocationList().Length ?? 0;
    }

    private sealed class Owned : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Hearing : LiveComponent
    {
        private readonly TaskCompletionSource _begun = new();

        [Parameter] public Source From { get; set; } = new();

        [Parameter] public Task FirstReading { get; set; } = Task.CompletedTask;

        public Owned Owned { get; } = new();

        public Task Begun => _begun.Task;

        public void Hear(Action act) => Later(act);

        protected override async Task OnInitializedAsync()
        {
            await FirstReading;
            Listen(() => From.Changed += StateHasChanged, () => From.Changed -= StateHasChanged);
            Own(Owned);
            _begun.SetResult();
        }
    }
}
