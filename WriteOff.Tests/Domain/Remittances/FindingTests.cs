using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Tests.Domain.Remittances;

public class FindingTests
{
    [Theory]
    [InlineData("SE*", "SX*", "SE_MISSING")]
    [InlineData("SE*22*0001", "SE*21*0001", "SE_COUNT_WRONG")]
    [InlineData("SE*22*0001", "SE*22*0002", "SE_CONTROL_WRONG")]
    [InlineData("GE*1*7", "GE*2*7", "GE_COUNT_WRONG")]
    [InlineData("GE*1*7", "GE*1*8", "GE_CONTROL_WRONG")]
    [InlineData("GE*1*7~\n", "", "GE_MISSING")]
    [InlineData("IEA*1*", "IEA*x*", "IEA_COUNT_WRONG")]
    [InlineData("IEA*1*000000042", "IEA*1*42", "IEA_CONTROL_WRONG")]
    [InlineData("IEA*1*000000042~\n", "", "IEA_MISSING")]
    [InlineData("IEA*1*000000042~\n", "IEA*1*000000042", "LAST_SEGMENT_UNTERMINATED")]
    [InlineData("*0*P*", "*0*T*", "TEST_INTERCHANGE")]
    [InlineData("BPR*I*120*C", "BPR*I*120*D", "DEBIT")]
    [InlineData("BPR*I*120*", "BPR*I*-120*", "NEGATIVE_PAYMENT")]
    [InlineData("BPR*I*120*", "BPR*I*121*", "TRANSACTION_UNBALANCED")]
    [InlineData("BPR*I*120*", "BPR*I*x*", "UNREADABLE_AMOUNT")]
    [InlineData("TRN*", "TRX*", "TRN_MISSING")]
    [InlineData("SVC*HC:85025*50*", "SVC*HC:85025*49*", "LINES_DO_NOT_ADD_UP")]
    [InlineData("CLP*ACCT-1*1*200*", "CLP*ACCT-1*1**", "BLANK_AMOUNT")]
    [InlineData("ST*835*", "ST*837*", "OTHER_TRANSACTION_SET")]
    [InlineData("ST*835*", "ST*837*", "NO_REMITTANCE")]
    public void Read_SomethingWrong_SaysSo(string right, string wrong, string code)
    {
        var text = Sample.File();
        text.Should().Contain(right);

        var read = Sample.Read(text.Replace(right, wrong, StringComparison.Ordinal));

        read.Codes.Should().Contain(code);
        read.Refused.Should().BeNull();
    }

    [Fact]
    public void Read_RightFile_HasNoFindings() => Sample.Read(Sample.File()).Codes.Should().BeEmpty();

    [Fact]
    public void Read_DamagedFirstIsa_SaysThatATransactionWasSkipped() =>
        Sample.Read("XSA" + Sample.File()[3..] + Sample.File()).Codes.Should().Contain("TRANSACTION_BEFORE_INTERCHANGE");

    [Fact]
    public void Findings_OfABadFile_CarrySegmentAndStep()
    {
        var finding = Sample.Read(Sample.File("CLP*A*1*1OO*0~", "0")).OnlyClaim.Findings.Kept[0];

        finding.Should().BeEquivalentTo(new { Code = "UNREADABLE_AMOUNT", Segment = 10L, Severity = FindingSeverity.Error });
        finding.What.Should().Be("CLP03 is not an amount.");
        finding.Step.Should().NotBeEmpty();
    }

    [Fact]
    public void Findings_OfAThousandBadSegments_AreCountedAndCapped()
    {
        var claim = Sample.Read(Sample.File("CLP*A*1*0*0~\n" + string.Concat(Enumerable.Repeat("CAS*CO*1*x~\n", 1000)), "0")).OnlyClaim;

        claim.Findings.Kept.Should().HaveCount(FindingList.Most);
    }
}
