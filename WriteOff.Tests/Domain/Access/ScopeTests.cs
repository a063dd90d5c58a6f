using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Access;

public sealed class ScopeTests
{
    public static IEnumerable<TheoryDataRow<string, Role>> Table() =>
        from act in ServiceActs.All from role in Enum.GetValues<Role>() select new TheoryDataRow<string, Role>(act.Name, role);

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Act_ByRole_AllowedOrScopeNamed(string name, Role role)
    {
        var (workbench, act) = (await TestWorkbench.Open(), ServiceActs.Named(name));
        var denial = await workbench.GivenIn(act.From);
        var actor = workbench.With(role);
        if (act.Who.Contains(role))
        {
            (await act.Do(workbench, actor, await workbench.Now(denial))).Should().BeNull();
            return;
        }

        var before = await workbench.Dump();
        var refusal = await act.Do(workbench, actor, await workbench.Now(denial));
        refusal!.Code.Should().Be("ScopeMissing");
        refusal.Sentence.Should().MatchRegex(@"billing\.(denial|payment)\.[a-z]+\.$");
        (await workbench.Dump()).Should().Be(before);
    }

    public static IEnumerable<TheoryDataRow<string>> Acts() => ServiceActs.All.Select(a => new TheoryDataRow<string>(a.Name));

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_RoleTakenAwaySinceTheDialogOpened_Refused(string name)
    {
        var (workbench, act) = (await TestWorkbench.Open(), ServiceActs.Named(name));
        var denial = await workbench.GivenIn(act.From);
        (await workbench.WriteOffs.Open(workbench.Supervisor, denial.Id)).IsDone.Should().BeTrue();
        await workbench.Change(async db => db.RemoveRange(await db.Set<PersonRole>().Where(r => r.PersonId == workbench.Supervisor.UserId).ToListAsync()));

        (await act.Do(workbench, workbench.Supervisor, await workbench.Now(denial)))!.Code.Should().Be("ScopeMissing");
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_PersonLockedSinceTheDialogOpened_Refused(string name)
    {
        var (workbench, act) = (await TestWorkbench.Open(), ServiceActs.Named(name));
        var denial = await workbench.GivenIn(act.From);
        await workbench.Change(async db => db.Entry(await db.Set<Person>().SingleAsync(p => p.Id == workbench.Supervisor.UserId)).Property(p => p.IsActive).CurrentValue = false);

        (await act.Do(workbench, workbench.Supervisor, await workbench.Now(denial)))!.Code.Should().Be("ScopeMissing");
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_ByAStranger_Refused(string name)
    {
        var (workbench, act) = (await TestWorkbench.Open(), ServiceActs.Named(name));
        var denial = await workbench.GivenIn(act.From);
        (await act.Do(workbench, new Actor(workbench.TenantId, Guid.NewGuid(), "Nobody"), await workbench.Now(denial)))!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public void Roles_Bundle_AsTheDomainDocumentSays()
    {
        Scope[] clerk = [Scope.DenialRead, Scope.DenialWrite, Scope.DenialAppeal, Scope.ReceivableRead];
        Scopes.Of(Role.BillingClerk).Should().BeEquivalentTo(clerk);
        Scopes.Of(Role.PostingClerk).Should().BeEquivalentTo([Scope.DenialRead, Scope.ReceivableRead, Scope.PaymentWrite]);
        Scopes.Of(Role.BillingSupervisor).Should().BeEquivalentTo([.. clerk, Scope.DenialApprove, Scope.DenialOverride, Scope.PaymentWrite, Scope.ReportsRead, Scope.AuditRead, Scope.ApiManage]);
        Scopes.Of(Role.Manager).Should().BeEquivalentTo([Scope.DenialRead, Scope.ReportsRead, Scope.AuditRead]);
        Scopes.Of(Role.Administrator).Should().BeEquivalentTo([Scope.TenantAdmin, Scope.AuditRead, Scope.ApiManage]);
    }

    [Fact]
    public void Names_AllScopes_AreDistinct() => Enum.GetValues<Scope>().Select(s => s.Name()).Should().OnlyHaveUniqueItems();
}
