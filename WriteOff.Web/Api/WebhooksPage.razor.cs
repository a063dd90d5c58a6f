using MudBlazor;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Webhooks;
using WriteOff.Web.Tenants;

namespace WriteOff.Web.Api;

/// <summary>The tenant's webhook endpoints and their deliveries.</summary>
public sealed partial class WebhooksPage(WebhookService service, WebhookSecrets secrets, IDialogService dialogs, ISnackbar toasts) : AdminPage
{
    private WebhookPage? _page;
    private Refusal? _refusal;
    private bool _onlyUndelivered;

    protected override async Task<Refusal?> Read()
    {
        var read = await service.Open(Actor, _onlyUndelivered, Gone);
        _page = read.IsDone ? read.Value : null;
        return read.Refusal;
    }

    private Task Narrow(bool only)
    {
        _onlyUndelivered = only;
        return Load();
    }

    private static string Look(DeliveryStatus status) => status switch { DeliveryStatus.Delivered => "plain", DeliveryStatus.Waiting => "pending", DeliveryStatus.Dead => "alert" };

    private static string Word(DeliveryStatus status) => status switch { DeliveryStatus.Delivered => "Delivered", DeliveryStatus.Waiting => "Waiting", DeliveryStatus.Dead => "Dead" };

    private async Task Add()
    {
        var secret = secrets.Make();
        var parameters = new DialogParameters<EndpointDialog> { { d => d.Submit, async (url, events) => await Try(async () => (await service.Add(Actor, url, events, secret.Kept, Gone)).Refusal) } };
        if (await Shown<EndpointDialog>(parameters)) await HandOver(secret.Text, "The endpoint is added.");
    }

    private async Task Renew(WebhookLine line)
    {
        var secret = secrets.Make();
        var renewed = await Shown<ConfirmDialog>(new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, "New secret" }, { d => d.Explanation, $"From now on messages to {line.Endpoint.Url} are signed with a new secret; its receiver must know it, or refuses them." }, { d => d.Act, "Make a new secret" },
            { d => d.Submit, () => Try(async () => (await service.Renew(Actor, line.Endpoint.Id, secret.Kept, Gone)).Refusal) },
        });
        if (renewed) await HandOver(secret.Text, "The secret is renewed.");
    }

    private async Task Switch(WebhookLine line)
    {
        _refusal = await Try(async () => (await service.Switch(Actor, line.Endpoint.Id, !line.Endpoint.IsOn, Gone)).Refusal);
        await Load();
    }

    private async Task Replay(DeliveryLine line)
    {
        _refusal = await Try(async () => (await service.Replay(Actor, line.Delivery.EndpointId, line.Delivery.Sequence, Gone)).Refusal);
        if (_refusal is null) toasts.Add($"{line.MessageId} is sent again within seconds.", Severity.Success);
        await Load();
    }

    private async Task HandOver(string secret, string told)
    {
        var once = await dialogs.ShowAsync<MadeOnceDialog>("", new DialogParameters<MadeOnceDialog>
        {
            { d => d.Title, "Signing secret" }, { d => d.Explanation, "Copy it now into the receiver, which checks with it that a message is ours. It is shown only this once." }, { d => d.Label, "Secret" }, { d => d.Text, secret },
        }, AdminDialogs.Once);
        await once.Result;
        toasts.Add(told, Severity.Success);
        await Load();
    }

    private async Task<bool> Shown<T>(DialogParameters parameters)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        _refusal = null;
        var shown = await dialogs.ShowAsync<T>("", parameters, AdminDialogs.Small);
        return await shown.Result is { Canceled: false };
    }
}
