using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Components.Controls;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Web.Denials;

/// <summary>The grid of denials. Its whole state is in its address; the newest address wins over slower answers to older ones.</summary>
public sealed partial class DenialsPage(DenialGrid grid, DenialBulk bulk, DenialService service, DenialViews views, PrivateFilters kept, MassDrafts drafts, CurrentActor current, NavigationManager navigation, IDialogService dialogs,
    ISnackbar toasts, IJSRuntime js, ChangeFeed feed, TimeProvider clock, ILogger<DenialsPage> log) : LiveComponent
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(150);
    private readonly NewestReading _newest = new();
    private GridAsk _ask = new();
    private GridRows _rows = default!;
    private int? _count;
    private Actor? _actor;
    private bool _forbidden;
    private bool _isSlow;
    private string? _failed;
    private GridPreferences _look = GridPreferences.Plain;

    private const string Title = "Denials";

    private string SortWords => (_ask.Sort, _ask.IsDescending) switch
    {
        (GridSort.Age, true) => "oldest first",
        (GridSort.Age, false) => "newest first",
        (GridSort.Balance, true) => "largest balance first",
        (GridSort.Balance, false) => "smallest balance first",
    };

    private string Showing => _rows.Page is not { } page ? "" : $"{PageWords(page)}{Number(page.Rows.Count)} shown of {CountWords}";

    private string CountWords => _count is not { } count ? "–" : count > GridAsk.CountCap ? $"{Number(GridAsk.CountCap)}+" : Number(count);

    protected override async Task OnInitializedAsync()
    {
        _rows = new GridRows(Act, StateHasChanged, SayFull);
        Listen(() => _rows.Changed += CloseOutcome, () => _rows.Changed -= CloseOutcome);
        Listen(() => navigation.LocationChanged += Moved, () => navigation.LocationChanged -= Moved);
        Listen(() => feed.Changed += Follow, () => feed.Changed -= Follow);
        Own(_newest);
        _actor = await current.Get();
        await Show();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && GridPreferences.Read(await js.InvokeAsync<string>("writeoff.kept", GridPreferences.Cookie)) is var look && !look.ToString().Equals(_look.ToString(), StringComparison.Ordinal)) Restyle(look);
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        var path = navigation.ToBaseRelativePath(e.Location).Split('?')[0];
        if (string.Equals(path, "denials", StringComparison.OrdinalIgnoreCase)) Later(Show);
    }

    /// <summary>Someone committed something in this tenant: the page is read again where it stands.</summary>
    private void Follow(TenantChange change)
    {
        if (_actor is not null && change.TenantId == _actor.TenantId && change.DenialIds.Count > 0 && !_isActing) Later(() => Read(quietly: true));
    }

    /// <summary>Reads the page again after an act.</summary>
    internal Task Reload() => Read(quietly: false);

    /// <param name="quietly">Someone else's change: the rows don't dim under the reader's eyes.</param>
    private async Task Read(bool quietly)
    {
        // The answer of a dialog, or of an act that took its time, may come when its reader is elsewhere.
        if (Gone.IsCancellationRequested) return;
        if (_ask.Status == DenialStatus.PendingWriteOff)
        {
            StateHasChanged(); // The approval queue reads for itself.
            return;
        }

        var cancel = await _newest.Start();
        var reads = true;
        using var slow = clock.CreateTimer(_ => Later(() =>
        {
            // The timer may have gone off while the last rows came: its turn is after them then.
            if (!reads || cancel.IsCancellationRequested) return;
            _isSlow = true;
            StateHasChanged();
        }), null, quietly ? Timeout.InfiniteTimeSpan : SlowAfter, Timeout.InfiniteTimeSpan);
        try
        {
            var page = await grid.Page(_actor!, _shown, cancel);
            if (cancel.IsCancellationRequested) return;
            (_forbidden, _failed) = (page.Refusal is { Code: "ScopeMissing" }, null);
            if (page.IsDone) _rows.Show(page.Value);
            StateHasChanged();
            var count = await grid.Count(_actor!, _shown, cancel);
            if (cancel.IsCancellationRequested) return;
            if (count.IsDone) _count = count.Value;
            await Recheck(cancel);
        }
        catch (OperationCanceledException)
        {
            return; // A newer address is being read.
        }
        catch (DbException broken)
        {
            log.LogError(broken, "The grid could not be read");
            _failed = "The denials can't be read just now.";
        }
        finally
        {
            reads = false;
            if (!cancel.IsCancellationRequested) _isSlow = false;
        }

        StateHasChanged();
    }

    private void Restyle(GridPreferences look)
    {
        _look = look;
        StateHasChanged();
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Nothing where it isn't known: an address from elsewhere, or rows that came in before the first page.</summary>
    private string PageWords(GridPage page) => page.Previous is null ? page.Next is null ? "" : "Page 1 · " : _ask.PageNumber > 1 ? $"Page {Number(_ask.PageNumber)} · " : "";

    private string? Go(GridCursor? page) => page is not { } there ? null : Urls.DenialsIn(_ask with { Page = there, PageNumber = Math.Max(1, there.IsBackward ? _ask.PageNumber - 1 : _ask.PageNumber + 1) });

    private string? SortOf(GridSort sort) => _ask.Sort != sort ? null : _ask.IsDescending ? "descending" : "ascending";

    /// <summary>A column's first click shows what people look for there: the oldest, the largest; the second turns it round.</summary>
    private string SortBy(GridSort sort) => Urls.DenialsIn(_ask with { Sort = sort, IsDescending = _ask.Sort != sort || !_ask.IsDescending, Page = null });

    private MarkupString? Arrow(GridSort sort) => _ask.Sort != sort ? null : IconPaths.Svg(_ask.IsDescending ? IconName.Down : IconName.Up);
}
