using Microsoft.AspNetCore.Components;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Components.Dialogs;
using WriteOff.Web.Identity;
using WriteOff.Web.Remittances;
using WriteOff.Web.WriteOffs;

namespace WriteOff.Web.Denials;

/// <summary>The acts on one denial. What is greyed, and why, is the domain's own judgement.</summary>
public sealed partial class DenialActs(DenialService service, AppealService appeals, RemittanceReopen reopens, CurrentActor current, IDialogService dialogs, ISnackbar toasts)
{
    private Refusal? _refusal;

    [Parameter, EditorRequired] public DenialView View { get; set; } = default!;

    /// <summary>Something was done: the page reads again.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    /// <summary>The bar under the thumb, on a phone; else the one in the page's head.</summary>
    [Parameter] public bool Thumb { get; set; }

    private DenialStatus Status => View.Denial.Status;

    private DenialAsk Ask => new(View.Denial.Id, View.Denial.Version);

    private Refusal? WriteOffBlocked => WriteOffRules.Blocker(View.Case.Facts, View.Case.Setting);

    private Refusal? Judge(DenialAct act) => DenialDecider.Judge(Status, View.Case.Setting.Scopes, act);

    private Refusal? JudgeReopen() => ReopenService.Judge(View.Denial, View.Case.Setting.Scopes, hasLiveWriteOff: false);

    private async Task WriteOff()
    {
        var receipt = await Show<WriteOffDialog, WriteOffReceipt>(new DialogParameters<WriteOffDialog> { { d => d.View, View } }, wide: true);
        if (receipt is null) return;
        await Tell(receipt.IsPending ? $"{receipt.Total} waits for a supervisor." : $"{receipt.Total} written off. {receipt.BalanceAfter} remains.");
    }

    private Task WithdrawAppeal() => AskText("Withdraw the appeal", "The appeal is kept as withdrawn; its window does not move.", "Why it is withdrawn", "Withdraw appeal",
        async text => (await appeals.Withdraw(await current.Get(), Ask, text)).Refusal, "Appeal withdrawn.");

    private async Task Reopen()
    {
        _refusal = null;
        if (await ReopenActs.Ask(dialogs, reopens, await current.Get(), View) is { } told) await Tell(told);
    }

    private async Task FileAppeal()
    {
        var parameters = new DialogParameters<FileAppealDialog> { { d => d.View, View }, { d => d.Submit, async asked => (await appeals.File(await current.Get(), Ask, asked)).Refusal } };
        if (await Show<FileAppealDialog, bool>(parameters)) await Tell("Appeal filed.");
    }

    private async Task RecordDecision()
    {
        var parameters = new DialogParameters<DecideAppealDialog>
        {
            { d => d.Level, View.RunningAppeal?.Level ?? 1 },
            { d => d.Submit, async (outcome, note) => (await appeals.Decide(await current.Get(), Ask, outcome, note)).Refusal },
        };
        if (await Show<DecideAppealDialog, bool>(parameters)) await Tell("Decision recorded.");
    }

    private async Task Assign()
    {
        var parameters = new DialogParameters<AssignDialog> { { d => d.Now, View.Denial.AssigneeId }, { d => d.Submit, async person => (await service.Assign(await current.Get(), Ask, person)).Refusal } };
        if (await Show<AssignDialog, bool>(parameters)) await Tell("Assigned.");
    }

    private async Task RecordReturn()
    {
        var parameters = new DialogParameters<DateDialog>
        {
            { d => d.Title, "Back from collections" }, { d => d.Explanation, "The day on which the agency returned the account: the evidence for bad debt." },
            { d => d.Label, "Returned on" }, { d => d.Day, View.Case.Setting.Today },
            { d => d.Submit, async day => (await service.RecordReturnFromCollections(await current.Get(), Ask, day)).Refusal },
        };
        if (await Show<DateDialog, bool>(parameters)) await Tell("Recorded.");
    }

    private async Task StartWork()
    {
        var started = await service.StartWork(await current.Get(), Ask);
        _refusal = started.Refusal;
        if (started.IsDone) await Tell("It is yours now.");
    }

    private async Task AskText(string title, string explanation, string label, string act, Func<string, Task<Refusal?>> submit, string told)
    {
        var parameters = new DialogParameters<TextDialog>
        {
            { d => d.Title, title }, { d => d.Explanation, explanation }, { d => d.Label, label }, { d => d.Act, act }, { d => d.Submit, submit },
        };
        if (await Show<TextDialog, bool>(parameters)) await Tell(told);
    }

    private async Task<TResult?> Show<TDialog, TResult>(DialogParameters parameters, bool wide = false) where TDialog : IComponent
    {
        _refusal = null;
        var options = new DialogOptions { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = wide ? MaxWidth.False : MaxWidth.Small, FullWidth = !wide };
        var shown = await dialogs.ShowAsync<TDialog>("", parameters, options);
        return await shown.Result is { Canceled: false, Data: TResult result } ? result : default;
    }

    private async Task Tell(string what)
    {
        toasts.Add(what, Severity.Success);
        await OnDone.InvokeAsync();
    }
}
