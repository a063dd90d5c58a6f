using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Tenants;

/// <summary>The tenant's reasons: what the picklist offers, in which order, under which rules. Each act is saved at once and shows in every open dialog.</summary>
public sealed partial class ReasonsPage(ReasonService service, IDialogService dialogs, ISnackbar toasts, IJSRuntime js) : AdminPage
{
    private ReasonList? _list;
    private Refusal? _refusal;
    private string _said = "";
    private long? _dragged;

    protected override async Task<Refusal?> Read()
    {
        var list = await service.Open(Actor, Gone);
        _list = list.IsDone ? list.Value : null;
        return list.Refusal;
    }

    private static string EvidenceWord(WriteOffReason reason) => reason.Rule switch
    {
        EvidenceRule.None => "–",
        EvidenceRule.Contractual => "warns",
        EvidenceRule.SmallBalance or EvidenceRule.FreeText => "hard rule",
        EvidenceRule.TimelyFilingExpired or EvidenceRule.NonCovered or EvidenceRule.AuthDeniedFinal or EvidenceRule.PatientUncollectable or EvidenceRule.BadDebt => SettingWords.Of(reason.Evidence),
    };

    private Task UseStandard() => Act(async () => (await service.UseStandard(Actor, Gone)).Refusal, "The eight standard reasons are on offer.");

    private Task Switch(WriteOffReason reason) => Act(
        async () => (await service.Change(Actor, reason.Id, reason.Version, ReasonSettings.Of(reason) with { IsEnabled = !reason.IsEnabled }, Gone)).Refusal,
        $"{reason.Label} is {(reason.IsEnabled ? "off" : "on offer")}.");

    private async Task Move(WriteOffReason reason, int place, string button)
    {
        if (place < 1 || place > _list!.Lines.Count) return;
        await Put(reason, place);
        await js.InvokeVoidAsync("writeoff.focus", Gone, $"{button}-{reason.Id.ToString(CultureInfo.InvariantCulture)}");
    }

    private async Task Drop(int place)
    {
        if (_list!.Lines.FirstOrDefault(l => l.Reason.Id == _dragged) is not { } line) return;
        _dragged = null;
        await Put(line.Reason, place);
    }

    private async Task Put(WriteOffReason reason, int place)
    {
        _refusal = await Try(async () => (await service.Move(Actor, reason.Id, reason.Version, place, Gone)).Refusal);
        if (_refusal is null) _said = string.Create(CultureInfo.InvariantCulture, $"{reason.Label} is now number {place} of {_list!.Lines.Count}.");
        await Load();
    }

    private Task Add()
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            { d => d.CategoryRequired, _list!.CategoryRequired }, { d => d.Add, async (code, settings) => await Try(async () => (await service.Add(Actor, code, settings, Gone)).Refusal) },
        };
        return Show(parameters, "Added at the end of the picklist.");
    }

    private Task Edit(WriteOffReason reason)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            { d => d.Reason, reason }, { d => d.CategoryRequired, _list!.CategoryRequired },
            { d => d.Change, async settings => await Try(async () => (await service.Change(Actor, reason.Id, reason.Version, settings, Gone)).Refusal) },
        };
        return Show(parameters, "Saved.");
    }

    private async Task Delete(WriteOffReason reason)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, $"Delete {reason.Label}" }, { d => d.Explanation, "It was never used, so no report needs it. Its code becomes free again." }, { d => d.Act, "Delete" },
            { d => d.Submit, async () => await Try(async () => (await service.Delete(Actor, reason.Id, reason.Version, Gone)).Refusal) },
        };
        var shown = await dialogs.ShowAsync<ConfirmDialog>("", parameters, AdminDialogs.Small);
        if (await shown.Result is { Canceled: false }) await Done($"{reason.Label} is deleted.");
    }

    private async Task Show(DialogParameters<ReasonDialog> parameters, string told)
    {
        _refusal = null;
        var shown = await dialogs.ShowAsync<ReasonDialog>("", parameters, AdminDialogs.Small);
        if (await shown.Result is { Canceled: false }) await Done(told);
    }

    private async Task Act(Func<Task<Refusal?>> act, string told)
    {
        _refusal = await Try(act);
        if (_refusal is null) await Done(told);
        else await Load();
    }

    private Task Done(string told)
    {
        toasts.Add(told, Severity.Success);
        return Load();
    }
}
