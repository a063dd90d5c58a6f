using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>A tick of one row.</summary>
/// <param name="IsRange">With Shift: everything from the last tick to here.</param>
public readonly record struct RowTick(long Id, bool IsRange);

/// <summary>Selection: the filter and its exceptions, never a list of all.</summary>
public sealed partial class DenialsPage
{
    private readonly Dictionary<long, long> _balances = [];
    private EventCallback<RowTick> _tick;
    private GridSelection _selection = GridSelection.None;
    private GridTotal _total;
    private long? _lastTicked;

    [CascadingParameter] private Standing? Standing { get; set; }

    private int SelectedCount => _selection.IsAll ? _total.Count - _selection.Ids.Count : _selection.Ids.Count;

    private Money SelectedSum
    {
        get
        {
            var named = _selection.Ids.Aggregate(0L, (sum, id) => checked(sum + _balances.GetValueOrDefault(id)));
            return new Money(_selection.IsAll ? checked(_total.BalanceCents - named) : named);
        }
    }

    private bool IsPageSelected => _page is { Rows.Count: > 0 } page && page.Rows.All(r => _selection.Has(r.Id));

    private bool IsPageMixed => !IsPageSelected && (_page?.Rows.Any(r => _selection.Has(r.Id)) ?? false);

    /// <summary>How many match; null when there is nothing more to select.</summary>
    private string? MatchingWords => _count is { } count && count > SelectedCount ? CountWords : null;

    private Refusal? BulkBlocked => Standing is { } standing && !standing.Has(Scope.DenialWrite) ? Grants.Missing(Scope.DenialWrite) : DenialBulk.Refuse(SelectedCount);

    /// <summary>A run takes as many as the tenant's policy allows, which the preview judges.</summary>
    private Refusal? MassBlocked => Standing is { } standing && !standing.Has(Scope.DenialWrite) ? Grants.Missing(Scope.DenialWrite) : SelectedCount == 0 ? RunRefusals.NothingSelected : null;

    private void Tick(RowTick tick)
    {
        var rows = _page!.Rows;
        var at = IndexOf(tick.Id);
        if (at < 0) return;
        var selected = !_selection.Has(tick.Id);
        var from = tick.IsRange && _lastTicked is { } last && IndexOf(last) is >= 0 and var start ? start : at;
        Select(rows.Skip(Math.Min(from, at)).Take(Math.Abs(from - at) + 1), selected);
        (_lastTicked, _cursor) = (tick.Id, at);
    }

    private void TickCursor()
    {
        if (CursorRow is { } row) Tick(new RowTick(row.Id, false));
    }

    private void TickPage()
    {
        if (_page is { Rows.Count: > 0 } page) Select(page.Rows, !IsPageSelected);
    }

    private void Select(IEnumerable<GridRow> rows, bool selected)
    {
        var chosen = rows.ToList();
        foreach (var row in chosen) _balances[row.Id] = row.BalanceCents;
        var next = _selection.With(chosen.Select(r => r.Id), selected);
        if (ReferenceEquals(next, _selection)) toasts.Add($"At most {Number(GridSelection.MostIds)} rows can be ticked by hand. Select all matching instead.", MudBlazor.Severity.Info);
        _selection = next;
        _outcome = null;
    }

    /// <summary>All that match: the exact count and sum are asked now, and only now.</summary>
    private async Task SelectAll()
    {
        try
        {
            var total = await grid.Total(_actor!, _shown, GridSelection.All);
            if (!total.IsDone) return;
            (_total, _selection) = (total.Value, GridSelection.All);
            _balances.Clear();
        }
        catch (DbException broken)
        {
            log.LogError(broken, "The total could not be read");
            _failed = "The denials can't be counted just now.";
        }
    }

    /// <summary>Back from a mass write-off that wasn't started: what was selected is selected again.</summary>
    private void TakeUpSelection(string query)
    {
        if (!QueryHelpers.ParseQuery(query).TryGetValue(Urls.Draft, out var key) || drafts.Find(_actor!, key) is not { } draft) return;
        if (draft.Grid.Status != _shown.Status || !string.Equals(draft.Grid.Text, _shown.Text, StringComparison.Ordinal)) return;
        (_selection, _total) = (draft.Selection, draft.Total);
        foreach (var (id, cents) in draft.Balances) _balances[id] = cents;
    }

    private void ClearSelection()
    {
        _selection = GridSelection.None;
        _balances.Clear();
        _lastTicked = null;
    }

    private int IndexOf(long id)
    {
        for (var n = 0; n < _page!.Rows.Count; n++)
            if (_page.Rows[n].Id == id) return n;
        return -1;
    }

    private bool _markedMixed;

    private async Task MarkPageBox()
    {
        if (_markedMixed == IsPageMixed) return;
        _markedMixed = IsPageMixed;
        await js.InvokeVoidAsync("writeoff.some", "select-page", _markedMixed);
    }
}
