using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Web.Components.Controls;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>The grid of denials. Its whole state is in its address; the newest address wins over slower answers to older ones.</summary>
public sealed partial class DenialsPage(DenialGrid grid, CurrentActor current, NavigationManager navigation, ChangeFeed feed, TimeProvider clock, ILogger<DenialsPage> log) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(150);
    private CancellationTokenSource _newest = new();
    private GridAsk _ask = new();
    private GridPage? _page;
    private IReadOnlyDictionary<DenialStatus, int>? _counts;
    private Actor? _actor;
    private bool _forbidden;
    private bool _isSlow;
    private int _cursor;
    private string? _failed;

    private const string Title = "Denials";

    private string SortWords => (_ask.Sort, _ask.IsDescending) switch
    {
        (GridSort.Age, true) => "oldest first",
        (GridSort.Age, false) => "newest first",
        (GridSort.Balance, true) => "largest balance first",
        (GridSort.Balance, false) => "smallest balance first",
    };

    private string EmptyWords => _ask.Status is { } status ? $"No denial is {status.Label().ToLowerInvariant()}." : "No denial has come in yet. Denials are made when a remittance is posted.";

    private string Showing => _page is null ? "" : $"{Number(_page.Rows.Count)} shown of {Count(_ask.Status)}";

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += Moved;
        feed.Changed += Follow;
        _actor = await current.Get();
        await Show();
    }

    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= Moved;
        feed.Changed -= Follow;
        await _newest.CancelAsync();
        _newest.Dispose();
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        var path = navigation.ToBaseRelativePath(e.Location).Split('?')[0];
        if (string.Equals(path, "denials", StringComparison.OrdinalIgnoreCase)) _ = InvokeAsync(Show);
    }

    /// <summary>Someone committed something in this tenant: the page is read again where it stands.</summary>
    private void Follow(TenantChange change)
    {
        if (_actor is not null && change.TenantId == _actor.TenantId && change.DenialIds.Count > 0) _ = InvokeAsync(Reload);
    }

    private Task Show()
    {
        _ask = GridAddress.Read(new Uri(navigation.Uri).Query);
        _cursor = 0;
        return Reload();
    }

    private async Task Reload()
    {
        if (_ask.Status == DenialStatus.PendingWriteOff)
        {
            StateHasChanged(); // The approval queue reads for itself.
            return;
        }

        await _newest.CancelAsync();
        _newest.Dispose();
        _newest = new CancellationTokenSource();
        var cancel = _newest.Token;
        using var slow = clock.CreateTimer(_ => _ = InvokeAsync(() => { _isSlow = !cancel.IsCancellationRequested; StateHasChanged(); }), null, SlowAfter, Timeout.InfiniteTimeSpan);
        try
        {
            var page = await grid.Page(_actor!, _ask, cancel);
            var counts = await grid.Counts(_actor!, cancel);
            if (cancel.IsCancellationRequested) return;
            (_forbidden, _failed) = (!page.IsDone, null);
            if (page.IsDone) _page = page.Value;
            if (counts.IsDone) _counts = counts.Value;
            _cursor = Math.Clamp(_cursor, 0, Math.Max(0, (_page?.Rows.Count ?? 0) - 1));
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
            if (!cancel.IsCancellationRequested) _isSlow = false;
        }

        StateHasChanged();
    }

    private void Move(KeyboardEventArgs key)
    {
        if (_page is not { Rows.Count: > 0 } page || key.CtrlKey || key.AltKey || key.MetaKey) return;
        switch (key.Key)
        {
            case "j" or "ArrowDown": _cursor = Math.Min(_cursor + 1, page.Rows.Count - 1); break;
            case "k" or "ArrowUp": _cursor = Math.Max(_cursor - 1, 0); break;
            case "Enter": navigation.NavigateTo(Urls.Denial(page.Rows[_cursor].Id, _ask)); break;
        }
    }

    private string Count(DenialStatus? status)
    {
        if (_counts is null) return "–";
        var count = status is { } one ? _counts[one] : _counts.Values.Sum();
        return count > GridAsk.CountCap ? $"{Number(GridAsk.CountCap)}+" : Number(count);
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private string? Go(GridCursor? page) => page is null ? null : Urls.DenialsIn(_ask with { Page = page });

    private string? SortOf(GridSort sort) => _ask.Sort != sort ? null : _ask.IsDescending ? "descending" : "ascending";

    /// <summary>A column's first click shows what people look for there: the oldest, the largest; the second turns it round.</summary>
    private string SortBy(GridSort sort) => Urls.DenialsIn(_ask with { Sort = sort, IsDescending = _ask.Sort != sort || !_ask.IsDescending, Page = null });

    private MarkupString? Arrow(GridSort sort) => _ask.Sort != sort ? null : Glyphs.Svg(_ask.IsDescending ? Glyph.Down : Glyph.Up);
}
