using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>People whose roles come from groups: what changes at the server is followed here, and nothing is changed by hand.</summary>
public sealed class GroupTests : OpenIdScene
{
    [Fact]
    public async Task GroupLost_IsEffectiveWithinFiveMinutes_OnAnOpenCircuit()
    {
        (await Enter()).Browser.Dispose();
        using var circuit = await Circuit();
        (await circuit.Holds()).Should().BeTrue();
        Server.Person = Server.Person with { Groups = [] };

        var minutes = await MinutesUntilEnd(circuit);

        minutes.Should().BeLessThanOrEqualTo(5);
        (await Line()).Roles.Should().BeEmpty();
        circuit.Activity.Ended.Should().Be(SessionEnd.GroupsLost);
        (await Rows(AuditAct.PersonChanged)).Should().EndWith("Roles of Ona Lind: Billing clerk → none");
    }

    [Fact]
    public async Task AnotherGroup_GivesItsRoleWithinFiveMinutes_AndTheCircuitStays()
    {
        (await Enter()).Browser.Dispose();
        using var circuit = await Circuit();
        Server.Person = Server.Person with { Groups = ["river-leads"] };
        for (var minute = 1; minute <= 20; minute++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            (await circuit.Holds()).Should().BeTrue();
            if (minute == 4) (await Line()).Roles.Should().Equal(Role.BillingSupervisor);
        }

        Server.Renewals.Should().BeInRange(4, 7, "it is asked with the newest refresh token each time, and not each minute");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_ThatRefusesOrIsSilent_EndsTheSessionWithinFiveMinutes(bool refuses)
    {
        (await Enter()).Browser.Dispose();
        using var circuit = await Circuit();
        if (refuses) Server.Refuses = true;
        else await Server.Stop();
        (await MinutesUntilEnd(circuit)).Should().Be(refuses ? 3 : 5, refuses ? "it said no" : "a server that is away for a moment signs nobody out");
        circuit.Activity.Ended.Should().Be(SessionEnd.GroupsLost);
    }

    [Fact]
    public async Task Person_FromGroups_IsNotChangedByHand()
    {
        (await Enter()).Browser.Dispose();
        var line = await Line();
        (await RiverTenant.With(a => a.SetRoles(RiverTenant.Administrator, line, [Role.Manager])))!.Code.Should().Be("RolesFromGroups");
        (await RiverTenant.With(a => a.Reset(RiverTenant.Administrator, line))).Refusal!.Code.Should().Be("RolesFromGroups");
        (await Line()).Should().BeEquivalentTo(line);
    }

    [Fact]
    public async Task Mapping_IsAudited_AndOnlyAnAdministrators()
    {
        var groups = App.App.Services.GetRequiredService<GroupService>();
        (await Rows(AuditAct.GroupRoleChanged)).Should().HaveCount(3).And.Contain("Role of the group river-billing: none → Billing clerk");
        (await groups.Add(RiverTenant.Of(RiverTenant.Super), "x", Role.Manager)).Refusal!.Code.Should().Be("ScopeMissing");
        (await groups.Add(RiverTenant.Administrator, " River-Billing ", Role.Manager)).Refusal!.Code.Should().Be("GroupTaken");
        (await groups.Add(RiverTenant.Administrator, "  ", Role.Manager)).Refusal!.Code.Should().Be("TextMissing");
        (await groups.Remove(RiverTenant.Administrator, new GroupLine("river-billing", Role.Manager))).Refusal!.Code.Should().Be("ChangedSinceYouLooked");
        (await groups.Remove(LakeTenant.Administrator, new GroupLine("river-billing", Role.BillingClerk))).Refusal!.Code.Should().Be("NotFound");
        (await groups.Remove(RiverTenant.Administrator, new GroupLine("river-billing", Role.BillingClerk))).IsDone.Should().BeTrue();
        (await Rows(AuditAct.GroupRoleChanged)).Should().EndWith("Role of the group river-billing: Billing clerk → none");
        await Refused("None of your groups has a role here.");
    }

    private async Task<int> MinutesUntilEnd(OpenCircuit circuit)
    {
        for (var minute = 1; minute <= 10; minute++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            if (!await circuit.Holds()) return minute;
        }

        return int.MaxValue;
    }
}
