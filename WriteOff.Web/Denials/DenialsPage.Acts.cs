using Microsoft.AspNetCore.Components;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Components.Controls;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;
using WriteOff.Web.WriteOffs;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Web.Denials;

/// <summary>What a row's own buttons do.</summary>
public enum RowActKind
{
    WriteOff = 1,
    Assign,
}

/// <summary>An act on one row.</summary>
public readonly record struct RowAct(long Id, RowActKind Kind);

/// <summary>What became of a bulk act.</summary>
/// <param name="Refused">Why rows were not done, and how many for that reason.</param>
internal sealed record BulkOutcome(string Sentence, IReadOnlyList<(string Why, int Count)> Refused);

/// <summary>Acts from the grid: on one row, on the selection.</summary>
public sealed partial class DenialsPage
{
    private BulkOutcome? _outcome;

    [CascadingParameter] private UserContext? UserContext { get; set; }
    private bool _isActing;

    private Task Act(RowAct act) => act.Kind switch
    {
        RowActKind.WriteOff => WriteOffOne(act.Id),
        RowActKind.Assign => AssignOne(act.Id),
    };

    /// <summary>The denial's own dialog, over the grid; what it can't do it refuses there.</summary>
    private async Task WriteOffOne(long id)
    {
        var view = await views.Open(_actor!, id);
        if (!view.IsDone || WriteOffRules.Blocker(view.Value.Case.Facts, view.Value.Case.Setting) is not null)
        {
            var refusal = view.Refusal ?? WriteOffRules.Blocker(view.Value.Case.Facts, view.Value.Case.Setting)!;
            toasts.Add(refusal.ToString(), Severity.Warning);
            return;
        }

        var shown = await dialogs.ShowAsync<WriteOffDialog>("", new DialogParameters<WriteOffDialog> { { d => d.View, view.Value } },
            new DialogOptions { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = MaxWidth.False });
        if (await shown.Result is not { Canceled: false, Data: WriteOffReceipt receipt }) return;
        toasts.Add(receipt.IsPending ? $"{receipt.Total} waits for a supervisor." : $"{receipt.Total} written off. {receipt.BalanceAfter} remains.", Severity.Success);
        await Reload();
    }

    private async Task AssignOne(long id)
    {
        if (_rows.Page?.Rows.FirstOrDefault(r => r.Id == id) is not { } row) return;
        if (UserContext is { } userContext && !userContext.Has(Scope.DenialWrite))
        {
            toasts.Add(Grants.Missing(Scope.DenialWrite).ToString(), Severity.Warning);
            return;
        }

        if (await AskPerson(row.AssigneeId, count: null, async person => (await service.Assign(_actor!, new DenialAsk(row.Id, row.Version), person)).Refusal)) toasts.Add("Assigned.", Severity.Success);
        await Reload();
    }

    private async Task AssignSelected() => await AskPerson(null, _rows.Count, async person =>
    {
        var outcomes = await Run(() => bulk.Assign(_actor!, _shown, _rows.Selection, person));
        return Say(outcomes, "assigned");
    });

    /// <summary>To the page of the mass write-off; the selection goes by the server, never by the address.</summary>
    private async Task WriteOffSelected() => navigation.NavigateTo(Urls.MassOf(await drafts.Keep(_actor!, new MassDraft(_shown, _rows.Selection, _rows.Count, _rows.Sum) { Balances = new Dictionary<long, long>(_rows.Balances), Total = _rows.Total })));

    private async Task StartSelected()
    {
        var outcomes = await Run(() => bulk.StartWork(_actor!, _shown, _rows.Selection));
        if (Say(outcomes, "started") is { } refusal) toasts.Add(refusal.ToString(), Severity.Warning);
    }

    private async Task<bool> AskPerson(Guid? now, int? count, Func<Guid?, Task<Refusal?>> submit)
    {
        var shown = await dialogs.ShowAsync<AssignDialog>("", new DialogParameters<AssignDialog> { { d => d.Now, now }, { d => d.Count, count }, { d => d.Submit, submit } },
            new DialogOptions { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true });
        return await shown.Result is { Canceled: false };
    }

    /// <summary>Holds the live updates back while rows change one after the other, then reads once.</summary>
    private async Task<Outcome<IReadOnlyList<RowOutcome>>> Run(Func<Task<Outcome<IReadOnlyList<RowOutcome>>>> act)
    {
        _isActing = true;
        StateHasChanged();
        try
        {
            return await act();
        }
        finally
        {
            _isActing = false;
            await Reload();
        }
    }

    private Refusal? Say(Outcome<IReadOnlyList<RowOutcome>> outcomes, string done)
    {
        if (!outcomes.IsDone) return outcomes.Refusal;
        var refused = outcomes.Value.Where(o => o.Refusal is not null).GroupBy(o => o.Refusal!.ToString(), StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ToList();
        var count = outcomes.Value.Count(o => o.Refusal is null);
        _rows.Clear();
        _outcome = new BulkOutcome($"{Number(count)} of {Number(outcomes.Value.Count)} {done}.", refused);
        StateHasChanged();
        return null;
    }
}
