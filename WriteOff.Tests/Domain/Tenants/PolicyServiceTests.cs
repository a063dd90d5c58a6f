using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class PolicyServiceTests
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
        var workbench = await TestWorkbench.Open();
        var ask = await Bend(workbench, what);
        await Expect.Refused(workbench, () => workbench.Policies.Save(workbench.Administrator, ask), code);
    }

    [Theory]
    [InlineData(Role.BillingClerk)]
    [InlineData(Role.PostingClerk)]
    [InlineData(Role.BillingSupervisor)]
    [InlineData(Role.Manager)]
    public async Task Acts_WithoutTheScope_Refused(Role role)
    {
        var workbench = await TestWorkbench.Open();
        var actor = workbench.With(role);
        var payer = (await workbench.GivenDenial()).PayerId;
        var ask = await Same(workbench);
        await Expect.Refused(workbench, () => workbench.Policies.Open(actor), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Policies.Save(actor, ask with { Gate = GateMode.Always }), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Payers.Open(actor), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Payers.SetWindows(actor, payer, new PayerWindows(null, null), new PayerWindows(90, 60)), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Previews.Of(actor, ask), "ScopeMissing");
    }

    [Fact]
    public async Task Save_SeveralSettings_OneAuditRowEachWithBeforeAndAfter()
    {
        var workbench = await TestWorkbench.Open();
        var before = (await workbench.Trail()).Count;
        var non = (await workbench.Policies.Open(workbench.Administrator)).Value.Find("non-covered")!;
        var told = Heard(workbench);

        var saved = (await workbench.Policies.Save(workbench.Administrator, (await Same(workbench)) with
        {
            Gate = GateMode.AboveAmount,
            GateAbove = new Money(25_000),
            CollectionAgeDays = 90,
            AutomaticReopen = true,
            RunRowCap = 5_000,
            OwnPayees = " 1999999984,12-3456789 1999999984 ",
            Evidence = [new EvidenceAsk(non.Id, non.Version, EvidenceMode.Block)],
        })).Value;

        var rows = (await workbench.Trail()).Skip(before).ToList();
        rows.Select(r => r.Detail).Should().Equal(
            "Evidence of Non-covered: note instead → block", "Gate: off → above $250.00", "Collection age: 120 days → 90 days", "Automatic reopen: off → on",
            "Rows of one mass run: 100,000 → 5,000", "Own payees: any → 1999999984 123456789");
        rows.Should().OnlyContain(r => r.ActorName == "Admin");
        rows[0].Should().Match<AuditRow>(r => r.Act == AuditAct.ReasonChanged && r.ReasonCode == "non-covered");
        rows.Skip(1).Should().OnlyContain(r => r.Act == AuditAct.PolicyChanged);
        var now = (await workbench.Policies.Open(workbench.Administrator)).Value;
        now.Policy.Version.Should().Be(saved.Version);
        (now.Policy.Gate, now.Policy.GateAboveCents, now.Policy.AutomaticReopen, now.Policy.RunRowCap).Should().Be((GateMode.AboveAmount, 25_000L, true, 5_000));
        now.Find("non-covered")!.Evidence.Should().Be(EvidenceMode.Block);
        told.Should().ContainSingle().Which.Settings.Should().BeTrue();
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Save_TheSameAgain_DoneWithoutATrace()
    {
        var workbench = await TestWorkbench.Open();
        var told = Heard(workbench);
        var trail = (await workbench.Trail()).Count;
        (await workbench.Policies.Save(workbench.Administrator, await Same(workbench))).Value.Changes.Should().BeEmpty();
        (await workbench.Trail()).Should().HaveCount(trail);
        told.Should().BeEmpty();
        (await workbench.Read(db => db.Set<TenantPolicy>().SingleAsync())).Version.Should().Be(1);
    }

    [Fact]
    public async Task Save_GateOff_KeepsTheAmountWhateverStandsInItsField()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 25_000 });
        var saved = await workbench.Policies.Save(workbench.Administrator, (await Same(workbench)) with { Gate = GateMode.Off, GateAbove = null });
        saved.Value.Changes.Should().ContainSingle().Which.ToString().Should().Be("Gate: above $250.00 → off");
        (await workbench.Read(db => db.Set<TenantPolicy>().SingleAsync())).GateAboveCents.Should().Be(25_000);
    }

    [Fact]
    public async Task Save_TwoAdministratorsAtOnce_SecondIsTold()
    {
        var workbench = await TestWorkbench.Open();
        var ask = await Same(workbench);
        for (var round = 0; round < 100; round++)
        {
            var (one, two) = await ConcurrentActs.Race(
                () => workbench.Policies.Save(workbench.Administrator, ask with { CollectionAgeDays = 130 + round }), () => workbench.Policies.Save(workbench.System, ask with { CollectionAgeDays = 1_000 + round }));
            (one.IsDone ^ two.IsDone).Should().BeTrue();
            (one.Refusal ?? two.Refusal)!.Code.Should().Be("ChangedSinceYouLooked");
            ask = await Same(workbench);
        }

        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Neighbour_Administrator_ReachesNothingHere()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var payer = (await workbench.GivenDenial()).PayerId;
        var reason = (await workbench.Policies.Open(workbench.Administrator)).Value.Find("non-covered")!;
        var ask = await Same(neighbour);
        await Expect.Refused(workbench, () => neighbour.Payers.SetWindows(neighbour.Administrator, payer, new PayerWindows(null, null), new PayerWindows(90, 60)), "NotFound");
        await Expect.Refused(workbench, () => neighbour.Policies.Save(neighbour.Administrator, ask with { Evidence = [new EvidenceAsk(reason.Id, reason.Version, EvidenceMode.Off)] }), "NotFound");
        await Expect.Refused(workbench, () => workbench.Policies.Save(new Actor(workbench.TenantId, neighbour.Administrator.UserId, "Forged"), ask), "ScopeMissing");
    }

    [Fact]
    public async Task Payer_Windows_AreSetWithBeforeAndAfterAndRefusedWhenStale()
    {
        var workbench = await TestWorkbench.Open();
        var payer = (await workbench.GivenDenial()).PayerId;
        var none = new PayerWindows(null, null);
        (await workbench.Payers.SetWindows(workbench.Administrator, payer, none, new PayerWindows(90, null))).Value.Should().ContainSingle();
        (await workbench.Trail())[^1].Detail.Should().Be("Filing window of North Plan: as the organisation → 90 days");
        await Expect.Refused(workbench, () => workbench.Payers.SetWindows(workbench.Administrator, payer, none, new PayerWindows(80, null)), "ChangedSinceYouLooked");
        await Expect.Refused(workbench, () => workbench.Payers.SetWindows(workbench.Administrator, payer, new PayerWindows(90, null), new PayerWindows(0, null)), "NumberOutOfRange");
        await Expect.Refused(workbench, () => workbench.Payers.SetWindows(workbench.Administrator, payer, new PayerWindows(90, null), new PayerWindows(90, 3_651)), "NumberOutOfRange");
        await Expect.Refused(workbench, () => workbench.Payers.SetWindows(workbench.Administrator, 42, none, none), "NotFound");
    }

    private static async Task<PolicyAsk> Same(TestWorkbench workbench) => PolicyAsk.Same(await workbench.Read(db => db.Set<TenantPolicy>().AsNoTracking().SingleAsync()));

    private static List<TenantChange> Heard(TestWorkbench workbench)
    {
        List<TenantChange> told = [];
        workbench.Feed.Changed += told.Add;
        return told;
    }

    private static async Task<PolicyAsk> Bend(TestWorkbench workbench, string what)
    {
        var (field, value) = (what.Split(' ')[0], what.Split(' ')[1]);
        var ask = (await Same(workbench)) with { Gate = GateMode.AboveAmount, GateAbove = new Money(100) };
        Money? money = long.TryParse(value, CultureInfo.InvariantCulture, out var cents) ? new Money(cents) : null;
        int? number = int.TryParse(value, CultureInfo.InvariantCulture, out var n) ? n : null;
        if (field == "evidence")
        {
            var rules = (await workbench.Policies.Open(workbench.Administrator)).Value;
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
