using System.Globalization;
using MudBlazor;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Tenants;

namespace WriteOff.Web.Api;

/// <summary>The tenant's API tokens: made once, shown once, revoked at once.</summary>
public sealed partial class ApiPage(ApiTokenService service, IDialogService dialogs, ISnackbar toasts) : AdminPage
{
    private ApiTokenList? _list;
    private Refusal? _refusal;

    private static Refusal NothingToGive { get; } = new("ScopeMissing", "You have no scope that a token could have.", "A supervisor makes tokens: a token can't do more than its maker.");

    protected override async Task<Refusal?> Read()
    {
        var read = await service.Open(Actor, Gone);
        _list = read.IsDone ? read.Value : null;
        return read.Refusal;
    }

    private static string Count(ApiTokenList list) => string.Create(CultureInfo.InvariantCulture, $"{list.Lines.Count(l => l.Why is null)} live");

    private async Task Make()
    {
        MadeApiToken? made = null;
        var shown = await Shown<TokenDialog>(new DialogParameters<TokenDialog>
        {
            { d => d.Offers, _list!.Offers },
            {
                d => d.Submit, async ask => await Try(async () =>
                {
                    var done = await service.Make(Actor, ask, Gone);
                    if (done.IsDone) made = done.Value;
                    return done.Refusal;
                })
            },
        });
        if (!shown || made is null) return;
        var once = await dialogs.ShowAsync<MadeOnceDialog>("", new DialogParameters<MadeOnceDialog>
        {
            { d => d.Title, $"Token {made.Name}" }, { d => d.Explanation, "Copy it now into the program that will use it. It is shown only this once; only its hash is kept." }, { d => d.Label, "Token" }, { d => d.Text, made.Text },
        }, AdminDialogs.Once);
        await once.Result;
        await Done($"{made.Name} is made.");
    }

    private async Task Revoke(ApiTokenLine line)
    {
        var revoked = await Shown<ConfirmDialog>(new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, $"Revoke {line.Token.Name}" }, { d => d.Explanation, "Its very next request is refused. This can't be undone; a new token can be made." }, { d => d.Act, "Revoke" },
            { d => d.Submit, () => Try(async () => (await service.Revoke(Actor, line.Token.Id, Gone)).Refusal) },
        });
        if (revoked) await Done($"{line.Token.Name} is revoked.");
    }

    private async Task<bool> Shown<T>(DialogParameters parameters)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        _refusal = null;
        var shown = await dialogs.ShowAsync<T>("", parameters, AdminDialogs.Small);
        return await shown.Result is { Canceled: false };
    }

    private Task Done(string told)
    {
        toasts.Add(told, Severity.Success);
        return Load();
    }
}
