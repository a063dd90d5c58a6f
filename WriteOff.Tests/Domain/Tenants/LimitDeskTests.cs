using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class LimitDeskTests
{
    private static readonly LimitSetting Thousand = new(true, new Money(100_000)), Any = new(true, null);

    [Fact]
    public async Task Limits_Set_LeaveBeforeAndAfterAndCount()
    {
        var world = await World.Open();
        (await world.Limits.SetRole(world.Administrator, Role.BillingSupervisor, LimitSetting.None, Thousand)).Value.Should().Be(Thousand);
        (await world.Trail())[^1].Detail.Should().Be("Approval limit of Billing supervisor: not set → up to $1,000.00");
        var list = (await world.Limits.Open(world.Administrator)).Value;
        list.Effective(world.Supervisor.UserId, [Role.BillingSupervisor]).Should().Be(new Money(100_000));

        await world.Limits.SetPerson(world.Administrator, world.Supervisor.UserId, LimitSetting.None, Any);
        (await world.Trail())[^1].Detail.Should().Be("Approval limit of Supervisor: not set → any amount");
        (await world.Limits.Open(world.Administrator)).Value.Effective(world.Supervisor.UserId, [Role.BillingSupervisor]).Should().BeNull();

        var trail = (await world.Trail()).Count;
        await world.Limits.SetPerson(world.Administrator, world.Supervisor.UserId, Any, Any);
        (await world.Trail()).Should().HaveCount(trail, "the same again writes nothing");
        (await world.Limits.SetPerson(world.Administrator, world.Supervisor.UserId, Any, LimitSetting.None)).IsDone.Should().BeTrue();
        (await world.Trail())[^1].Detail.Should().Be("Approval limit of Supervisor: any amount → not set");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Limits_Wrong_RefusedAndNothingWritten()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var (admin, person) = (world.Administrator, world.Supervisor.UserId);
        await Expect.Refused(world, () => world.Limits.Open(world.Supervisor), "ScopeMissing");
        await Expect.Refused(world, () => world.Limits.SetRole(world.Supervisor, Role.BillingSupervisor, LimitSetting.None, Thousand), "ScopeMissing");
        await Expect.Refused(world, () => world.Limits.SetPerson(world.Supervisor, person, LimitSetting.None, Any), "ScopeMissing");
        await Expect.Refused(world, () => world.Limits.SetRole(admin, Role.Manager, LimitSetting.None, Thousand), "RoleUnknown");
        await Expect.Refused(world, () => world.Limits.SetRole(admin, (Role)99, LimitSetting.None, Thousand), "RoleUnknown");
        await Expect.Refused(world, () => world.Limits.SetRole(admin, Role.BillingSupervisor, LimitSetting.None, new LimitSetting(true, new Money(-1))), "AmountOutOfRange");
        await Expect.Refused(world, () => world.Limits.SetRole(admin, Role.BillingSupervisor, Thousand, Any), "ChangedSinceYouLooked");
        await Expect.Refused(world, () => world.Limits.SetPerson(admin, Guid.NewGuid(), LimitSetting.None, Any), "NotFound");
        await Expect.Refused(world, () => world.Limits.SetPerson(admin, neighbour.Supervisor.UserId, LimitSetting.None, Any), "NotFound");
        await Expect.Refused(world, () => world.Limits.SetPerson(admin, admin.UserId, LimitSetting.None, Any), "OwnAccount");
    }
}
