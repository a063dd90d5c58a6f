using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

public sealed class MatcherTests
{
    private static KnownAdjudication Known(OutgoingClaim claim, long id = 1, long? claimId = null) => new(id, claimId ?? id, Payers.Facts(claim));

    private static MatchReport Match(OutgoingClaim reversal, params KnownAdjudication[] known) => ReversalMatcher.Match(Payers.Facts(reversal), known);

    [Fact]
    public void Match_SameNumbers_CertainA()
    {
        var report = Match(Payers.Denied().Reversed(), Known(Payers.Denied()));
        (report.Confidence, report.Rule, report.OriginalId).Should().Be((MatchConfidence.Certain, "A", 1L));
        report.Fields.Should().OnlyContain(f => f.Verdict == FieldVerdict.Agrees).And.Contain(f => f.Tag == "CO-197" && f.Ours == "$800.00" && f.Theirs == "−$800.00");
    }

    [Fact]
    public void Match_ReferenceNamesIt_CertainA() =>
        Match(Payers.Denied(control: "N2").Reversed() with { OriginalReference = "N1" }, Known(Payers.Denied())).Should().Match<MatchReport>(r => r.Confidence == MatchConfidence.Certain && r.Rule == "A");

    [Fact]
    public void Match_NewNumberOneCandidate_CertainB() => Match(Payers.Denied(control: "N2").Reversed(), Known(Payers.Denied())).Should().Match<MatchReport>(r => r.Confidence == MatchConfidence.Certain && r.Rule == "B");

    [Fact]
    public void Match_NewNumberTwoAlike_Review() =>
        Match(Payers.Denied(control: "N3").Reversed(), Known(Payers.Denied(control: "N1")), Known(Payers.Denied(control: "N2"), 2)).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_NewNumberSeveral_TheOneThatCancels()
    {
        var report = Match(Payers.Denied(control: "N3").Reversed(), Known(Payers.Paid(control: "N1")), Known(Payers.Denied(control: "N2"), 2));
        (report.Confidence, report.OriginalId).Should().Be((MatchConfidence.Certain, 2L));
    }

    [Fact]
    public void Match_NumberOfAnotherClaim_Review() =>
        Match(Payers.Denied(control: "N2").Reversed(), Known(Payers.Denied()), Known(Payers.Paid("RC-2", control: "N2"), 2)).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_OtherLines_NotCertain() =>
        Match(Payers.Claim("RC-1", "N2", Payers.Line("99213", 80_000, ("CO", "197", 80_000))).Reversed(), Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_PayersNumberChargeMember_ReviewC() => Match(Payers.Denied("OTHER").Reversed(), Known(Payers.Denied())).Should().Match<MatchReport>(r => r.Confidence == MatchConfidence.Review && r.Rule == "C");

    [Fact]
    public void Match_PayersNumberOtherMember_Unmatched() => Match(Payers.Denied("OTHER").Reversed() with { MemberId = "M9" }, Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Unmatched);

    [Theory]
    [InlineData("rc1")]
    [InlineData("RC 0001")]
    [InlineData("Rc.01")]
    public void Match_RetypedNumber_ReviewD(string number) => Match(Payers.Denied(number, control: "N9").Reversed(), Known(Payers.Denied())).Should().Match<MatchReport>(r => r.Confidence == MatchConfidence.Review && r.Rule == "D");

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("---")]
    public void Match_EmptyNumber_Unmatched(string number) => Match(Payers.Denied(number, control: "").Reversed(), Known(Payers.Denied(number, control: ""))).Confidence.Should().Be(MatchConfidence.Unmatched);

    [Fact]
    public void Match_AmountsDiffer_ReviewSaysWhich()
    {
        var report = Match(Payers.Denied(cents: 65_000).Reversed(), Known(Payers.Denied()));
        report.Confidence.Should().Be(MatchConfidence.Review);
        report.Sentence.Should().Contain("CLP03").And.Contain("$150.00");
    }

    [Fact]
    public void Match_OtherCode_Review() => Match(Payers.Denied(code: "50").Reversed(), Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_CrInTotal_Certain() => Match(Payers.Claim("RC-1", "N1", Payers.Line("71046", 80_000, ("CR", "50", 80_000))).Reversed(), Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Certain);

    [Fact]
    public void Match_CrNotInTotal_Review() => Match(Payers.Claim("RC-1", "N1", Payers.Line("71046", 80_000, ("CR", "50", 70_000))).Reversed(), Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_PositiveAmounts_Review() => Match(Payers.Denied() with { Status = "22" }, Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_Void_Review() => Match(Payers.Denied().Reversed() with { Remarks = ["N693"] }, Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Review);

    [Fact]
    public void Match_AlreadyTakenBack_Review()
    {
        var known = Known(Payers.Denied());
        known.ReversedById = 7;
        Match(Payers.Denied().Reversed(), known).Sentence.Should().Contain("already taken back");
    }

    [Fact]
    public void Match_ClaimLevelReversalOfALine_Certain()
    {
        var whole = Payers.Denied().Reversed() with { Lines = [], Charge = new Money(-80_000), Adjustments = [new OutgoingAdjustment("CO", "197", new Money(-80_000))] };
        Match(whole, Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Certain);
        Match(whole with { PayerControlNumber = "N2" }, Known(Payers.Denied())).Rule.Should().Be("B");
    }

    [Fact]
    public void Match_NamesDiffer_NeverLookedAt() => Match(Payers.Denied().Reversed() with { PatientLastName = "ZULU", PatientFirstName = "ZOE" }, Known(Payers.Denied())).Confidence.Should().Be(MatchConfidence.Certain);

    [Fact]
    public void ToStored_Report_ReadsBack()
    {
        var report = Match(Payers.Denied(cents: 65_000).Reversed(), Known(Payers.Denied()));
        MatchReport.Read(report.ToStored()).Should().BeEquivalentTo(report);
        MatchReport.Read("").Should().BeNull();
        MatchReport.Read("x\ty").Should().BeNull();
    }

    [Theory]
    [InlineData("RC-000417", "RC417")]
    [InlineData("rc 417", "RC417")]
    [InlineData("A0-01", "A1")]
    [InlineData("10020", "10020")]
    [InlineData("000", "")]
    [InlineData(null, "")]
    public void Of_Number_Normalised(string? number, string key) => ClaimKeys.Of(number).Should().Be(key);
}
