using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class PeopleServiceTests
{
    private const int Rounds = 300;

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "", "new@example.test", "TextMissing" }, { new string('x', 121), "new@example.test", "TextTooLong" }, { "A\u0001", "new@example.test", "TextUnreadable" },
        { "New", "", "TextMissing" }, { "New", "new", "EmailUnreadable" }, { "New", "@example.test", "EmailUnreadable" }, { "New", "new@", "EmailUnreadable" }, { "New", "a@b@c.test", "EmailUnreadable" },
        { "New", "a b@c.test", "EmailUnreadable" }, { "New", "<script>@c.test", "EmailUnreadable" }, { "New", "a@-c.test", "EmailUnreadable" }, { "New", "a@c..test", "EmailUnreadable" },
        { "New", new string('a', 250) + "@c.test", "TextTooLong" }, { "New", "CLERK@example.test", "EmailTaken" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Add_Wrong_RefusedAndNothingWritten(string name, string email, string code)
    {
        var workbench = await TestWorkbench.Open();
        var ask = new NewPerson(Guid.NewGuid(), name, email, Role.BillingClerk);
        (await workbench.People.JudgeNew(workbench.Administrator, ask))!.Code.Should().Be(code);
        await Expect.Refused(workbench, () => workbench.People.Add(workbench.Administrator, ask), code);
    }

    public static TheoryData<Role[], string> Clashes => new()
    {
        { [], "RolesMissing" }, { [(Role)99], "RoleUnknown" }, { [Role.Administrator, Role.BillingSupervisor], "AdministratorCannotApprove" },
        { [Role.Administrator, Role.BillingClerk, Role.BillingSupervisor], "AdministratorCannotApprove" },
    };

    [Theory]
    [MemberData(nameof(Clashes))]
    public async Task Roles_ThatCannotBe_RefusedOnAddAndOnSet(Role[] roles, string code)
    {
        var workbench = await TestWorkbench.Open();
        await Expect.Refused(workbench, () => workbench.People.Add(workbench.Administrator, new NewPerson(Guid.NewGuid(), "New", "new@example.test", roles)), code);
        var clerk = await Line(workbench, workbench.Clerk);
        await Expect.Refused(workbench, () => workbench.People.SetRoles(workbench.Administrator, clerk.Id, clerk.Version, roles), code);
    }

    [Fact]
    public async Task Acts_WithoutScopeStaleForeignOrOwn_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var (clerk, admin) = (await Line(workbench, workbench.Clerk), await Line(workbench, workbench.Administrator));
        foreach (var (actor, id, version, code) in new[]
        {
            (workbench.Supervisor, clerk.Id, clerk.Version, "ScopeMissing"), (workbench.Clerk, clerk.Id, clerk.Version, "ScopeMissing"), (workbench.Manager, clerk.Id, clerk.Version, "ScopeMissing"),
            (new Actor(workbench.TenantId, Guid.NewGuid(), "Nobody"), clerk.Id, clerk.Version, "ScopeMissing"),
            (workbench.Administrator, clerk.Id, clerk.Version + 1, "ChangedSinceYouLooked"), (workbench.Administrator, Guid.NewGuid(), 1L, "NotFound"),
            (neighbour.Administrator, clerk.Id, clerk.Version, "NotFound"), (workbench.Administrator, admin.Id, admin.Version, "OwnAccount"),
        })
        {
            await Expect.Refused(workbench, () => workbench.People.SetRoles(actor, id, version, [Role.Manager]), code);
            await Expect.Refused(workbench, () => workbench.People.Lock(actor, id, version), code);
            await Expect.Refused(workbench, () => workbench.People.Unlock(actor, id, version), code);
            await Expect.Refused(workbench, () => workbench.People.RecordReset(actor, id, version), code);
        }

        await Expect.Refused(workbench, () => workbench.People.Open(workbench.Supervisor), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.People.Add(workbench.Supervisor, new NewPerson(Guid.NewGuid(), "New", "new@example.test", Role.Manager)), "ScopeMissing");
    }

    [Fact]
    public async Task LastAdministrator_EvenForTheSystem_StaysUntilThereIsAnother()
    {
        var workbench = await TestWorkbench.Open();
        var admin = await Line(workbench, workbench.Administrator);
        await Expect.Refused(workbench, () => workbench.People.Lock(workbench.System, admin.Id, admin.Version), "LastAdministrator");
        await Expect.Refused(workbench, () => workbench.People.SetRoles(workbench.System, admin.Id, admin.Version, [Role.Manager]), "LastAdministrator");
        var second = (await workbench.People.Add(workbench.Administrator, new NewPerson(Guid.NewGuid(), "Second", "second@example.test", Role.Administrator))).Value;
        (await workbench.People.Lock(workbench.Administrator, second.Id, 1)).IsDone.Should().BeTrue();
        await Expect.Refused(workbench, () => workbench.People.Lock(workbench.System, admin.Id, admin.Version), "LastAdministrator");
        (await workbench.People.Unlock(workbench.Administrator, second.Id, 2)).IsDone.Should().BeTrue();
        (await workbench.People.Lock(workbench.System, admin.Id, admin.Version)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Administrators_DemotingEachOther_OneStays()
    {
        var workbench = await TestWorkbench.Open();
        var second = (await workbench.People.Add(workbench.Administrator, new NewPerson(Guid.NewGuid(), "Second", "second@example.test", Role.Administrator))).Value;
        var (one, two) = (workbench.Administrator, new Actor(workbench.TenantId, second.Id, "Second"));
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await Version(workbench, one), await Version(workbench, two));
            var race = round % 2 == 0
                ? await ConcurrentActs.Race(() => workbench.People.SetRoles(one, two.UserId, b, [Role.Manager]), () => workbench.People.SetRoles(two, one.UserId, a, [Role.Manager]))
                : await ConcurrentActs.Race(() => workbench.People.Lock(one, two.UserId, b), () => workbench.People.Lock(two, one.UserId, a));
            (race.One.IsDone ^ race.Two.IsDone).Should().BeTrue("exactly one is faster");
            (race.One.Refusal ?? race.Two.Refusal)!.Code.Should().Be("ScopeMissing", "the loser is no administrator any more");
            var (winner, loser) = race.One.IsDone ? (one, two) : (two, one);
            if (round % 2 == 0) (await workbench.People.SetRoles(winner, loser.UserId, await Version(workbench, loser), [Role.Administrator])).IsDone.Should().BeTrue();
            else (await workbench.People.Unlock(winner, loser.UserId, await Version(workbench, loser))).IsDone.Should().BeTrue();
        }

        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Roles_Set_CountForTheNextActAndLeaveBeforeAndAfter()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var told = new List<TenantChange>();
        workbench.Feed.Changed += told.Add;
        var trail = (await workbench.Trail()).Count;

        (await workbench.People.SetRoles(workbench.Administrator, workbench.Clerk.UserId, 1, [Role.Manager, Role.PostingClerk])).IsDone.Should().BeTrue();

        (await workbench.Trail()).Should().HaveCount(trail + 1);
        (await workbench.Trail())[^1].Should().Match<AuditRow>(r => r.Act == AuditAct.PersonChanged && r.Detail == "Roles of Clerk: Billing clerk → Posting clerk, Manager" && r.ActorName == "Admin");
        told.Should().ContainSingle().Which.Settings.Should().BeTrue();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.People.SetRoles(workbench.Administrator, workbench.Clerk.UserId, 2, [Role.PostingClerk, Role.Manager])).IsDone.Should().BeTrue("the same again is no change");
        (await workbench.Trail()).Should().HaveCount(trail + 1);
    }

    [Fact]
    public async Task Locked_LosesEveryScopeAndComesBackWithTheSameRoles()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.People.Lock(workbench.Administrator, workbench.Clerk.UserId, 1);
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).Refusal!.Code.Should().Be("ScopeMissing");
        (await new Memberships(workbench.Dbs).IsLocked(workbench.TenantId, workbench.Clerk.UserId)).Should().BeTrue();
        await Expect.Refused(workbench, () => workbench.People.Lock(workbench.Administrator, workbench.Clerk.UserId, 2), "AlreadySo");
        (await workbench.People.Unlock(workbench.Administrator, workbench.Clerk.UserId, 2)).IsDone.Should().BeTrue();
        await Expect.Refused(workbench, () => workbench.People.Unlock(workbench.Administrator, workbench.Clerk.UserId, 3), "AlreadySo");
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        (await workbench.Trail()).Where(r => r.Act == AuditAct.PersonChanged).Select(r => r.Detail).Should().Equal("Clerk: active → locked out", "Clerk: locked out → active");
    }

    private static async Task<PersonLine> Line(TestWorkbench workbench, Actor actor) => (await workbench.People.Open(workbench.Administrator)).Value.Single(p => p.Id == actor.UserId);

    private static Task<long> Version(TestWorkbench workbench, Actor actor) => workbench.Read(db => db.Set<Person>().Where(p => p.Id == actor.UserId).Select(p => p.Version).SingleAsync());
}
