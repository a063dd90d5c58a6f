using System.Text;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Tests.Domain.Remittances;

public class ReadingTests
{
    [Fact]
    public void Read_WellFormedFile_GivesHeadOfTransaction()
    {
        var head = Sample.Read(Sample.File()).Only.Head;

        head.Should().BeEquivalentTo(new
        {
            ControlNumber = "0001", HasPaymentSegment = true, PaymentText = "120", Payment = new Amount(12_000, AmountState.Exact), CreditOrDebit = "C", Method = "ACH",
            PaymentDate = "20260302", TraceNumber = "TRACE-1", TraceOrigin = "1512345678", ProductionDate = "20260301", PayerName = "EXAMPLE PLAN", PayerId = "P1",
            PayerKey = "1512345678", PayeeName = "EXAMPLE CLINIC", PayeeId = "1999999984", ClaimCount = 1, HasTrailer = true, IsComplete = true, LoopCount = 1,
        });
        head.Group.Date.Should().Be("20260302");
        head.Group.Version.Should().Be("005010X221A1");
        head.Totals.PaidCents.Should().Be(12_000);
        head.Findings.Kept.Should().BeEmpty();
    }

    [Fact]
    public void Read_WellFormedFile_GivesClaimWithLines()
    {
        var claim = Sample.Read(Sample.File()).OnlyClaim;

        claim.Should().BeEquivalentTo(new
        {
            PatientControlNumber = "ACCT-1", Status = "1", PayerControlNumber = "ICN-1", FilingCode = "12", FacilityCode = "11", FrequencyCode = "1",
            MemberId = "M123", PatientLastName = "DOE", PatientFirstName = "JANE", RenderingProviderId = "1999999984", OriginalReference = "ICN-0", IsReversal = false,
        });
        claim.Charge.Cents.Should().Be(20_000);
        claim.Remarks.ToArray().Select(r => r.Code).Should().Equal("N130", "MA01");
        claim.Lines.Length.Should().Be(2);
        var line = claim.Lines[0];
        line.Should().BeEquivalentTo(new { CodeQualifier = "HC", Code = "99213", ControlNumber = "L1", ServiceDate = "20260105", Units = "1" });
        line.Modifiers.Should().Equal("25", "59");
        line.Remarks.ToArray().Select(r => r.Code).Should().Equal("N115");
        claim.Lines[1].Adjustments.Length.Should().Be(0);
    }

    [Fact]
    public void Read_CasWithBlankQuantities_KeepsFixedTriples()
    {
        var claim = Sample.Read(Sample.File("CLP*A*1*135*30~\nCAS*CO*45*30**96*60~\nCAS*PR*1**2*3*15*7~", "30")).OnlyClaim;

        claim.Adjustments.ToArray().Select(a => (a.Group, a.Code, a.Amount.Cents, claim.Text(a.Quantity))).Should().Equal(
            ("CO", "45", 3_000, ""), ("CO", "96", 6_000, ""), ("PR", "1", 0, "2"), ("PR", "3", 1_500, "7"));
    }

    [Fact]
    public void Read_CodesInOddForm_ComeInDomainFormAndAsWritten()
    {
        var claim = Sample.Read(Sample.File("CLP*A*1*10*0~\nCAS*co*0096*5~\nCAS*PR*b7*5~", "0")).OnlyClaim;

        claim.Adjustments.ToArray().Select(a => (a.Group, a.Code)).Should().Equal(("CO", "96"), ("PR", "B7"));
        claim.Adjustments.ToArray().Select(a => (claim.Text(a.GroupText), claim.Text(a.CodeText))).Should().Equal(("co", "0096"), ("PR", "b7"));
    }

    [Fact]
    public void Read_BlankReasonOrGroup_KeepsTheAmountAsUnknown()
    {
        var read = Sample.Read(Sample.File("CLP*A*1*10*0~\nCAS*CO**5~\nCAS**97*5~", "0"));

        read.OnlyClaim.Adjustments.ToArray().Select(a => (a.PostingCode, a.Amount.Cents)).Should().Equal(("unknown", 500), ("unknown", 500));
        read.Only.Claims[0].Hold.Should().BeNull();
        read.Codes.Should().Contain("BLANK_ADJUSTMENT_CODE");
    }

