using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class EvidenceRulesTests
{
    private static readonly DateOnly Today = Scenario.Today;

    /// <summary>Facts by which a reason's evidence is met or missing, in words.</summary>
    private static readonly Dictionary<string, Func<DenialFacts, DenialFacts>> Cases = new()
    {
        ["as it is"] = f => f,
        ["appeal window passed yesterday"] = f => f with { AppealBy = Today.AddDays(-1) },
        ["appeal window ends today"] = f => f with { AppealBy = Today },
        ["filing window passed yesterday"] = f => f with { FilingLimit = Today.AddDays(-1) },
        ["filing window ends today"] = f => f with { FilingLimit = Today },
        ["no date of service"] = f => f with { FilingLimit = null },
        ["appeal upheld"] = f => f with { LastAppeal = AppealOutcome.Upheld, LastAppealLevel = 2 },
        ["appeal withdrawn"] = f => f with { LastAppeal = AppealOutcome.Withdrawn, LastAppealLevel = 1 },
        ["appeal overturned"] = f => f with { LastAppeal = AppealOutcome.Overturned, LastAppealLevel = 1 },
        ["CARC 96"] = f => f with { Carc = "96" },
        ["CARC 45"] = f => f with { Carc = "45" },
        ["CARC unknown"] = f => f with { Carc = "unknown" },
        ["CARC 16, appeal upheld"] = f => f with { Carc = "16", LastAppeal = AppealOutcome.Upheld },
        ["PR, 121 days"] = f => f with { Group = "PR", DeniedOn = Today.AddDays(-121) },
        ["PR, 120 days"] = f => f with { Group = "PR", DeniedOn = Today.AddDays(-120) },
        ["CO, 121 days"] = f => f with { DeniedOn = Today.AddDays(-121) },
        ["PR, returned"] = f => f with { Group = "PR", ReturnedFromCollectionsOn = Today },
        ["PR, not returned"] = f => f with { Group = "PR" },
        ["CO, returned"] = f => f with { ReturnedFromCollectionsOn = Today },
        ["balance 9.99"] = f => f with { Balance = new Money(999) },
        ["balance 10.00"] = f => f with { Balance = new Money(1_000) },
    };

    [Theory]
    [InlineData("timely-filing-expired", "as it is", false)]
    [InlineData("timely-filing-expired", "appeal window passed yesterday", true)]
    [InlineData("timely-filing-expired", "appeal window ends today", false)]
    [InlineData("timely-filing-expired", "filing window passed yesterday", true)]
    [InlineData("timely-filing-expired", "filing window ends today", false)]
    [InlineData("timely-filing-expired", "no date of service", false)]
    [InlineData("timely-filing-expired", "appeal upheld", true)]
    [InlineData("timely-filing-expired", "appeal withdrawn", false)]
    [InlineData("non-covered", "CARC 96", true)]
    [InlineData("non-covered", "as it is", false)]
    [InlineData("non-covered", "CARC unknown", false)]
    [InlineData("auth-denied-final", "as it is", false)]
    [InlineData("auth-denied-final", "appeal upheld", true)]
    [InlineData("auth-denied-final", "appeal withdrawn", false)]
    [InlineData("auth-denied-final", "appeal overturned", false)]
    [InlineData("auth-denied-final", "CARC 16, appeal upheld", false)]
    [InlineData("patient-uncollectable", "PR, 121 days", true)]
    [InlineData("patient-uncollectable", "PR, 120 days", false)]
    [InlineData("patient-uncollectable", "CO, 121 days", false)]
    [InlineData("bad-debt", "PR, returned", true)]
    [InlineData("bad-debt", "PR, not returned", false)]
    [InlineData("bad-debt", "CO, returned", false)]
    [InlineData("small-balance", "balance 9.99", true)]
    [InlineData("small-balance", "balance 10.00", false)]
    [InlineData("contractual", "CARC 45", true)]
    [InlineData("contractual", "as it is", true)]
    [InlineData("other", "CARC unknown", true)]
    public void Look_Case_MetOrMissing(string reason, string when, bool met)
    {
        var scenario = new Scenario().With(Cases[when]);
        var seen = EvidenceRules.Look(scenario.Reason(reason), scenario.Facts!.Value, scenario.Setting);
        seen.IsMet.Should().Be(met);
        if (!met) seen.Missing.Should().EndWith(".");
        seen.ToStored().Length.Should().BeLessThanOrEqualTo(1_000, "that is the column's length on SQL Server");
    }

    public static IEnumerable<TheoryDataRow<string, EvidenceMode, bool, bool>> Modes() =>
        from reason in new[] { "timely-filing-expired", "non-covered", "auth-denied-final", "patient-uncollectable", "bad-debt" }
        from mode in Enum.GetValues<EvidenceMode>()
        from mayOverride in new[] { false, true }
        from hasNote in new[] { false, true }
        select new TheoryDataRow<string, EvidenceMode, bool, bool>(reason, mode, mayOverride, hasNote);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Decide_EvidenceMissing_ByModeScopeAndNote(string reason, EvidenceMode mode, bool mayOverride, bool hasNote)
    {
        var scenario = new Scenario { Note = hasNote ? "Carrier went bankrupt" : null }.Ask(reason, new Money(100));
        scenario.Reason(reason).Evidence = mode;
        if (mayOverride) scenario.Scopes.Add(Scope.DenialOverride);
        var passes = mode switch
        {
            EvidenceMode.Off => true,
            EvidenceMode.NoteInstead => hasNote,
            EvidenceMode.Block => mayOverride && hasNote,
        };
        scenario.Verdict().Should().Be(passes ? null : "EvidenceMissing");
        if (passes) scenario.Decide().Value.Lines[0].Evidence.IsMet.Should().BeFalse("what the rule saw is kept");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Decide_EvidenceMet_PassesInEveryMode(string reason, EvidenceMode mode, bool mayOverride, bool hasNote)
    {
        var met = reason switch
        {
            "non-covered" => "CARC 96",
            "patient-uncollectable" => "PR, 121 days",
            "bad-debt" => "PR, returned",
            _ => "appeal upheld",
        };
        var scenario = new Scenario { Note = hasNote ? "A note" : null }.With(Cases[met]).Ask(reason, new Money(100));
        scenario.Reason(reason).Evidence = mode;
        if (mayOverride) scenario.Scopes.Add(Scope.DenialOverride);
        scenario.Verdict().Should().BeNull();
    }

    [Theory]
    [InlineData(EvidenceMode.Off)]
    [InlineData(EvidenceMode.NoteInstead)]
    [InlineData(EvidenceMode.Block)]
    public void Decide_SmallBalanceOverThreshold_HardInEveryMode(EvidenceMode mode)
    {
        var scenario = new Scenario().With(Cases["balance 10.00"]).Ask("small-balance", new Money(100));
        scenario.Reason("small-balance").Evidence = mode;
        scenario.Scopes.Add(Scope.DenialOverride);
        scenario.Verdict().Should().Be("EvidenceMissing", "a split into small amounts can't get round the whole balance");
    }

    [Fact]
    public void Decide_SmallBalanceHiddenInASplit_Refused() =>
        new Scenario().Ask("other", new Money(79_500)).Ask("small-balance", new Money(500)).Verdict().Should().Be("EvidenceMissing");

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("ab", false)]
    [InlineData("  a b ", false)]
    [InlineData("a\u200Bb", false)]
    [InlineData("\u200B\u200C\u200D\u2060\uFEFF", false)]
    [InlineData("a\u00ADb\u00AD", false)]
    [InlineData("\u3164\u3164\u3164", false)]
    [InlineData("\u2800\u2800\u2800", false)]
    [InlineData("\u115F\u1160\uFFA0", false)]
    [InlineData("\u0301\u0301\u0301", false)]
    [InlineData("\uD834\uDD59\uD834\uDD59\uD834\uDD59", false)]
    [InlineData("abc", true)]
    [InlineData("a b c", true)]
    [InlineData("n/a", true)]
    [InlineData("支払不可", true)]
    [InlineData("\U0001F44D\U0001F44D\U0001F44D", true)]
    [InlineData("\U0001F44D", false)]
    public void Decide_OtherWithNote_CountsWhatAReaderSees(string? note, bool enough) =>
        new Scenario { Note = note }.Ask("other", new Money(100)).Verdict().Should().Be(enough ? null : "NoteRequired");

    [Fact]
    public void Decide_OtherReasonWithNoteRequired_AsksForIt()
    {
        var scenario = new Scenario { Note = " " }.With(Cases["CARC 96"]).Ask("non-covered", new Money(100));
        scenario.Verdict().Should().BeNull();
        scenario.Reason("non-covered").NoteRequired = true;
        scenario.Verdict().Should().Be("NoteRequired");
    }

    [Fact]
    public void Offers_ContractualWithoutScope_ShownWithWhy()
    {
        var scenario = new Scenario();
        scenario.Scopes.Remove(Scope.PaymentWrite);
        var offers = WriteOffRules.Offers(scenario.Facts!.Value, scenario.Setting);
        offers.Should().HaveCount(8);
        offers.Single(o => o.Reason.Code == "contractual").Refusal!.Code.Should().Be("ScopeMissing");
        offers.Single(o => o.Reason.Code == "small-balance").Refusal!.Code.Should().Be("EvidenceMissing");
        offers.Count(o => o.Refusal is null).Should().Be(6);
    }

    [Theory]
    [InlineData(12, "12 days left to appeal")]
    [InlineData(1, "1 day left to appeal")]
    [InlineData(0, "Today is the last day to appeal")]
    [InlineData(-1, null)]
    public void Warnings_AppealWindow_SaysDaysLeft(int left, string? expected)
    {
        var warnings = WriteOffRules.Warnings(new Scenario().Facts!.Value with { AppealBy = Today.AddDays(left) }, Today);
        if (expected is null) warnings.Should().BeEmpty();
        else warnings.Should().ContainSingle().Which.Should().StartWith(expected);
    }
}
