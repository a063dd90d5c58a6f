using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class WriteOffServiceTests
{
    [Fact]
    public async Task Submit_OpenWhole_ClosesTheReceivable()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(80_000));

        var receipt = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).Value;

        receipt.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        var after = await workbench.Reload(denial);
        after.Status.Should().Be(DenialStatus.WrittenOff);
        after.BalanceCents.Should().Be(0);
        (await workbench.ClaimOf(denial)).BalanceCents.Should().Be(0);
        (await workbench.LedgerOf(denial)).Should().ContainSingle().Which.Should().Match<PaymentApplication>(a => a.Type == ApplicationType.WriteOff && a.AmountCents == 80_000);
        var row = (await workbench.Trail())[^1];
        row.Act.Should().Be(AuditAct.WrittenOff);
        row.Hash.Should().Equal(AuditRowHash.Of(row));
    }

    [Fact]
    public async Task Reopen_WrittenOff_RestoresTheBalance()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(80_000));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));

        var stamp = (await workbench.Reopens.Reopen(workbench.Clerk, new DenialAsk(denial.Id, (await workbench.Reload(denial)).Version), "Wrong denial")).Value;

        stamp.Status.Should().Be(DenialStatus.Open);
        (await workbench.Reload(denial)).BalanceCents.Should().Be(80_000);
        (await workbench.LedgerOf(denial)).Should().HaveCount(2).And.Subject.Sum(a => a.AmountCents).Should().Be(0);
    }
}
