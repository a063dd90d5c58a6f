using System.Globalization;
using MudBlazor;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Tenants;

/// <summary>The route table: which codes leave which route with the payer, and whether a write-off needs an override meanwhile. Each change is saved at once, and counts for denials that stand too.</summary>
public sealed partial class RoutesPage(RouteService service, IDialogService dialogs, ISnackbar toasts) : AdminPage
{
    private RouteTable? _table;
    private Refusal? _refusal;

    protected override async Task<Refusal?> Read()
    {
        var table = await service.Open(Actor, Gone);
        _table = table.IsDone ? table.Value : null;
        return table.Refusal;
    }

    private static string Heading(RouteCodeKind kind) => kind switch
    {
        RouteCodeKind.Remark => "Remark codes",
        RouteCodeKind.Code => "Adjustment codes",
        RouteCodeKind.Category => "Categories",
    };

    private static string Explains(RouteCodeKind kind) => kind switch
    {
        RouteCodeKind.Remark => "A remark says more than the adjustment code; only a claim that was sent too late stays so.",
        RouteCodeKind.Code => "A code’s own row goes before that of its category.",
        RouteCodeKind.Category => "For every adjustment code that has no row of its own.",
    };

    private Task Add() => Show(null);

    private Task Edit(RouteEntry entry) => Show(entry);

    private async Task Show(RouteEntry? entry)
    {
        _refusal = null;
        RouteSaved? saved = null;
        var parameters = new DialogParameters<RouteDialog>
        {
            { d => d.Entry, entry }, { d => d.Known, _table },
            {
                d => d.Submit, async ask => await Try(async () =>
                {
                    var done = await service.Set(Actor, ask, Gone);
                    saved = done.IsDone ? done.Value : null;
                    return done.Refusal;
                })
            },
        };
        var shown = await dialogs.ShowAsync<RouteDialog>("", parameters, AdminDialogs.Small);
        if (await shown.Result is { Canceled: false } && saved is not null) await Done(saved);
    }

    private async Task TakeBack(RouteEntry entry)
    {
        _refusal = await Try(async () =>
        {
            var done = await service.TakeBack(Actor, entry, Gone);
            if (done.IsDone) Tell(done.Value);
            return done.Refusal;
        });
        await Load();
    }

    private Task Done(RouteSaved saved)
    {
        Tell(saved);
        return Load();
    }

    private void Tell(RouteSaved saved) => toasts.Add(saved.Change is null ? "It was so already."
        : string.Create(CultureInfo.InvariantCulture, $"{saved.Change}. {saved.Denials:N0} {(saved.Denials == 1 ? "denial follows" : "denials follow")}."), Severity.Success);
}
