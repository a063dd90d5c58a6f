using Microsoft.AspNetCore.Components;
using MudBlazor;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Components.Dialogs;
using WriteOff.Web.Identity;

namespace WriteOff.Web.WriteOffs.Approvals;

/// <summary>Approve, reject and cancel on the denial's page. What is greyed, and why, is the domain's own judgement.</summary>
public sealed partial class PendingActs(ApprovalService service, CurrentActor current, IDialogService dialogs, ISnackbar toasts)
{
    private Refusal? _refusal;

    [Parameter, EditorRequired] public RequestView Request { get; set; } = default!;

    /// <summary>It was decided: the page reads again.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    private ApprovalFacts Facts => Request.Case.Facts;

    private Refusal? ApproveBlocked => ApprovalRules.ApproveBlocker(Facts, Request.Setting);

    private Refusal? RejectBlocked => ApprovalRules.RejectBlocker(Facts, Request.Setting);

    private Refusal? CancelBlocked => ApprovalRules.CancelBlocker(Facts, Request.Setting);

    private async Task Approve() => await Tell(await service.Approve(await current.Get(), Facts.Ask), "Approved.");

    private async Task Cancel() => await Tell(await service.Cancel(await current.Get(), Facts.Ask), "Request cancelled.");

    private async Task Reject()
    {
        var ask = Facts.Ask;
        var done = await RejectDialog.Ask(dialogs, ApprovalWords.RejectOf(Request.Case), async note => (await service.Reject(await current.Get(), ask, note)).Refusal);
        if (!done) return;
        toasts.Add("Rejected.", Severity.Success);
        await OnDone.InvokeAsync();
    }

    private async Task Tell(Outcome<ApprovalReceipt> outcome, string done)
    {
        _refusal = outcome.Refusal;
        if (outcome.IsDone) toasts.Add($"{done} {outcome.Value.BalanceAfter} remains.", Severity.Success);
        await OnDone.InvokeAsync();
    }
}

/// <summary>What the dialog that asks for a rejection's note says.</summary>
internal sealed record RejectWords(string Title, string Explanation, string Act);

/// <summary>Asks for the note of a rejection.</summary>
internal static class RejectDialog
{
    /// <summary>True when it was sent and nothing was refused.</summary>
    public static async Task<bool> Ask(IDialogService dialogs, RejectWords words, Func<string, Task<Refusal?>> submit)
    {
        var parameters = new DialogParameters<TextDialog>
        {
            { d => d.Title, words.Title }, { d => d.Explanation, words.Explanation }, { d => d.Label, "Note (required)" }, { d => d.Act, words.Act }, { d => d.Submit, submit },
        };
        var shown = await dialogs.ShowAsync<TextDialog>("", parameters, new DialogOptions { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true });
        return await shown.Result is { Canceled: false };
    }
}
