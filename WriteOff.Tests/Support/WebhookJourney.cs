using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.WriteOffs.Webhooks;
using WriteOff.Web.Api;

namespace WriteOff.Tests.Support;

/// <summary>A tenant with one endpoint that is told everything, and its real receiver on this machine.</summary>
public abstract class WebhookJourney : IAsyncLifetime
{
    private protected TestWorkbench Workbench { get; private set; } = null!;
    private protected WebhookReceiver Receiver { get; private set; } = null!;
    private protected WebhookQueue Queue { get; private set; } = null!;
    private protected WebhookSender Sender { get; private set; } = null!;
    private protected WebhookService Service { get; private set; } = null!;
    private protected string Secret { get; private set; } = "";
    private protected long Endpoint { get; private set; }

    public async ValueTask InitializeAsync()
    {
        (Workbench, Receiver) = (await TestWorkbench.Open(), await WebhookReceiver.Start());
        var secrets = new WebhookSecrets(new EphemeralDataProtectionProvider());
        Queue = new WebhookQueue(Workbench.Dbs, Workbench.Gate, Workbench.Clock);
        Sender = new WebhookSender(Queue, secrets, Workbench.Clock, allowLoopback: true);
        Service = new WebhookService(Workbench.Writer, Workbench.Dbs, allowLoopback: true);
        (Secret, var kept) = secrets.Make();
        Endpoint = (await Service.Add(Workbench.Supervisor, Receiver.Url, Enum.GetValues<WebhookEvent>(), kept)).Value;
    }

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        await Receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task GivenWriteOff() => (await Workbench.WriteOffs.Submit(Workbench.Clerk, TestWorkbench.Whole(await Workbench.GivenDenial()))).IsDone.Should().BeTrue();

    private protected Task<WebhookDelivery> Delivery() => Workbench.Read(db => db.Set<WebhookDelivery>().AsNoTracking().SingleAsync());

    /// <summary>What the worker does at each look.</summary>
    private protected async Task Work()
    {
        await Queue.Collect(Workbench.TenantId);
        await Sender.SendDue(Workbench.TenantId);
    }
}
