using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class PolicyDeskTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "gate 99", "ChoiceUnknown" }, { "gate-above ?", "AmountUnreadable" }, { "gate-above -1", "AmountOutOfRange" }, { "gate-above 999999999999999", "AmountOutOfRange" },
        { "small-balance ?", "AmountUnreadable" }, { "small-balance -1", "AmountOutOfRange" }, { "small-balance 1000001", "AmountOutOfRange" },
        { "collection-age ?", "NumberOutOfRange" }, { "collection-age 0", "NumberOutOfRange" }, { "collection-age 3651", "NumberOutOfRange" },
        { "filing-window ?", "NumberOutOfRange" }, { "filing-window 0", "NumberOutOfRange" }, { "filing-window 3651", "NumberOutOfRange" },
        { "appeal-window ?", "NumberOutOfRange" }, { "appeal-window 0", "NumberOutOfRange" }, { "appeal-window 3651", "NumberOutOfRange" },
        { "run-cap ?", "NumberOutOfRange" }, { "run-cap 0", "NumberOutOfRange" }, { "run-cap 1000001", "NumberOutOfRange" },
        { "own-payees 12345", "PayeesUnreadable" }, { "own-payees 12345678901", "PayeesUnreadable" }, { "own-payees <script>", "PayeesUnreadable" },
        { "version 0", "ChangedSinceYouLooked" }, { "evidence foreign", "NotFound" }, { "evidence fixed", "FixedByRule" }, { "evidence 99", "ChoiceUnknown" }, { "evidence stale", "ChangedSinceYouLooked" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Save_Wrong_RefusedByNameAndNothingWritten(string what, string code)
    {
        var world = await World.Open();
        var ask = await Bend(world, what);
        await Expect.Refused(world, () => world.Policies.Save(world.Administrator, ask), code);
    }

    [Theory]
    [InlineData(Role.BillingClerk)]
    [InlineData(Role.PostingClerk)]
    [InlineData(Role.BillingSupervisor)]
    [InlineData(Role.Manager)]
    public async Task Acts_WithoutTheScope_Refused(Role role)
    {
        var world = await World.Open();
        var actor = world.With(role);
        var payer = (await world.GivenDenial()).PayerId;
        var ask = await Same(world);
        await Expect.Refused(world, () => world.Policies.Open(actor), "ScopeMissing");
        await Expect.Refused(world, () => world.Policies.Save(actor, ask with { Gate = GateMode.Always }), "ScopeMissing");
        await Expect.Refused(world, () => world.Payers.Open(actor), "ScopeMissing");
        await Expect.Refused(world, () => world.Payers.SetWindows(actor, payer, new PayerWindows(null, null), new PayerWindows(90, 60)), "ScopeMissing");
        await Expect.Refused(world, () => world.Previews.Of(actor, ask), "ScopeMissing");
    }

    [Fact]
    public async Task Save_SeveralSettings_OneAuditRowEachWithBeforeAndAfter()
    {
        var world = await World.Open();
        var before = (await world.Trail()).Count;
        var non = (await world.Policies.Open(world.Administrator)).Value.Find("non-covered")!;
        var told = Heard(world);

        var saved = (await world.Policies.Save(world.Administrator, (await Same(world)) with
        {
            Gate = GateMode.AboveAmount,
            GateAbove = new Money(25_000),
            CollectionAgeDays = 90,
            AutomaticReopen = true,
            RunRowCap = 5_000,
            OwnPayees = " 1999999984,12-3456789 1999999984 ",
            Evidence = [new EvidenceAsk(non.Id, non.Version, EvidenceMode.Block)],
        })).Value;

        var rows = (await world.Trail()).Skip(before).ToList();
        rows.Select(r => r.Detail).Should().Equal(
            "Evidence of Non-covered: note instead → block", "Gate: off → above $250.00", "Collection age: 120 days → 90 days", "Automatic reopen: off → on",
            "Rows of one mass run: 100,000 → 5,000", "Own payees: any → 1999999984 123456789");
        rows.Should().OnlyContain(r => r.ActorName == "Admin");
        rows[0].Should().Match<AuditRow>(r => r.Act == AuditAct.ReasonChanged && r.ReasonCode == "non-covered");
        rows.Skip(1).Should().OnlyContain(r => r.Act == AuditAct.PolicyChanged);
        var now = (await world.Policies.Open(world.Administrator)).Value;
        now.Policy.Version.Should().Be(saved.Version);
        (now.Policy.Gate, now.Policy.GateAboveCents, now.Policy.AutomaticReopen, now.Policy.RunRowCap).Should().Be((GateMode.AboveAmount, 25_000L, true, 5_000));
        now.Find("non-covered")!.Evidence.Should().Be(EvidenceMode.Block);
        told.Should().ContainSingle().Which.Settings.Should().BeTrue();
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Save_TheSameAgain_DoneWithoutATrace()
    {
        var world = await World.Open();
        var told = Heard(world);
        var trail = (await world.Trail()).Count;
        (await world.Policies.Save(world.Administrator, await Same(world))).Value.Changes.Should().BeEmpty();
        (await world.Trail()).Should().HaveCount(trail);
        told.Should().BeEmpty();
        (await world.Read(db => db.Set<TenantPolicy>().SingleAsync())).Version.Should().Be(1);
    }

    [Fact]
    public async Task Save_GateOff_KeepsTheAmountWhateverStandsInItsField()
    {
        var world = await World.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 25_000 });
        var saved = await world.Policies.Save(world.Administrator, (await Same(world)) with { Gate = GateMode.Off, GateAbove = null });
        saved.Value.Changes.Should().ContainSingle().Which.ToString().Should().Be("Gate: above $250.00 → off");
        (await world.Read(db => db.Set<TenantPolicy>().SingleAsync())).GateAboveCents.Should().Be(25_000);
    }

    [Fact]
    public async Task Save_TwoAdministratorsAtOnce_SecondIsTold()
    {
        var world = await World.Open();
        var ask = await Same(world);
        for (var round = 0; round < 100; round++)
        {
            var (one, two) = await Races.Race(
                () => world.Policies.Save(world.Administrator, ask with { CollectionAgeDays = 130 + round }), () => world.Policies.Save(world.System, ask with { CollectionAgeDays = 1_000 + round }));
            (one.IsDone ^ two.IsDone).Should().BeTrue();
            (one.Refusal ?? two.Refusal)!.Code.Should().Be("ChangedSinceYouLooked");
            ask = await Same(world);
        }

        await Expect.Clean(world);
    }

    [Fact]
    public async Task Neighbour_Administrator_ReachesNothingHere()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var payer = (await world.GivenDenial()).PayerId;
        var reason = (await world.Policies.Open(world.Administrator)).Value.Find("non-covered")!;
        var ask = await Same(neighbour);
        await Expect.Refused(world, () => neighbour.Payers.SetWindows(neighbour.Administrator, payer, new PayerWindows(null, null), new PayerWindows(90, 60)), "NotFound");
        await Expect.Refused(world, () => neighbour.Policies.Save(neighbour.Administrator, ask with { Evidence = [new EvidenceAsk(reason.Id, reason.Version, EvidenceMode.Off)] }), "NotFound");
        await Expect.Refused(world, () => world.Policies.Save(new Actor(world.TenantId, neighbour.Administrator.UserId, "Forged"), ask), "ScopeMissing");
    }

    [Fact]
    public async Task Payer_Windows_AreSetWithBeforeAndAfterAndRefusedWhenStale()
    {
        var world = await World.Open();
        var payer = (await world.GivenDenial()).PayerId;
        var none = new PayerWindows(null, null);
        (await world.Payers.SetWindows(world.Administrator, payer, none, new PayerWindows(90, null))).Value.Should().ContainSingle();
        (await world.Trail())[^1].Detail.Should().Be("Filing window of North Plan: as the organisation → 90 days");
        await Expect.Refused(world, () => world.Payers.SetWindows(world.Administrator, payer, none, new PayerWindows(80, null)), "ChangedSinceYouLooked");
        await Expect.Refused(world, () => world.Payers.SetWindows(world.Administrator, payer, new PayerWindows(90, null), new PayerWindows(0, null)), "NumberOutOfRange");
        await Expect.Refused(world, () => world.Payers.SetWindows(world.Administrator, payer, new PayerWindows(90, null), new PayerWindows(90, 3_651)), "NumberOutOfRange");
        await Expect.Refused(world, () => world.Payers.SetWindows(world.Administrator, 42, none, none), "NotFound");
    }

    private static async Task<PolicyAsk> Same(World world) => PolicyAsk.Same(await world.Read(db => db.Set<TenantPolicy>().AsNoTracking().SingleAsync()));

    private static List<TenantChange> Heard(World world)
    {
        List<TenantChange> told = [];
        world.Feed.Changed += told.Add;
        return told;
    }

    private static async Task<PolicyAsk> Bend(World world, string what)
    {
        var (field, value) = (what.Split(' ')[0], what.Split(' ')[1]);
        var ask = (await Same(world)) with { Gate = GateMode.AboveAmount, GateAbove = new Money(100) };
        Money? money = long.TryParse(value, CultureInfo.InvariantCulture, out var cents) ? new Money(cents) : null;
        int? number = int.TryParse(value, CultureInfo.InvariantCulture, out var n) ? n : null;
        if (field == "evidence")
        {
            var rules = (await world.Policies.Open(world.Administrator)).Value;
            var reason = rules.Find(value == "fixed" ? "other" : "non-covered")!;
            return ask with { Evidence = [new EvidenceAsk(value == "foreign" ? 42 : reason.Id, value == "stale" ? 0 : reason.Version, value == "99" ? (EvidenceMode)99 : EvidenceMode.Off)] };
        }

        return field switch
        {
            "gate" => ask with { Gate = (GateMode)99 },
            "gate-above" => ask with { GateAbove = money },
            "small-balance" => ask with { SmallBalance = money },
            "collection-age" => ask with { CollectionAgeDays = number },
            "filing-window" => ask with { FilingWindowDays = number },
            "appeal-window" => ask with { AppealWindowDays = number },
            "run-cap" => ask with { RunRowCap = number },
            "own-payees" => ask with { OwnPayees = value },
            _ => ask with { Version = 0 },
        };
    }
}
