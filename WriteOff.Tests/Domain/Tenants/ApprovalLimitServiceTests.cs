using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class ApprovalLimitServiceTests
{
    private static readonly LimitSetting Thousand = new(true, new Money(100_000)), Any = new(true, null);

    [Fact]
    public async Task Limits_Set_LeaveBeforeAndAfterAndCount()
    {
        var workbench = await TestWorkbench.Open();
        (await workbench.Limits.SetRole(workbench.Administrator, Role.BillingSupervisor, LimitSetting.None, Thousand)).Value.Should().Be(Thousand);
        (await workbench.Trail())[^1].Detail.Should().Be("Approval limit of Billing supervisor: not set → up to $1,000.00");
        var list = (await workbench.Limits.Open(workbench.Administrator)).Value;
        list.Effective(workbench.Supervisor.UserId, [Role.BillingSupervisor]).Should().Be(new Money(100_000));

        await workbench.Limits.SetPerson(workbench.Administrator, workbench.Supervisor.UserId, LimitSetting.None, Any);
        (await workbench.Trail())[^1].Detail.Should().Be("Approval limit of Supervisor: not set → any amount");
        (await workbench.Limits.Open(workbench.Administrator)).Value.Effective(workbench.Supervisor.UserId, [Role.BillingSupervisor]).Should().BeNull();

        var trail = (await workbench.Trail()).Count;
        await workbench.Limits.SetPerson(workbench.Administrator, workbench.Supervisor.UserId, Any, Any);
        (await workbench.Trail()).Should().HaveCount(trail, "the same again writes nothing");
        (await workbench.Limits.SetPerson(workbench.Administrator, workbench.Supervisor.UserId, Any, LimitSetting.None)).IsDone.Should().BeTrue();
        (await workbench.Trail())[^1].Detail.Should().Be("Approval limit of Supervisor: any amount → not set");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Limits_Wrong_RefusedAndNothingWritten()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var (admin, person) = (workbench.Administrator, workbench.Supervisor.UserId);
        await Expect.Refused(workbench, () => workbench.Limits.Open(workbench.Supervisor), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Limits.SetRole(workbench.Supervisor, Role.BillingSupervisor, LimitSetting.None, Thousand), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Limits.SetPerson(workbench.Supervisor, person, LimitSetting.None, Any), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Limits.SetRole(admin, Role.Manager, LimitSetting.None, Thousand), "RoleUnknown");
        await Expect.Refused(workbench, () => workbench.Limits.SetRole(admin, (Role)99, LimitSetting.None, Thousand), "RoleUnknown");
        await Expect.Refused(workbench, () => workbench.Limits.SetRole(admin, Role.BillingSupervisor, LimitSetting.None, new LimitSetting(true, new Money(-1))), "AmountOutOfRange");
        await Expect.Refused(workbench, () => workbench.Limits.SetRole(admin, Role.BillingSupervisor, Thousand, Any), "ChangedSinceYouLooked");
        await Expect.Refused(workbench, () => workbench.Limits.SetPerson(admin, Guid.NewGuid(), LimitSetting.None, Any), "NotFound");
        await Expect.Refused(workbench, () => workbench.Limits.SetPerson(admin, neighbour.Supervisor.UserId, LimitSetting.None, Any), "NotFound");
        await Expect.Refused(workbench, () => workbench.Limits.SetPerson(admin, admin.UserId, LimitSetting.None, Any), "OwnAccount");
    }
}
