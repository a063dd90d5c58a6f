using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class PeopleDeskTests
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
        var world = await World.Open();
        var ask = new NewPerson(Guid.NewGuid(), name, email, Role.BillingClerk);
        (await world.People.JudgeNew(world.Administrator, ask))!.Code.Should().Be(code);
        await Expect.Refused(world, () => world.People.Add(world.Administrator, ask), code);
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
        var world = await World.Open();
        await Expect.Refused(world, () => world.People.Add(world.Administrator, new NewPerson(Guid.NewGuid(), "New", "new@example.test", roles)), code);
        var clerk = await Line(world, world.Clerk);
        await Expect.Refused(world, () => world.People.SetRoles(world.Administrator, clerk.Id, clerk.Version, roles), code);
    }

    [Fact]
    public async Task Acts_WithoutScopeStaleForeignOrOwn_Refused()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var (clerk, admin) = (await Line(world, world.Clerk), await Line(world, world.Administrator));
        foreach (var (actor, id, version, code) in new[]
        {
            (world.Supervisor, clerk.Id, clerk.Version, "ScopeMissing"), (world.Clerk, clerk.Id, clerk.Version, "ScopeMissing"), (world.Manager, clerk.Id, clerk.Version, "ScopeMissing"),
            (new Actor(world.TenantId, Guid.NewGuid(), "Nobody"), clerk.Id, clerk.Version, "ScopeMissing"),
            (world.Administrator, clerk.Id, clerk.Version + 1, "ChangedSinceYouLooked"), (world.Administrator, Guid.NewGuid(), 1L, "NotFound"),
            (neighbour.Administrator, clerk.Id, clerk.Version, "NotFound"), (world.Administrator, admin.Id, admin.Version, "OwnAccount"),
        })
        {
            await Expect.Refused(world, () => world.People.SetRoles(actor, id, version, [Role.Manager]), code);
            await Expect.Refused(world, () => world.People.Lock(actor, id, version), code);
            await Expect.Refused(world, () => world.People.Unlock(actor, id, version), code);
            await Expect.Refused(world, () => world.People.RecordReset(actor, id, version), code);
        }

        await Expect.Refused(world, () => world.People.Open(world.Supervisor), "ScopeMissing");
        await Expect.Refused(world, () => world.People.Add(world.Supervisor, new NewPerson(Guid.NewGuid(), "New", "new@example.test", Role.Manager)), "ScopeMissing");
    }

    [Fact]
    public async Task LastAdministrator_EvenForTheSystem_StaysUntilThereIsAnother()
    {
        var world = await World.Open();
        var admin = await Line(world, world.Administrator);
        await Expect.Refused(world, () => world.People.Lock(world.System, admin.Id, admin.Version), "LastAdministrator");
        await Expect.Refused(world, () => world.People.SetRoles(world.System, admin.Id, admin.Version, [Role.Manager]), "LastAdministrator");
        var second = (await world.People.Add(world.Administrator, new NewPerson(Guid.NewGuid(), "Second", "second@example.test", Role.Administrator))).Value;
        (await world.People.Lock(world.Administrator, second.Id, 1)).IsDone.Should().BeTrue();
        await Expect.Refused(world, () => world.People.Lock(world.System, admin.Id, admin.Version), "LastAdministrator");
        (await world.People.Unlock(world.Administrator, second.Id, 2)).IsDone.Should().BeTrue();
        (await world.People.Lock(world.System, admin.Id, admin.Version)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Administrators_DemotingEachOther_OneStays()
    {
        var world = await World.Open();
        var second = (await world.People.Add(world.Administrator, new NewPerson(Guid.NewGuid(), "Second", "second@example.test", Role.Administrator))).Value;
        var (one, two) = (world.Administrator, new Actor(world.TenantId, second.Id, "Second"));
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await Version(world, one), await Version(world, two));
            var race = round % 2 == 0
                ? await Races.Race(() => world.People.SetRoles(one, two.UserId, b, [Role.Manager]), () => world.People.SetRoles(two, one.UserId, a, [Role.Manager]))
                : await Races.Race(() => world.People.Lock(one, two.UserId, b), () => world.People.Lock(two, one.UserId, a));
            (race.One.IsDone ^ race.Two.IsDone).Should().BeTrue("exactly one is faster");
            (race.One.Refusal ?? race.Two.Refusal)!.Code.Should().Be("ScopeMissing", "the loser is no administrator any more");
            var (winner, loser) = race.One.IsDone ? (one, two) : (two, one);
            if (round % 2 == 0) (await world.People.SetRoles(winner, loser.UserId, await Version(world, loser), [Role.Administrator])).IsDone.Should().BeTrue();
            else (await world.People.Unlock(winner, loser.UserId, await Version(world, loser))).IsDone.Should().BeTrue();
        }

        await Expect.Clean(world);
    }

    [Fact]
    public async Task Roles_Set_CountForTheNextActAndLeaveBeforeAndAfter()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        var told = new List<TenantChange>();
        world.Feed.Changed += told.Add;
        var trail = (await world.Trail()).Count;

        (await world.People.SetRoles(world.Administrator, world.Clerk.UserId, 1, [Role.Manager, Role.PostingClerk])).IsDone.Should().BeTrue();

        (await world.Trail()).Should().HaveCount(trail + 1);
        (await world.Trail())[^1].Should().Match<AuditRow>(r => r.Act == AuditAct.PersonChanged && r.Detail == "Roles of Clerk: Billing clerk → Posting clerk, Manager" && r.ActorName == "Admin");
        told.Should().ContainSingle().Which.Settings.Should().BeTrue();
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Refusal!.Code.Should().Be("ScopeMissing");
        (await world.People.SetRoles(world.Administrator, world.Clerk.UserId, 2, [Role.PostingClerk, Role.Manager])).IsDone.Should().BeTrue("the same again is no change");
        (await world.Trail()).Should().HaveCount(trail + 1);
    }

    [Fact]
    public async Task Locked_LosesEveryScopeAndComesBackWithTheSameRoles()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        await world.People.Lock(world.Administrator, world.Clerk.UserId, 1);
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Refusal!.Code.Should().Be("ScopeMissing");
        (await new Memberships(world.Dbs).IsLocked(world.TenantId, world.Clerk.UserId)).Should().BeTrue();
        await Expect.Refused(world, () => world.People.Lock(world.Administrator, world.Clerk.UserId, 2), "AlreadySo");
        (await world.People.Unlock(world.Administrator, world.Clerk.UserId, 2)).IsDone.Should().BeTrue();
        await Expect.Refused(world, () => world.People.Unlock(world.Administrator, world.Clerk.UserId, 3), "AlreadySo");
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).IsDone.Should().BeTrue();
        (await world.Trail()).Where(r => r.Act == AuditAct.PersonChanged).Select(r => r.Detail).Should().Equal("Clerk: active → locked out", "Clerk: locked out → active");
    }

    private static async Task<PersonLine> Line(World world, Actor actor) => (await world.People.Open(world.Administrator)).Value.Single(p => p.Id == actor.UserId);

    private static Task<long> Version(World world, Actor actor) => world.Read(db => db.Set<Person>().Where(p => p.Id == actor.UserId).Select(p => p.Version).SingleAsync());
}
