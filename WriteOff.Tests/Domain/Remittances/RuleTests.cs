using System.Text;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Tests.Domain.Remittances;

public class RuleTests
{
    [Theory]
    [InlineData("", 0, AmountState.Blank)]
    [InlineData("0", 0, AmountState.Exact)]
    [InlineData("-0", 0, AmountState.Exact)]
    [InlineData("100", 10_000, AmountState.Exact)]
    [InlineData("100.5", 10_050, AmountState.Exact)]
    [InlineData("100.500", 10_050, AmountState.Exact)]
    [InlineData("-100.05", -10_005, AmountState.Exact)]
    [InlineData(".5", 50, AmountState.Exact)]
    [InlineData("5.", 500, AmountState.Exact)]
    [InlineData("0000000000000000000000012.50", 1_250, AmountState.Exact)]
    [InlineData("0.29", 29, AmountState.Exact)]
    [InlineData("9999999999.99", 999_999_999_999, AmountState.Exact)]
    [InlineData("10000000000", 0, AmountState.OutOfRange)]
    [InlineData("-99999999999999999999999999", 0, AmountState.OutOfRange)]
    [InlineData("18446744073709551616", 0, AmountState.OutOfRange)]
    [InlineData("10.005", 1_000, AmountState.SubCent)]
    [InlineData("-10.001", -1_000, AmountState.SubCent)]
    [InlineData("+5", 0, AmountState.Unreadable)]
    [InlineData("1e5", 0, AmountState.Unreadable)]
    [InlineData("1,000.00", 0, AmountState.Unreadable)]
    [InlineData("$4", 0, AmountState.Unreadable)]
    [InlineData("-", 0, AmountState.Unreadable)]
    [InlineData(".", 0, AmountState.Unreadable)]
    [InlineData("--4", 0, AmountState.Unreadable)]
    [InlineData("1.2.3", 0, AmountState.Unreadable)]
    [InlineData("12O", 0, AmountState.Unreadable)]
    public void ReadAmount_Text_GivesCentsOrSaysWhy(string text, long cents, AmountState state) =>
        Amount.Read(Encoding.Latin1.GetBytes(text)).Should().Be(new Amount(cents, state));

