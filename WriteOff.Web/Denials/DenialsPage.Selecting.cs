using System.Data.Common;
using Microsoft.AspNetCore.WebUtilities;
using MudBlazor;
using WriteOff.Domain.Denials;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>What the page does when rows are selected.</summary>
public sealed partial class DenialsPage
{
    private void TickPage() => _rows.TickPage();

    /// <summary>What became of the last selection goes with the next one.</summary>
    private void CloseOutcome()
    {
        if (_outcome is null) return;
        _outcome = null;
        StateHasChanged();
    }

    private void SayFull() => toasts.Add($"At most {Number(GridSelection.MostIds)} rows can be ticked by hand. Select all matching instead.", Severity.Info);

    /// <summary>All that match: the exact count and sum are asked now, and only now.</summary>
    private async Task SelectAll()
    {
        try
        {
            var total = await grid.Total(_actor!, _shown, GridSelection.All);
            if (total.IsDone) _rows.SelectAll(total.Value);
        }
        catch (DbException broken)
        {
            log.LogError(broken, "The total could not be read");
            _failed = "The denials can't be counted just now.";
        }
    }

    /// <summary>Rows may have changed: the bar goes on telling the truth, as far as that is quick to find out. A preview counts anew in any case.</summary>
    private async Task Recheck(CancellationToken cancellationToken)
    {
        var selection = _rows.Selection;
        if (selection.Ids.Count is > 0 and <= DenialBulk.MostRows)
        {
            var matching = await grid.Selected(_actor!, _shown, new GridSelection(false, selection.Ids), DenialBulk.MostRows, cancellationToken);
            if (matching.IsDone && _rows.Selection == selection) _rows.Keep(matching.Value.Select(d => d.DenialId).ToHashSet());
        }

        if (!selection.IsAll || _count > GridAsk.CountCap) return;
        var total = await grid.Total(_actor!, _shown, GridSelection.All, cancellationToken);
        if (total.IsDone) _rows.Recount(total.Value);
    }

    /// <summary>Back from a mass write-off that wasn't started: what was selected is selected again.</summary>
    private async Task TakeUpSelection(string query)
    {
        if (!QueryHelpers.ParseQuery(query).TryGetValue(Urls.Draft, out var key) || await drafts.Find(_actor!, key) is not { } draft) return;
        if (draft.Grid.Status != _shown.Status || !string.Equals(draft.Grid.Text, _shown.Text, StringComparison.Ordinal)) return;
        _rows.Take(draft.Selection, draft.Total, draft.Balances);
    }
}
