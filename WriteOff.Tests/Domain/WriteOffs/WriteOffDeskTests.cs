using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class WriteOffDeskTests
{
    [Fact]
    public async Task Submit_OpenWhole_ClosesTheReceivable()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new Money(80_000));

        var receipt = (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Value;

        receipt.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        var after = await world.Reload(denial);
        after.Status.Should().Be(DenialStatus.WrittenOff);
        after.BalanceCents.Should().Be(0);
        (await world.ClaimOf(denial)).BalanceCents.Should().Be(0);
        (await world.LedgerOf(denial)).Should().ContainSingle().Which.Should().Match<PaymentApplication>(a => a.Type == ApplicationType.WriteOff && a.AmountCents == 80_000);
        var row = (await world.Trail())[^1];
        row.Act.Should().Be(AuditAct.WrittenOff);
        row.Hash.Should().Equal(AuditSeal.Of(row));
    }

    [Fact]
    public async Task Reopen_WrittenOff_RestoresTheBalance()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new Money(80_000));
        await world.WriteOffs.Submit(world.Clerk, World.Whole(denial));

        var stamp = (await world.Reopens.Reopen(world.Clerk, new DenialAsk(denial.Id, (await world.Reload(denial)).Version), "Wrong denial")).Value;

        stamp.Status.Should().Be(DenialStatus.Open);
        (await world.Reload(denial)).BalanceCents.Should().Be(80_000);
        (await world.LedgerOf(denial)).Should().HaveCount(2).And.Subject.Sum(a => a.AmountCents).Should().Be(0);
    }
}
