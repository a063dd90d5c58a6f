using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

/// <summary>Breaks several things at once and expects the refusal that domain.md §4 names first.</summary>
public sealed class RefusalOrderTests
{
    // The order is the enum's; KeyUsedForOther is judged by the service before the rules and has its own tests.
    public static readonly WriteOffRefusal[] InOrder = [.. Enum.GetValues<WriteOffRefusal>().Where(r => r != WriteOffRefusal.KeyUsedForOther)];

    public static IEnumerable<TheoryDataRow<WriteOffRefusal>> Each() => InOrder.Select(r => new TheoryDataRow<WriteOffRefusal>(r));

    [Theory]
    [MemberData(nameof(Each))]
    public void Decide_OneThingBroken_NamesIt(WriteOffRefusal broken)
    {
        var refusal = Break([broken]).Decide().Refusal;
        refusal!.Code.Should().Be(broken.ToString());
        refusal.Sentence.Should().MatchRegex(@"^\S.*\.$");
        refusal.Step.Should().MatchRegex(@"^\S.*\.$");
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Decide_ThisAndALaterOneBroken_NamesThis(WriteOffRefusal first)
    {
        foreach (var later in InOrder.Where(r => r > first))
            Break([first, later]).Verdict().Should().Be(first.ToString(), "{0} is also broken", later);
    }

    [Fact]
    public void Decide_AnyNumberBroken_NamesTheFirst()
    {
        var some = Gen.Elements(InOrder).NonEmptyListOf().Select(list => list.Distinct().Order().ToList());
        Prop.ForAll(some.ToArbitrary(), broken => Break(broken).Verdict() == broken[0].ToString()).Try(2_000, many: 20_000);
    }

    [Fact]
    public void Decide_NothingBroken_WritesOff() => Break([]).Decide().Value.Act.Should().Be(DenialAct.WriteOffPart);

    private static Scenario Break(IReadOnlyList<WriteOffRefusal> broken)
    {
        var scenario = new Scenario();
        scenario.Reasons.Add(new WriteOffReason(1, 90, "off", "Off", ReasonCategory.Other, EvidenceRule.None, "", 9) { IsEnabled = false });
        scenario.Reasons.Add(new WriteOffReason(1, 91, "bare", "Bare", null, EvidenceRule.None, "", 10));
        scenario.Note = "";
        foreach (var refusal in InOrder)
            if (broken.Contains(refusal)) BreakOne(scenario, refusal);
        if (!broken.Contains(WriteOffRefusal.NoteRequired)) scenario.Note = "Reason enough" + scenario.Note;
        if (!broken.Contains(WriteOffRefusal.TooManyLines)) scenario.Lines.Insert(0, new WriteOffAskLine("other", new Money(100)));
        while (broken.Contains(WriteOffRefusal.TooManyLines) && scenario.Lines.Count <= WriteOffAsk.MaxLines) scenario.Lines.Insert(0, new WriteOffAskLine("other", new Money(100)));
        return scenario;
    }

    private static void BreakOne(Scenario scenario, WriteOffRefusal refusal)
    {
        switch (refusal)
        {
            case WriteOffRefusal.NotFound: scenario.Facts = null; break;
            case WriteOffRefusal.ScopeMissing: scenario.Scopes.Remove(Scope.DenialWrite); break;
            case WriteOffRefusal.ProtectedState: scenario.With(f => f with { Status = DenialStatus.AppealPending }); break;
            case WriteOffRefusal.NothingOpen: scenario.With(f => f with { Balance = Money.Zero }); break;
            case WriteOffRefusal.ReversalFlagged: scenario.With(f => f with { IsFlagged = true }); break;
            case WriteOffRefusal.ReasonsNotConfigured: scenario.Reasons.Clear(); break;
            case WriteOffRefusal.ReasonMissing: scenario.Ask(" ", new Money(100)); break;
            case WriteOffRefusal.ReasonUnknown: scenario.Ask("Other", new Money(100)); break;
            case WriteOffRefusal.ReasonDisabled: scenario.Ask("off", new Money(100)); break;
            case WriteOffRefusal.CategoryRequired: scenario.Policy.CategoryRequired = true; scenario.Ask("bare", new Money(100)); break;
            case WriteOffRefusal.NoteRequired: break;
            case WriteOffRefusal.NoteTooLong: scenario.Note += new string(' ', DenialNote.MaxLength + 1); break;
            case WriteOffRefusal.NoteUnreadable: scenario.Note += "\u0001"; break;
            case WriteOffRefusal.TooManyLines: break;
            case WriteOffRefusal.AmountUnreadable: scenario.Ask("other", AskedAmount.Read("ten")); break;
            case WriteOffRefusal.AmountTooFine: scenario.Ask("other", AskedAmount.Read("1.005")); break;
            case WriteOffRefusal.AmountNotPositive: scenario.Ask("other", Money.Zero); break;
            case WriteOffRefusal.AmountAboveBalance: scenario.Ask("other", new Money(80_001)); break;
            case WriteOffRefusal.EvidenceMissing: scenario.Ask("small-balance", new Money(100)); break;
            case WriteOffRefusal.CostShareNeedsEvidence: scenario.With(f => f with { IsFederalPayer = true, Carc = "2" }); break;
            case WriteOffRefusal.BetterRouteOpen: NeedsOverride(scenario, []); break;
            case WriteOffRefusal.OverrideIncomplete when scenario.Facts is { RouteGuards: true }: break; // Nothing passes it at all.
            case WriteOffRefusal.OverrideIncomplete: NeedsOverride(scenario, [new RailOverride(Rail.Finality, "", "Sent twice")]); break;
            case WriteOffRefusal.ChangedSinceYouLooked: scenario.Version--; break;
            case WriteOffRefusal.KeyUsedForOther: throw new ArgumentOutOfRangeException(nameof(refusal));
        }
    }

    private static void NeedsOverride(Scenario scenario, IReadOnlyList<RailOverride> passes)
    {
        scenario.With(f => f with { Route = DenialRoute.NewClaim, RouteGuards = true });
        scenario.Scopes.Add(Scope.DenialOverride);
        scenario.Overrides = passes;
    }
}
