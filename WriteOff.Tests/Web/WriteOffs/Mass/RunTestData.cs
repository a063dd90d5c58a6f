using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

/// <summary>Runs for pages to look at, moved by hand: no worker runs in these tests.</summary>
internal static class RunTestData
{
    public static async Task<int> GivenRun(this TestWorkbench workbench, Actor? who = null, GridAsk? grid = null, string reason = "other", string note = "Quarter clean-up")
    {
        var preview = (await workbench.MassPreviews.Preview(who ?? workbench.Clerk, new MassAsk(grid ?? new GridAsk(), GridSelection.All, reason, note))).Value;
        return (await workbench.Mass.Start(who ?? workbench.Clerk, preview)).Value;
    }

    public static Task RunToEnd(this TestWorkbench workbench, int number) => workbench.Runner.Run(new RunKey(workbench.TenantId, number));

    public static async Task Chunk(this TestWorkbench workbench, int number, int rows, Exception? broken = null, Actor? who = null) =>
        (await workbench.Runner.Chunk(who ?? workbench.Clerk, number, rows, new MassRunner.RunPacing(), broken, CancellationToken.None)).IsDone.Should().BeTrue();

    public static async Task<Denial> GivenAppealed(this TestWorkbench workbench) => await workbench.GivenIn(DenialStatus.AppealPending);

    public static async Task<IReadOnlyList<MassRun>> AllRuns(this TestWorkbench workbench) => [.. (await workbench.Runs.Page(workbench.Clerk)).Value.Runs.Select(r => r.Run)];

    /// <summary>A page at an address, for somebody with the scopes of a role.</summary>
    public static IRenderedComponent<TPage> At<TPage>(this PageContext context, string address, Action<ComponentParameterCollectionBuilder<TPage>>? with = null) where TPage : IComponent
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return with is null ? context.Render<TPage>() : context.Render(with);
    }

    public static void StandAs(this PageContext context, Role role) =>
        context.RenderTree.Add<CascadingValue<UserContext>>(p => p.Add(v => v.Value, new UserContext("T", role.ToString(), WriteOff.Domain.Access.Scopes.Of(role), TimeZoneInfo.Utc)));

    public static string Uri(this PageContext context) => context.Services.GetRequiredService<NavigationManager>().Uri;

    public static AngleSharp.Dom.IElement Button<T>(this IRenderedComponent<T> page, string words) where T : IComponent =>
        page.FindAll("button").First(b => b.TextContent.Trim().StartsWith(words, StringComparison.Ordinal));
}
