using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Web.Components.Controls;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>Tabs of the grid: everyone's views, the own and the shared ones.</summary>
public sealed partial class ViewTabs(SavedViews views, DenialGrid grid, PrivateFilters kept, CurrentActor current, IDialogService dialogs, ISnackbar toasts, ChangeFeed feed, TimeProvider clock) : LiveComponent
{
    private static readonly TimeSpan CountsLast = TimeSpan.FromSeconds(30);
    private readonly Dictionary<GridView, int> _counts = [];
    private IReadOnlyList<GridView> _views = SavedViews.BuiltIn;
    private Actor? _actor;
    private ITimer? _later;

    /// <summary>The text that holds, patients and all.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>The grid as it is: tabs keep its order.</summary>
    [Parameter, EditorRequired] public GridAsk Ask { get; set; } = new();

    /// <summary>A view was kept or removed.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // After the rows: counts are for later.
        if (!firstRender) return;
        _actor = await current.Get();
        Listen(() => feed.Changed += Follow, () => feed.Changed -= Follow);
        await Load();
    }

    protected override void Dispose(bool disposing)
    {
        _later?.Dispose();
        base.Dispose(disposing);
    }

    private void Follow(TenantChange change)
    {
        if (change.TenantId != _actor?.TenantId || _later is not null) return;
        _later = clock.CreateTimer(_ => Later(async () =>
        {
            _later?.Dispose();
            _later = null;
            await Load();
        }), null, CountsLast, Timeout.InfiniteTimeSpan);
    }

    private async Task Load()
    {
        try
        {
            _views = await views.For(_actor!, Gone);
            StateHasChanged();
            foreach (var view in _views)
            {
                var count = await grid.Count(_actor!, new GridAsk(Text: view.Text), Gone);
                if (count.IsDone) _counts[view] = count.Value;
            }

            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        catch (DbException)
        {
            // The grid says so; the tabs do without counts.
        }
    }

    private bool IsHere(GridView view) => Ask.Status is null && string.Equals(Canonical(view.Text), Canonical(Text), StringComparison.Ordinal);

    private static string Canonical(string text) => FilterLanguage.Read(text).Filter?.ToString() ?? text;

    private string Href(GridView view) => Urls.DenialsIn(Ask with { Status = null, Page = null, Text = _actor is null ? view.Text : kept.ForAddress(_actor, view.Text) });

    private string CountOf(GridView view) => !_counts.TryGetValue(view, out var count) ? ""
        : count > GridAsk.CountCap ? string.Create(CultureInfo.InvariantCulture, $"{GridAsk.CountCap:N0}+") : count.ToString("N0", CultureInfo.InvariantCulture);

    private async Task Keep()
    {
        var parameters = new DialogParameters<SaveViewDialog> { { d => d.Text, Text }, { d => d.Submit, async (name, shared) => (await views.Keep(_actor!, name, Text, shared)).Refusal } };
        var shown = await dialogs.ShowAsync<SaveViewDialog>("", parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await shown.Result is not { Canceled: false }) return;
        toasts.Add("View saved.", Severity.Success);
        await Load();
    }

    private async Task Remove(GridView view)
    {
        var removed = await views.Remove(_actor!, view.Id!.Value);
        toasts.Add(removed.IsDone ? $"The view {view.Name} is removed." : removed.Refusal.ToString(), removed.IsDone ? Severity.Success : Severity.Error);
        await Load();
        await OnChanged.InvokeAsync();
    }
}
