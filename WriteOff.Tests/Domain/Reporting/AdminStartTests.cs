using WriteOff.Domain.Access;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Reporting;

public sealed class AdminStartTests
{
    [Fact]
    public async Task Read_FreshTenant_NothingWaitsButASecondAdministrator()
    {
        var workbench = await TestWorkbench.Open();
        var view = (await new AdminStart(workbench.Dbs).Read(workbench.Administrator)).Value;
        view.Steps.Should().Equal(SetupStep.OneAdministrator);
        view.Locked.Should().BeEmpty();
        view.Changes.Should().NotBeEmpty().And.BeInDescendingOrder(a => a.Sequence).And.OnlyContain(a => a.DenialId == null);
    }

    [Fact]
    public async Task Read_GatedWithOneSupervisor_SaysSo()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        (await new AdminStart(workbench.Dbs).Read(workbench.Administrator)).Value.Steps.Should().Contain(SetupStep.OneApprover);
        var supervisor = (await workbench.People.Open(workbench.Administrator)).Value.Single(p => p.Id == workbench.Supervisor.UserId);
        _ = (await workbench.People.Lock(workbench.Administrator, supervisor.Id, supervisor.Version)).Value;
        (await new AdminStart(workbench.Dbs).Read(workbench.Administrator)).Value.Steps.Should().Contain(SetupStep.NobodyApproves);
    }

    [Fact]
    public async Task Read_WithoutTheScope_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var actor in new[] { workbench.Clerk, workbench.Supervisor, workbench.Manager })
            (await new AdminStart(workbench.Dbs).Read(actor)).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Read_AnotherTenant_SeesOnlyItsOwn()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour(t => t with { WithStandardReasons = false });
        (await new AdminStart(workbench.Dbs).Read(neighbour.Administrator)).Value.Steps.Should().Contain(SetupStep.NoReasons);
        (await new AdminStart(workbench.Dbs).Read(workbench.Administrator)).Value.Steps.Should().NotContain(SetupStep.NoReasons);
    }

    [Theory]
    [InlineData(0, 1, 2, 2, new[] { SetupStep.NobodyWritesOff })]
    [InlineData(3, 0, 2, 2, new[] { SetupStep.NobodyPosts })]
    [InlineData(3, 1, 0, 1, new[] { SetupStep.NobodyApproves, SetupStep.OneAdministrator })]
    [InlineData(3, 1, 2, 2, new SetupStep[0])]
    public void Steps_Roles_DecideWhatWaits(int write, int post, int approve, int administer, SetupStep[] expected)
    {
        var policy = new TenantPolicy(1) { Gate = GateMode.Always };
        var reason = new WriteOffReason(1, 1, "other", "Other", ReasonCategory.Other, EvidenceRule.None, "", 1);
        AdminStart.Steps(policy, [reason], scope => scope switch { Scope.DenialWrite => write, Scope.PaymentWrite => post, Scope.DenialApprove => approve, _ => administer }).Should().Equal(expected);
    }
}