    [Theory]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*40~", null)]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*39.99~", HoldWord.UnbalancedClaim)]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*4O~", HoldWord.UnreadableAmount)]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*+40~", HoldWord.UnreadableAmount)]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*40.001~", HoldWord.SubCentAmount)]
    [InlineData("CLP*A*1*100.000*60~\nCAS*CO*45*40.0~", null)]
    [InlineData("CLP*A*1*99999999999*60~\nCAS*CO*45*40~", HoldWord.AmountOutOfRange)]
    [InlineData("CLP*A*1*100*60*abc~\nCAS*CO*45*40~", null)]
    [InlineData("CLP*A*1*100*60~\nSVC*HC:1*60*60~\nSVC*HC:2*40*0~\nCAS*CO*45*40~", null)]
    [InlineData("CLP*A*1*100*60~\nSVC*HC:1*60*50~\nSVC*HC:2*40*10~\nCAS*CO*45*40~", HoldWord.UnbalancedLine)]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*40~\nAMT*AU*999~", null)]
    [InlineData("CLP*A*1*100*60~\nCAS*CO*45*60**45*-20~", null)]
    [InlineData("CLP*A*22*-100*60~\nCAS*CO*45*-160~", null)]
    public void HoldClaim_Amounts_GivesTheWord(string claim, HoldWord? expected) =>
        Sample.Read(Sample.File(claim, "60")).Only.Claims[0].Hold.Should().Be(expected);

    [Fact]
    public void HoldTransaction_States_GiveTheWord()
    {
        var file = Sample.File();
        Hold(file).Should().BeNull();
        Hold(Sample.File(payment: "120.01")).Should().Be(HoldWord.UnbalancedTransaction);
        Hold(Sample.File(payment: "12O")).Should().Be(HoldWord.UnbalancedTransaction);
        Hold(Sample.File(payment: "100", after: "PLB*1*20261231*WO:X*20~")).Should().BeNull();
        Hold(Sample.File(payment: "130", after: "PLB*1*20261231*WO:X*20*FB:Y*-30~")).Should().BeNull();
        Hold(Sample.File(payment: "120", after: "PLB*1*20261231*WO:X*2O~")).Should().Be(HoldWord.UnbalancedTransaction);
        Hold(file[..file.IndexOf("SE*", StringComparison.Ordinal)]).Should().Be(HoldWord.CutOff);
        Hold(file.Replace("BPR*", "BPX*", StringComparison.Ordinal)).Should().Be(HoldWord.NoPaymentSegment);
        Hold(file, "1234567893").Should().Be(HoldWord.OtherPayee);
        Hold(file, "1234567893", "1999999984").Should().BeNull();

        static HoldWord? Hold(string text, params string[] payees) =>
            HoldRules.ForTransaction(Sample.Read(text).Only.Head, payees.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void HoldWords_All_AreExplainedUnderTheirPublishedName() =>
        Enum.GetValues<HoldWord>().Select(word => word.Explain().Code).Should().Equal(
            "UNBALANCED_TRANSACTION", "CUT_OFF", "NO_PAYMENT_SEGMENT", "OTHER_PAYEE", "UNBALANCED_CLAIM", "UNBALANCED_LINE", "UNREADABLE_AMOUNT",
            "SUB_CENT_AMOUNT", "AMOUNT_OUT_OF_RANGE", "REPEATED_CLAIM", "REVERSAL_REVIEW", "AWAITING_REOPEN");

    [Fact]
    public void HoldWords_FirstFour_HoldTheWholeTransaction() =>
        Enum.GetValues<HoldWord>().Where(word => word.Explain().HoldsTransaction).Should().Equal(
            HoldWord.UnbalancedTransaction, HoldWord.CutOff, HoldWord.NoPaymentSegment, HoldWord.OtherPayee);

    private const string Paid = "CLP*A*1*100*60**12*ICN~\nCAS*CO*45*40~\n";
    private const string Reversed = "CLP*A*22*-100*-60**12*ICN~\nCAS*CO*45*-40~\n";
    private const string Corrected = "CLP*A*1*100*70**12*ICN2~\nCAS*CO*45*30~\n";

    [Theory]
    [InlineData(Paid + Paid, "-R")]
    [InlineData(Paid + "LX*2~\n" + Paid + Paid, "-RR")]
    [InlineData(Paid + Reversed + Corrected, "---")]
    [InlineData(Paid + Reversed + Paid, "---")]
    [InlineData(Reversed + Reversed, "-R")]
    [InlineData(Reversed + Paid + Reversed, "---")]
    [InlineData(Paid + "CLP*A*1*100*60**12*ICN-B~\nCAS*CO*45*40~\n", "--")]
    [InlineData(Paid + "CLP*B*22*-100*-60**12*ICN~\nCAS*CO*45*-40~\n" + Paid, "--R")]
    public void HoldRepeated_Claims_HoldsOnlyWhatNothingUndid(string claims, string expected) =>
        string.Concat(Sample.Read(Sample.File(claims)).Only.Claims.Select(c => c.Hold == HoldWord.RepeatedClaim ? 'R' : '-')).Should().Be(expected);

    [Theory]
    [InlineData("20260301", "20260302", "20260303", "2026-03-01", "DTM405", 0)]
    [InlineData("", "20260302", "20260303", "2026-03-02", "BPR16", 0)]
    [InlineData("20261301", "", "20260303", "2026-03-03", "GS04", 1)]
    [InlineData("20990101", "00000000", "x", "2026-03-10", "TODAY", 3)]
    public void ChooseDate_Sources_TakesTheFirstThatCanBe(string dtm405, string bpr16, string gs04, string expected, string source, int findings)
    {
        var text = Sample.File().Replace("DTM*405*20260301", "DTM*405*" + dtm405, StringComparison.Ordinal)
            .Replace("*2*20260302~", $"*2*{bpr16}~", StringComparison.Ordinal).Replace("CLINIC*20260302", "CLINIC*" + gs04, StringComparison.Ordinal);

        var chosen = PostingDates.Choose(Sample.Read(text).Only.Head, new DateOnly(2026, 3, 10));

        chosen.Should().BeEquivalentTo(new { Date = DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Source = source });
        chosen.Findings.Should().HaveCount(findings);
    }

    [Fact]
    public void Identity_ResendInNewEnvelope_IsTheSame()
    {
        var first = Sample.Read(Sample.File()).Only.Head;
        var resent = Sample.Read(Sample.File().Replace("000000042", "000000043", StringComparison.Ordinal).Replace("20260302*0800", "20260309*0900", StringComparison.Ordinal)).Only.Head;
        var other = Sample.Read(Sample.File().Replace("CAS*PR*2*", "CAS*PR*1*", StringComparison.Ordinal)).Only.Head;

        resent.Identity.Should().Be(first.Identity);
        other.Identity.Should().NotBe(first.Identity);
    }
}
