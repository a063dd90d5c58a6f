using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.WriteOffs.Webhooks;
using WriteOff.Tests.Support;
using WriteOff.Web.Api;

namespace WriteOff.Tests.Web.Api;

/// <summary>Who keeps endpoints, and where they may not lead.</summary>
public sealed class WebhookEndpointTests : WebhookJourney
{
    [Fact]
    public async Task Endpoint_SwitchedOff_HearsLaterWhatHappenedMeanwhile()
    {
        (await Service.Switch(Workbench.Supervisor, Endpoint, on: false)).IsDone.Should().BeTrue();
        await GivenWriteOff();
        await Work();
        Receiver.Got.Should().BeEmpty();
        (await Service.Switch(Workbench.Supervisor, Endpoint, on: true)).IsDone.Should().BeTrue();
        await Work();
        Receiver.Got.Should().ContainSingle();
    }

    [Fact]
    public async Task Endpoints_MoreThanTen_RefusedAlsoWhenSwitchedOn()
    {
        for (var n = 2; n <= WebhookRules.MostEndpoints; n++) (await Service.Add(Workbench.Supervisor, Receiver.Url, [WebhookEvent.WriteOffPosted], [1])).IsDone.Should().BeTrue();
        (await Service.Add(Workbench.Supervisor, Receiver.Url, [WebhookEvent.WriteOffPosted], [1])).Refusal!.Code.Should().Be("TooMany");
        await Service.Switch(Workbench.Supervisor, Endpoint, on: false);
        (await Service.Add(Workbench.Supervisor, Receiver.Url, [WebhookEvent.WriteOffPosted], [1])).IsDone.Should().BeTrue();
        (await Service.Switch(Workbench.Supervisor, Endpoint, on: true)).Refusal!.Code.Should().Be("TooMany");
    }

    [Fact]
    public async Task Endpoint_OfANeighbour_HearsNothingOfOurs()
    {
        var neighbour = await Workbench.OpenNeighbour();
        await neighbour.WriteOffs.Submit(neighbour.Clerk, TestWorkbench.Whole(await neighbour.GivenDenial()));
        await Queue.Collect(neighbour.TenantId);
        await Work();
        Receiver.Got.Should().BeEmpty();
        (await new WebhookService(neighbour.Writer, neighbour.Dbs, true).Replay(neighbour.Supervisor, Endpoint, 1)).Refusal!.Code.Should().Be("NotFound");
        (await Queue.Tenants()).Should().Contain(Workbench.TenantId).And.NotContain(neighbour.TenantId);
    }

    [Fact]
    public async Task Sender_OutsideDevelopment_DoesNotConnectInside()
    {
        await GivenWriteOff();
        using var strict = new WebhookSender(Queue, new WebhookSecrets(new EphemeralDataProtectionProvider()), Workbench.Clock, allowLoopback: false);
        await Queue.Collect(Workbench.TenantId);
        await strict.SendDue(Workbench.TenantId);
        Receiver.Got.Should().BeEmpty();
        (await Delivery()).Tries.Should().Be(1);
    }

    [Fact]
    public async Task Acts_WithoutTheScope_Refused()
    {
        var before = await Workbench.Dump();
        foreach (var code in new[]
        {
            (await Service.Open(Workbench.Clerk)).Refusal, (await Service.Add(Workbench.Clerk, Receiver.Url, [WebhookEvent.WriteOffPosted], [1])).Refusal,
            (await Service.Switch(Workbench.Clerk, Endpoint, false)).Refusal, (await Service.Renew(Workbench.Clerk, Endpoint, [1])).Refusal, (await Service.Replay(Workbench.Clerk, Endpoint, 1)).Refusal,
        })
            code!.Sentence.Should().Contain("api.manage");
        (await Workbench.Dump()).Should().Be(before);
    }
}
