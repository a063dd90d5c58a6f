using System.Globalization;
using Microsoft.JSInterop;
using MudBlazor;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.WriteOffs.Approvals;

/// <summary>What became of one row of a decision.</summary>
internal sealed record DecidedRow(string Claim, string Did, Refusal? Refusal);

/// <summary>Moving, selecting and deciding in the queue.</summary>
public sealed partial class ApprovalsView
{
    /// <summary>A key that decides is not taken before somebody can have read the row that the cursor came to.</summary>
    private static readonly TimeSpan Readable = TimeSpan.FromMilliseconds(300);
    private readonly List<DecidedRow> _results = [];
    private DateTimeOffset _came;
    private bool _acting;
    private int _decided;

    private string ResultWords => string.Create(CultureInfo.InvariantCulture, $"{_results.Count(r => r.Refusal is null)} of {_results.Count} decided.");

    private Task Focus(QueueRow row) => Stand(row.Id);

    private async Task Move(int by)
    {
        if (_rows.Count == 0) return;
        await Stand(_rows[Math.Clamp(_rows.FindIndex(r => r.Id == _cursor) + by, 0, _rows.Count - 1)].Id);
        await js.InvokeVoidAsync("writeoff.show", ApprovalRow.DomId(_cursor));
    }

    private Task Stand(long id)
    {
        (_cursor, _came) = (id, clock.GetUtcNow());
        return Task.CompletedTask;
    }

    private void Select(QueueRow row)
    {
        if (!_selected.Remove(row.Id) && row.ApproveBlocked is null) _selected.Add(row.Id);
    }

    private void SelectFocused()
    {
        if (Focused is { } row) Select(row);
    }

    private void SelectAll()
    {
        if (AllSelected) _selected.Clear();
        else _selected.UnionWith(Decidable.Select(r => r.Id));
    }

    private void OpenFocused()
    {
        if (Focused is { } row) navigation.NavigateTo(Urls.Denial(row.Case.Denial.Id, Back));
    }

    private async Task ApproveFocused()
    {
        if (Focused is { } row && clock.GetUtcNow() - _came >= Readable) await Approve(row);
    }

    private Task RejectFocused() => Focused is { } row ? Reject(row) : Task.CompletedTask;

    private Task<Refusal?> Approve(QueueRow row) => ApproveWith(row, "");

    private Task<Refusal?> ApproveWith(QueueRow row, string note) => Decide([row], "approved", async (asks, who) => [new ApprovalResult(asks[0], await service.Approve(who, asks[0], note))]);

    private async Task<Refusal?> RejectWith(QueueRow row, string note)
    {
        if ((row.RejectBlocked ?? Notes.Refuse(note, needed: true)) is not { } refusal) return await Decide([row], "rejected", async (asks, who) => [new ApprovalResult(asks[0], await service.Reject(who, asks[0], note))]);
        await js.InvokeVoidAsync("writeoff.focus", "decision-note");
        return refusal;
    }

    private async Task Reject(QueueRow row)
    {
        if (row.RejectBlocked is { } blocked) Tell([new DecidedRow(row.Case.Claim.ClaimNumber, "", blocked)]);
        else await RejectDialog.Ask(dialogs, ApprovalWords.RejectOf(row.Case), note => RejectWith(row, note));
        await js.InvokeVoidAsync("writeoff.focus", "queue");
    }

    private Task<Refusal?> ApproveSelected() => Decide(Selected(), "approved", (asks, who) => service.ApproveAll(who, asks));

    private async Task RejectSelected()
    {
        var rows = Selected();
        await RejectDialog.Ask(dialogs, rows.Count == 1 ? ApprovalWords.RejectOf(rows[0].Case) : ApprovalWords.RejectOf(rows.Count), async note =>
        {
            if (Notes.Refuse(note, needed: true) is { } refusal) return refusal;
            await Decide(rows, "rejected", (asks, who) => service.RejectAll(who, asks, note));
            return null;
        });
    }

    private List<QueueRow> Selected() => _rows.FindAll(r => _selected.Contains(r.Id));

    /// <summary>Decides, tells the result of each row, and reads again. Answers the refusal of a single row.</summary>
    private async Task<Refusal?> Decide(List<QueueRow> rows, string did, Func<IReadOnlyList<ApprovalAsk>, Domain.Access.Actor, Task<IReadOnlyList<ApprovalResult>>> decide)
    {
        if (_acting || rows.Count == 0) return null;
        _acting = true;
        List<DecidedRow> results = [];
        try
        {
            var who = await current.Get();
            foreach (var (row, result) in rows.Zip(await decide(rows.ConvertAll(r => r.Case.Facts.Ask), who)))
            {
                results.Add(new DecidedRow(row.Case.Claim.ClaimNumber, $"{did}, {row.Case.Request.Amount}.", result.Outcome.Refusal));
                if (result.Outcome.IsDone) _selected.Remove(row.Id);
            }
        }
        finally
        {
            _acting = false;
        }

        _decided += results.Count(r => r.Refusal is null);
        Tell(results);
        await Reload();
        if (_results.Count > 0) await js.InvokeVoidAsync("writeoff.show", "results");
        _came = clock.GetUtcNow();
        return results is [{ Refusal: { } refusal }] ? refusal : null;
    }

    private void Tell(List<DecidedRow> results)
    {
        _results.Clear();
        if (results is [{ Refusal: null } one]) toasts.Add($"{one.Claim} {one.Did}", Severity.Success);
        else _results.AddRange(results);
    }
}