    [Theory]
    [InlineData('|', '>', '^', "'", "")]
    [InlineData('\x1D', '\x1F', '\x1E', "\x1C", "")]
    [InlineData('*', ':', '^', "\n", "")]
    [InlineData('*', ':', '^', "\r\n", "")]
    [InlineData('*', ':', '^', "~", "\r\n")]
    [InlineData('*', ':', '^', "~", "\n    ")]
    [InlineData('*', ':', '^', "~", "\r")]
    public void Read_OtherDelimiters_SaysTheSame(char element, char component, char repetition, string terminator, string between)
    {
        var text = Sample.File().Replace("\n", "", StringComparison.Ordinal)
            .Replace(':', '\u0001').Replace('*', element).Replace('^', repetition).Replace("~", terminator + between, StringComparison.Ordinal).Replace('\u0001', component);
        var expected = Sample.Read(Sample.File());

        var read = Sample.Read(text);

        read.Only.Head.ContentHash.Should().Be(expected.Only.Head.ContentHash);
        read.Only.Head.Identity.Should().Be(expected.Only.Head.Identity);
        read.Only.Hold.Should().BeNull();
        read.OnlyClaim.Lines[0].Modifiers.Should().Equal("25", "59");
        read.Findings.Kept.Should().BeEmpty();
    }

    [Fact]
    public void Read_SeveralInterchangesWithOwnDelimiters_GivesAllTransactions()
    {
        var other = Sample.File().Replace("TRACE-1", "TRACE-2", StringComparison.Ordinal).Replace('*', '|');

        var read = Sample.Read(Sample.File() + "\n\n" + other + Sample.File());

        read.Transactions.Select(t => t.Head.TraceNumber).Should().Equal("TRACE-1", "TRACE-2", "TRACE-1");
        read.Transactions.Select(t => t.Head.Interchange.Index).Should().Equal(0, 1, 2);
        read.Transactions.Should().OnlyContain(t => t.Hold == null && t.Claims.Count == 1);
    }

    [Theory]
    [InlineData("\u00EF\u00BB\u00BF", "LEADING_BYTES")]
    [InlineData("Dear provider,\nplease find:\n", "TEXT_BEFORE_INTERCHANGE")]
    public void Read_SomethingBeforeIsa_ReadsWithFinding(string before, string finding)
    {
        var read = Sample.Read(before + Sample.File());

        read.OnlyClaim.PatientControlNumber.Should().Be("ACCT-1");
        read.Codes.Should().Contain(finding);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00EF\u00BB\u00BF")]
    public void Read_NoIsa_ReadsWithFinding(string before)
    {
        var read = Sample.Read(before + Sample.File()[(Sample.Isa.Length + 1)..].Replace('*', '|'));

        read.Only.Hold.Should().BeNull();
        read.OnlyClaim.Lines[0].Code.Should().Be("99213");
        read.Codes.Should().Equal("NO_INTERCHANGE");
    }

    [Fact]
    public void Read_IsaWithoutItsBlanks_ReadsWithFinding()
    {
        var isa = Sample.Isa.Replace("          ", "", StringComparison.Ordinal).Replace("         ", "", StringComparison.Ordinal);

        var read = Sample.Read(Sample.File(isa: isa));

        read.Only.Hold.Should().BeNull();
        read.Codes.Should().Equal("ISA_WIDTH");
    }

    [Fact]
    public void Read_PayerCalledIsa_IsNoNewInterchange()
    {
        var read = Sample.Read(Sample.File().Replace("EXAMPLE PLAN", "ISA", StringComparison.Ordinal));

        read.Only.Head.PayerName.Should().Be("ISA");
        read.Only.Hold.Should().BeNull();
    }

    [Fact]
    public void Parse_RawTextOfAClaim_GivesTheSameClaim()
    {
        var claim = Sample.Read(Sample.File()).OnlyClaim;

        var again = ClaimPayment.Parse(claim.RawText, claim.Delimiters)!;

        again.RawText.Should().Be(claim.RawText);
        again.Lines[0].ControlNumber.Should().Be("L1");
        again.AllAdjustments.ToArray().Should().Equal(claim.AllAdjustments.ToArray());
        ClaimPayment.Parse("no claim", claim.Delimiters).Should().BeNull();
    }

    [Fact]
    public void Survey_WithoutRewind_GoesOnToTheNextTransaction()
    {
        using var reader = new RemittanceReader(Sample.Stream(Sample.File() + Sample.File()));

        reader.Survey().Should().BeTrue();
        reader.Rewind();
        reader.ReadClaim().Should().BeTrue();
        reader.Survey().Should().BeTrue();
        reader.Transaction!.Index.Should().Be(1);
        reader.Survey().Should().BeFalse();
        reader.Survey().Should().BeFalse();
    }

    [Fact]
    public void Read_SmallChunks_SaysTheSame()
    {
        var bytes = Encoding.Latin1.GetBytes(Sample.File() + Sample.File());

        var read = Sample.Read(new TricklingStream(bytes));

        read.Transactions.Should().HaveCount(2).And.OnlyContain(t => t.Hold == null && t.Claims.Count == 1);
        read.Findings.Kept.Should().BeEmpty();
    }
}
