using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.WriteOffs.Webhooks;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Api;

/// <summary>From the act to a real receiver on this machine.</summary>
public sealed class WebhookTests : WebhookJourney
{
    [Fact]
    public async Task WriteOff_Posted_IsToldSignedAndWithoutPatientData()
    {
        var denial = await Workbench.GivenDenial();
        var receipt = (await Workbench.WriteOffs.Submit(Workbench.Clerk, TestWorkbench.Whole(denial, note: "Ann Alpha is broke"))).Value;
        await Work();

        var got = Receiver.Got.Should().ContainSingle().Subject;
        var sequence = (await Workbench.Trail()).Single(a => a.Act == AuditAct.WrittenOff).Sequence;
        got.Id.Should().Be($"msg_{Workbench.TenantId}_{sequence}");
        got.Timestamp.Should().Be("1795532400");
        got.Signature.Should().Be(WebhookSignature.Of(Secret, got.Id, Workbench.Clock.GetUtcNow(), got.Body));
        var body = JsonNode.Parse(got.Body)!;
        body.Text("type").Should().Be("writeoff.posted");
        body["data"]!.AsObject().Select(p => p.Key).Should().BeEquivalentTo("denialId", "claimId", "requestId", "reason", "amountCents", "balanceCents", "denialStatus");
        (body["data"]!.Text("requestId"), body["data"]!.Text("amountCents"), body["data"]!.Text("denialStatus")).Should().Be((receipt.RequestId.ToString(System.Globalization.CultureInfo.InvariantCulture), "80000", "WRITE_OFF"));
        got.Body.Should().NotContainAny("Alpha", "M100200300", "RC-", "Clerk", "broke");

        await Work();
        Receiver.Got.Should().HaveCount(1, "what is delivered isn't sent again");
    }

    [Fact]
    public async Task PendingApprovedAndReopened_AreToldAsSuch()
    {
        var (denial, ask) = await Workbench.GivenWaiting();
        (await Workbench.Approvals().Approve(Workbench.Supervisor, ask)).IsDone.Should().BeTrue();
        (await Workbench.Reopens.Reopen(Workbench.Clerk, await Workbench.Now(denial), "Wrong denial")).IsDone.Should().BeTrue();
        await Work();
        Receiver.Got.Select(g => JsonNode.Parse(g.Body)!.Text("type")).Should().Equal("writeoff.pending", "writeoff.posted", "writeoff.reversed");
    }

    [Fact]
    public async Task Reversal_OfAWrittenOffDenial_IsToldAsFlagged()
    {
        await Workbench.GivenWrittenOff();
        await Workbench.Take(Payers.Denied().Reversed(), Payers.Paid());
        await Work();
        Receiver.Got.Select(g => JsonNode.Parse(g.Body)!.Text("type")).Should().Equal("writeoff.posted", "denial.flagged");
    }

    [Fact]
    public async Task Refused_TellsNothing()
    {
        var denial = await Workbench.GivenDenial();
        (await Workbench.WriteOffs.Submit(Workbench.Manager, TestWorkbench.Whole(denial))).IsDone.Should().BeFalse();
        await Work();
        Receiver.Got.Should().BeEmpty();
        (await Workbench.Read(db => db.Set<WebhookDelivery>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Receiver_ThatFails_IsTriedAgainUnderTheSameId_AndDeadAfterEightTries()
    {
        await GivenWriteOff();
        Receiver.Answers = 500;
        for (var tries = 1; tries <= WebhookRules.MostTries; tries++)
        {
            await Work();
            Receiver.Got.Should().HaveCount(tries);
            await Work();
            Receiver.Got.Should().HaveCount(tries, "it waits first");
            var delivery = await Delivery();
            (delivery.Tries, delivery.Answer).Should().Be((tries, "HTTP 500"));
            delivery.Status.Should().Be(tries < WebhookRules.MostTries ? DeliveryStatus.Waiting : DeliveryStatus.Dead);
            if (WebhookRules.Pause(tries) is { } pause) Workbench.Clock.Advance(pause);
        }

        Workbench.Clock.Advance(TimeSpan.FromDays(30));
        await Work();
        Receiver.Got.Should().HaveCount(8);
        Receiver.Got.Select(g => (g.Id, g.Body)).Distinct().Should().ContainSingle("each try sends the same id and body");
        Receiver.Got.Select(g => g.Timestamp).Distinct().Should().HaveCount(8, "and signs its own time");

        Receiver.Answers = 200;
        (await Service.Replay(Workbench.Supervisor, Endpoint, (await Delivery()).Sequence)).IsDone.Should().BeTrue();
        await Work();
        (await Delivery()).Status.Should().Be(DeliveryStatus.Delivered);
        Receiver.Got.Select(g => g.Id).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Receiver_ThatRedirects_IsNotFollowed()
    {
        await GivenWriteOff();
        Receiver.Answers = 302;
        await Work();
        (await Delivery()).Answer.Should().Be("HTTP 302");
    }

    [Fact]
    public async Task Receiver_ThatFails_KeepsNoneFromAnother()
    {
        for (var n = 0; n < 3; n++) await GivenWriteOff();
        await using var other = await WebhookReceiver.Start();
        var kept = await Workbench.Read(db => db.Set<WebhookEndpoint>().Select(e => e.Secret).SingleAsync());
        (await Service.Add(Workbench.Supervisor, other.Url, [WebhookEvent.WriteOffPosted], kept)).IsDone.Should().BeTrue();
        for (var n = 0; n < 3; n++) await GivenWriteOff();
        Receiver.Answers = 503;
        await Work();
        (Receiver.Got.Count, other.Got.Count).Should().Be((1, 3), "who fails is left alone until the next look, and a new endpoint hears nothing old");
    }

    [Fact]
    public async Task Collect_ByTwoNodesAtOnce_MakesEachDeliveryOnce()
    {
        await GivenWriteOff();
        var other = new WebhookQueue(Workbench.Dbs, Workbench.Gate, Workbench.Clock);
        var made = await Task.WhenAll(Queue.Collect(Workbench.TenantId), other.Collect(Workbench.TenantId));
        made.Sum().Should().Be(1);
    }
}
