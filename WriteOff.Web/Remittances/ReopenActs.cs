using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Web.Remittances;

/// <summary>Reopening with its preview: the same dialog from the bar of acts and from the panel of the flag.</summary>
internal static class ReopenActs
{
    /// <summary>Shows the dialog; what to tell when it was done, else null.</summary>
    public static async Task<string?> Ask(IDialogService dialogs, RemittanceReopen reopens, Actor actor, DenialView view)
    {
        var read = await reopens.Preview(actor, view.Denial.Id);
        var preview = read.IsDone ? read.Value : null;
        var withCorrection = preview is { HasCorrection: true };
        var isPart = view.HasLiveWriteOff && view.Denial.Status is DenialStatus.Open or DenialStatus.InProgress;
        var parameters = new DialogParameters<ReopenDialog>
        {
            { d => d.Title, isPart && !withCorrection ? "Undo the write-off" : "Reopen the denial" },
            { d => d.Explanation, withCorrection ? "The write-off is taken back, and the payer’s reversal and correction post with it, all at once."
                : view.HasLiveWriteOff ? "Every live write-off of this denial is taken back by a ledger row of its own; the balance returns." : "The denial is open again with the balance that it has." },
            { d => d.Act, isPart && !withCorrection ? "Undo write-off" : "Reopen" },
            { d => d.Preview, preview },
            { d => d.Submit, async text => (await reopens.Reopen(actor, new DenialAsk(view.Denial.Id, view.Denial.Version), text)).Refusal },
        };
        var shown = await dialogs.ShowAsync<ReopenDialog>("", parameters, new DialogOptions { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true });
        return await shown.Result is { Canceled: false } ? withCorrection ? "Reopened: reversal and correction are posted." : "Reopened." : null;
    }
}
