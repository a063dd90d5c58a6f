using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Denials;

/// <summary>The filter line while its words are still being read.</summary>
public sealed class FilterLineTests
{
    [Fact]
    public async Task Typed_WordsComeAfterEnter_PopupStaysClosed()
    {
        await using var context = Open(await TestWorkbench.Open(), out var slow);
        List<string> applied = [];
        var line = context.Render<FilterLine>(p => p.Add(l => l.Text, "sta").Add(l => l.OnApply, applied.Add));

        var typed = line.InvokeAsync(() => line.Instance.Typed("sta", 3));
        await line.InvokeAsync(() => line.Instance.Enter("sta", 3));
        slow.Answer.SetResult();
        await typed;

        applied.Should().Equal("sta");
        line.Find("#filter").GetAttribute("aria-expanded").Should().Be("false");
    }

    [Fact]
    public async Task Typed_WordsComeAfterLeaving_PopupStaysClosed()
    {
        await using var context = Open(await TestWorkbench.Open(), out var slow);
        var line = context.Render<FilterLine>(p => p.Add(l => l.Text, ""));

        var typed = line.InvokeAsync(() => line.Instance.Typed("sta", 3));
        await line.InvokeAsync(() => line.Instance.Left("sta", 3));
        slow.Answer.SetResult();
        await typed;

        line.Find("#filter").GetAttribute("aria-expanded").Should().Be("false");
        await line.InvokeAsync(() => line.Instance.Typed("stat", 4));
        line.Find("#filter").GetAttribute("aria-expanded").Should().Be("true", "typing on opens it again");
    }

    private static PageContext Open(TestWorkbench workbench, out SlowSignIn slow)
    {
        var late = slow = new SlowSignIn();
        return new PageContext(workbench, workbench.Clerk, services => services.AddScoped(given =>
        {
            late.Inner = given.GetRequiredService<AuthenticationStateProvider>();
            return new CurrentActor(late, given.GetRequiredService<SessionRules>());
        }));
    }

    /// <summary>Says who is signed in only when it is told to: the words can't be read before.</summary>
    private sealed class SlowSignIn : AuthenticationStateProvider
    {
        public AuthenticationStateProvider? Inner { get; set; }

        public TaskCompletionSource Answer { get; } = new();

        public override async Task<AuthenticationState> GetAuthenticationStateAsync()
        {
            await Answer.Task;
            return await Inner!.GetAuthenticationStateAsync();
        }
    }
}
