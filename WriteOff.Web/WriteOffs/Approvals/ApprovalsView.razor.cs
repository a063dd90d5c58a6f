using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.WriteOffs.Approvals;

/// <summary>The approval queue. Rows that somebody else decides stay in their place and say so until the reader acts, so nothing slides under a finger.</summary>
public sealed partial class ApprovalsView(ApprovalQueue queue, ApprovalService service, CurrentActor current, NavigationManager navigation, ChangeFeed feed,
    IDialogService dialogs, ISnackbar toasts, IJSRuntime js, TimeProvider clock, ILogger<ApprovalsView> log) : LiveComponent
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(150);
    private readonly HashSet<long> _selected = [];
    private readonly NewestReading _newest = new();
    private List<QueueRow> _rows = [];
    private QueueAsk _ask = new();
    private QueuePage? _page;
    private QueueTally? _tally;
    private Actor? _actor;
    private bool _forbidden;
    private bool _isSlow;
    private string? _failed;
    private long _cursor;
    private QueueCounts? _counts;

    private QueueRow? Focused => _rows.Find(r => r.Id == _cursor);

    private IEnumerable<QueueRow> Decidable => _rows.Where(r => r.ApproveBlocked is null);

    private bool AllSelected => Decidable.Any() && Decidable.All(r => _selected.Contains(r.Id));

    private Money SelectedAmount => _rows.Where(r => _selected.Contains(r.Id)).Aggregate(Money.Zero, (sum, r) => sum + r.Case.Request.Amount);

    private static GridAsk Back => new(DenialStatus.PendingWriteOff);

    private string Heading => _tally is null || _page is null ? ""
        : string.Join(" · ", new[] { $"{Count(_tally.Waiting)} waiting", _tally.Amount?.ToString(), LimitWords }.Where(w => !string.IsNullOrEmpty(w)));

    private string? LimitWords => _page!.Setting.Limits.Of(_page.Setting.PersonId) is not { } me ? null : me.Limit is { } limit ? $"your limit {limit}" : null;

    private string Empty => _ask.View switch
    {
        QueueView.Waiting => _decided > 0 ? "Done: nothing waits any more. New requests show here by themselves." : "Nothing waits for approval. New requests show here by themselves.",
        QueueView.ToDecide => "Nothing waits that you may approve.",
        QueueView.OverMyLimit => "Nothing that waits is over your limit.",
        QueueView.Stale => "Every waiting request still fits its denial.",
        QueueView.AskedByMe => "None of your requests waits.",
        QueueView.DecidedThisWeek => "Nothing was decided this week.",
    };

    /// <summary>The views, as tabs, with how many rows each has.</summary>
    private IEnumerable<(QueueView View, string Label, int? Count)> Tabs =>
    [
        (QueueView.Waiting, "Waiting", _tally?.Waiting), (QueueView.ToDecide, "Mine to decide", _counts?.ToDecide), (QueueView.OverMyLimit, "Over my limit", _counts?.OverMyLimit),
        (QueueView.Stale, "Stale", _counts?.Stale), (QueueView.AskedByMe, "Asked by me", _tally?.AskedByMe), (QueueView.DecidedThisWeek, "Decided this week", _counts?.DecidedThisWeek),
    ];

    private string Showing => _page is null ? "" : $"{_rows.Count(r => _ask.View == QueueView.DecidedThisWeek || !ApprovalWords.IsGone(r))} of {Count(Tabs.Single(t => t.View == _ask.View).Count)}";

    protected override async Task OnInitializedAsync()
    {
        Listen(() => navigation.LocationChanged += Moved, () => navigation.LocationChanged -= Moved);
        Own(_newest);
        _actor = await current.Get();
        Own(new ChangeSubscription(feed, clock, _actor.TenantId, () => Later(Follow)));
        await Show();
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (GridAddress.Read(new Uri(e.Location).Query).Status == DenialStatus.PendingWriteOff) Later(Show);
    }

    private Task Show()
    {
        _ask = QueueAddress.Read(new Uri(navigation.Uri).Query);
        _selected.Clear();
        (_cursor, _decided) = (0, 0);
        return Reload();
    }

    /// <summary>Reads the page anew; decided rows leave, and the cursor stands on its row, or on the one that took its place.</summary>
    private Task Reload() => Read((page, _) =>
    {
        var at = Math.Max(0, _rows.FindIndex(r => r.Id == _cursor));
        _rows = [.. page.Rows];
        if (Focused is null) _cursor = _rows.Count == 0 ? 0 : _rows[Math.Min(at, _rows.Count - 1)].Id;
        return Task.CompletedTask;
    });

    /// <summary>Somebody committed something: rows change where they stand, decided ones stay and say who decided, new ones come below.</summary>
    private Task Follow() => _acting ? Task.CompletedTask : Read(async (page, cancel) =>
    {
        var fresh = page.Rows.ToDictionary(r => r.Id);
        var gone = await queue.Rows(_actor!, [.. _rows.Select(r => r.Id).Where(id => !fresh.ContainsKey(id))], cancel);
        foreach (var row in gone.IsDone ? gone.Value : []) fresh[row.Id] = row;
        var shown = _rows.Where(r => fresh.ContainsKey(r.Id)).Select(r => fresh[r.Id]).ToList();
        var known = shown.Select(r => r.Id).ToHashSet();
        _rows = [.. shown, .. page.Rows.Where(r => !known.Contains(r.Id))];
        if (Focused is null && _rows.Count > 0) _cursor = _rows[0].Id;
    });

    private async Task Read(Func<QueuePage, CancellationToken, Task> take)
    {
        // The answer of a dialog may come when its reader is elsewhere.
        if (Gone.IsCancellationRequested) return;
        var cancel = await _newest.Start();
        var reading = true;
        using var slow = clock.CreateTimer(_ => Later(() =>
        {
            // May come after the reading that it waited for.
            _isSlow = reading && !cancel.IsCancellationRequested;
            StateHasChanged();
        }), null, SlowAfter, Timeout.InfiniteTimeSpan);
        try
        {
            var (page, tally) = (await queue.Page(_actor!, _ask, cancel), await queue.Tally(_actor!, cancel));
            if (cancel.IsCancellationRequested) return;
            (_forbidden, _failed) = (!page.IsDone, null);
            _tally = tally.IsDone ? tally.Value : null;
            var counts = await queue.Counts(_actor!, cancel);
            if (cancel.IsCancellationRequested) return;
            _counts = counts.IsDone ? counts.Value : null;
            if (page.IsDone)
            {
                await take(page.Value, cancel);
                _page = page.Value;
                _selected.IntersectWith(Decidable.Select(r => r.Id));
            }
        }
        catch (OperationCanceledException)
        {
            return; // A newer reading is under way.
        }
        catch (DbException broken)
        {
            log.LogError(broken, "The approval queue could not be read");
            _failed = "The queue can't be read just now.";
        }
        finally
        {
            reading = false;
            if (!cancel.IsCancellationRequested) _isSlow = false;
        }

        StateHasChanged();
    }

    private static string Count(int? count) => count is not { } number ? "–" : number > QueueAsk.CountCap ? "1,000+" : number.ToString("N0", CultureInfo.InvariantCulture);

    private string? Go(GridCursor? page) => page is null ? null : Urls.ApprovalsIn(_ask with { Page = page });
}
