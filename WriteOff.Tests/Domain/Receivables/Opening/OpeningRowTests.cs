using WriteOff.Domain.Receivables.Opening;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Receivables.Opening;

/// <summary>Cells as people and spreadsheets write them, and what is said of those that can't be.</summary>
public sealed class OpeningRowTests
{
    [Theory]
    [InlineData("80", 8_000L)]
    [InlineData("$1,284.50", 128_450L)]
    [InlineData("(20.00)", -2_000L)]
    [InlineData("20.00-", -2_000L)]
    [InlineData("80.50000000000001", 8_050L)]
    [InlineData("1.005", null)]
    [InlineData("1,28.00", null)]
    [InlineData("12O.00", null)]
    [InlineData("1e3", null)]
    public void Cents_OfACell(string cell, long? expected) => OpeningValues.Cents(cell).Should().Be(expected);

    [Theory]
    [InlineData("10/12/2026")]
    [InlineData("10/12/26")]
    [InlineData("2026-10-12")]
    [InlineData("20261012")]
    [InlineData("12-Oct-2026")]
    [InlineData("Oct 12, 2026")]
    [InlineData("46307")]
    [InlineData("46307.0")]
    [InlineData("10/12/2026 00:00:00")]
    [InlineData("10/12/2026 12:00 AM")]
    public void Day_OfACell(string cell) => OpeningValues.Day(cell).Should().Be(new DateOnly(2026, 10, 12));

    [Theory]
    [InlineData("13/02/2026")]
    [InlineData("02/30/2026")]
    [InlineData("soon")]
    [InlineData("1234")]
    public void Day_OfNoDate_IsNone(string cell) => OpeningValues.Day(cell).Should().BeNull();

    [Theory]
    [InlineData("CO-197", "CO", "197")]
    [InlineData("co 45", "CO", "45")]
    [InlineData("PR1", "PR", "1")]
    [InlineData("029", "", "29")]
    [InlineData("B7", "", "B7")]
    [InlineData("CO-197 Precertification absent", "CO", "197")]
    public void Carc_OfACell(string cell, string group, string code) => OpeningValues.Carc(cell).Should().Be((group, code));

    [Theory]
    [InlineData("A-1,,North Plan,200,abc,10/12/2026,,,", "2 Open balance is no amount: abc")]
    [InlineData("A-1,,North Plan,200,,10/12/2026,,,", "2 Open balance is missing")]
    [InlineData(",,North Plan,200,80,10/12/2026,,,", "2 Claim number is missing")]
    [InlineData("A-1,,,200,80,10/12/2026,,,", "2 Payer is missing")]
    [InlineData("1.23457E+15,,North Plan,200,80,10/12/2026,,,", "2 Claim number was rounded by a spreadsheet")]
    [InlineData("A-1,,North Plan,200,80,13/02/2026,,,", "2 Date of service is no date: 13/02/2026")]
    [InlineData("A-1,,North Plan,200,80,10/12/2027,,,", "2 Date of service is 10/12/2027, which is still to come")]
    [InlineData("A-1,,North Plan,200,80,10/12/2026,what,11/02/2026,", "2 Denial code (CARC) is no adjustment code: what")]
    [InlineData("A-1,,North Plan,200,80,10/12/2026,CO-197,,", "2 Denied on is missing")]
    [InlineData("A-1,=SUM(A1:A9),North Plan,200,80,10/12/2026,,,", "2 Patient (last, first) is a formula")]
    [InlineData("A-1,,#REF!,200,80,10/12/2026,,,", "2 Payer is an error of the spreadsheet")]
    [InlineData("A-1,,North Plan,60,80,10/12/2026,,,", "2 Total charge is $60.00, but $80.00 is open")]
    [InlineData("A-1,,North Plan,-60,80,10/12/2026,,,", "2 Total charge is below zero")]
    public async Task Check_AWrongCell_IsNamedByRowAndColumn(string row, string said)
    {
        var workbench = await TestWorkbench.OpenSqlite();

        var receipt = (await workbench.Check(OpeningTexts.Of(row))).Value;

        receipt.Said().Should().Contain(s => s.StartsWith(said, StringComparison.Ordinal), because: string.Join("; ", receipt.Said()));
        receipt.Should().Match<OpeningReceipt>(r => r.Errors > 0 && r.New == 0 && r.LeftOut == 1);
    }

    [Fact]
    public async Task Check_RowsOfOneClaimThatDisagree_AreNamed()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        const string row = "A-1,\"Alpha, Ann\",North Plan,200,80,10/12/2026,,,";

        (await workbench.Check(OpeningTexts.Of(row, row))).Value.Said().Should().Contain("3  says the same as row 2");
        (await workbench.Check(OpeningTexts.Of(row, row.Replace("200", "150", StringComparison.Ordinal)))).Value.Said().Should().Contain(s => s.StartsWith("3 Total charge is $150.00, but row 2 says $200.00", StringComparison.Ordinal));
        (await workbench.Check(OpeningTexts.Of(row, row.Replace("Ann", "Zoe", StringComparison.Ordinal)))).Value.Said().Should().Contain(s => s.StartsWith("3 Patient", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_NothingOpenNobodyKnownNoDenial_IsSaidAndIsNoError()
    {
        var workbench = await TestWorkbench.OpenSqlite();

        var receipt = (await workbench.Check(OpeningTexts.Of(
            "A-1,,North Plan,200,0,10/12/2026,,,", "A-2,,North Plan,200,(5.00),10/12/2026,,,", "A-3,,North Plan,200,80,10/12/2026,PR-1,11/02/2026,", "A-4,,North Plan,200,80,10/12/2026,CO-197,11/02/2026,Nobody Here"))).Value;

        receipt.Should().Match<OpeningReceipt>(r => r.Errors == 0 && r.Notices == 4 && r.New == 2 && r.Denials == 1);
        receipt.Said().Should().Contain(s => s.Contains("is a credit")).And.Contain(s => s.Contains("PR-1, which denies nothing")).And.Contain(s => s.Contains("Nobody Here"));
    }

    [Theory]
    [InlineData("Claim #,Patient Name,Insurance,Billed Amount,Balance Due,DOS,CARC,Date Denied", "ClaimNumber=0 Patient=1 PayerName=2 Charge=3 Balance=4 ServiceFrom=5 DenialCode=6 DeniedOn=7")]
    [InlineData("Acct No,Last Name,First Name,Carrier,Total Charges,Outstanding,Service Date,Reason Code,Group Code,Denial Date,Biller", "ClaimNumber=0 PatientLast=1 PatientFirst=2 PayerName=3 Charge=4 Balance=5 ServiceFrom=6 DenialCode=7 Group=8 DeniedOn=9 Assignee=10")]
    [InlineData("Patient Account Number,Claim Number,Payer,Balance", "ClaimNumber=1 PayerName=2 Balance=3")]
    public void Guess_UsualHeaders(string header, string expected) =>
        string.Join(' ', OpeningColumns.Guess(header.Split(',')).Places.OrderBy(p => p.Value).Select(p => $"{p.Key}={p.Value}")).Should().Be(expected);
}
