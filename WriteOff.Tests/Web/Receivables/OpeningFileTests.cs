using System.Text;
using MiniExcelLibs;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Receivables;

/// <summary>Files as they come: every delimiter and encoding, damaged ones, and ones that are none.</summary>
public sealed class OpeningFileTests
{
    private const string Small = "Claim #,Payer,Balance,DOS\n00123,Müller Plan,80.00,10/12/2026\nA-2,\"Plan, South\",90.00,10/13/2026\n";

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Open_EachDelimiter_IsFound(char delimiter)
    {
        var text = $"Claim #{delimiter}Payer{delimiter}Balance\n00123{delimiter}\"Plan{delimiter} South\"{delimiter}80.00\n";

        var file = OpeningTexts.Read(Encoding.UTF8.GetBytes(text)).Value;

        file.Header.Should().Equal("Claim #", "Payer", "Balance");
        file.Rows().Single().Cells.Should().Equal("00123", $"Plan{delimiter} South", "80.00");
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("iso-8859-1", false)]
    public void Open_EachEncoding_KeepsNamesAndZeros(string encoding, bool isMarked)
    {
        var kind = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. isMarked ? kind.GetPreamble() : [], .. kind.GetBytes(Small)];

        var file = OpeningTexts.Read(bytes).Value;

        file.Header[0].Should().Be("Claim #");
        file.Rows().Select(r => (r.Number, r.Cells[0], r.Cells[1])).Should().Equal((2, "00123", "Müller Plan"), (3, "A-2", "Plan, South"));
        file.Rows().Should().HaveCount(2, "it can be read again");
    }

    [Fact]
    public void Open_TitlesAndBlankRowsAboveTheHeader_AreSkipped()
    {
        var file = OpeningTexts.Read(Encoding.UTF8.GetBytes("Insurance Aging,,,\nAs of 11/24/2026,,,\n,,,\n" + Small)).Value;

        file.Header.Should().Equal("Claim #", "Payer", "Balance", "DOS");
        file.Rows().Select(r => r.Number).Should().Equal(5, 6);
    }

    [Fact]
    public async Task Open_Workbook_KeepsTextZerosAndReadsDates()
    {
        using var book = new MemoryStream();
        await book.SaveAsAsync(new[] { new Dictionary<string, object> { ["Claim #"] = "00123", ["Payer"] = "North", ["Balance"] = 80.5m, ["DOS"] = new DateTime(2026, 10, 12), ["Acct"] = 1234567890123456789m } }, printHeader: true);

        var row = OpeningTexts.Read(book.ToArray(), "aging.xlsx").Value.Rows().Single();

        row.Cells.Take(3).Should().Equal("00123", "North", "80.5");
        OpeningValues.Day(row.Cells[3]).Should().Be(new DateOnly(2026, 10, 12));
        OpeningValues.IsRounded(row.Cells[4]).Should().BeTrue();
    }

    [Fact]
    public void Open_WorkbookCutInHalf_IsRefused()
    {
        using var book = new MemoryStream();
        book.SaveAs(new[] { new { Claim = "1", Payer = "2", Balance = 3 } });

        OpeningTexts.Read(book.ToArray()[..(int)(book.Length / 2)]).Refusal!.Code.Should().Be("FileUnreadable");
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a sentence\n")]
    [InlineData("Claim^Payer^Balance\n1^2^3\n")]
    [InlineData("PK\u0003\u0004 no zip")]
    [InlineData("%PDF-1.7\n\0\0\0")]
    public void Open_NoTable_IsRefusedWithAStep(string text) => OpeningTexts.Read(Encoding.Latin1.GetBytes(text)).Refusal.Should().Match<WriteOff.Domain.Shared.Refusal>(r => r.Code == "FileUnreadable" && r.Step.Length > 10);

    [Fact]
    public void Open_OldWorkbook_SaysHowToSaveIt() => OpeningTexts.Read([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4]).Refusal!.Step.Should().Contain(".xlsx");

    [Theory]
    [InlineData("1,North,80.00,10/12/2026\n2,Nor", 3, "cut off")]
    [InlineData("1,North,80.00,10/12/2026\n2,\"North,80.00,10/12/2026\n3,North,80.00,10/12/2026\n", 3, "never closed")]
    [InlineData("1,North, Inc.,80.00,10/12/2026\n", 2, "5 cells and the header 4")]
    public async Task Check_DamagedRow_IsAnErrorOfThatRow(string rows, int row, string said)
    {
        var workbench = await TestWorkbench.OpenSqlite();

        var receipt = (await workbench.Check(OpeningTexts.Read(Encoding.UTF8.GetBytes("Claim #,Payer,Balance,DOS\n" + rows)).Value)).Value;

        receipt.Findings.Should().Contain(f => f.IsError && f.Row == row && f.What.Contains(said));
    }

    [Fact]
    public async Task Check_DuplicateHeader_NamesBothColumns()
    {
        var workbench = await TestWorkbench.OpenSqlite();

        (await workbench.Check(OpeningTexts.Read("Claim #,Payer,Balance,balance \n1,2,3,4\n"u8.ToArray()).Value)).Refusal!.Sentence.Should().Contain("columns 3 and 4");
    }

    [Fact]
    public async Task Check_HeaderOnlyOrTooManyRows_IsRefused()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        (await workbench.Check(OpeningTexts.Read("Claim #,Payer,Balance\n"u8.ToArray()).Value)).Refusal!.Code.Should().Be("NoRows");

        var many = new StringBuilder("Claim #,Payer,Balance\n");
        for (var n = 0; n < 300_000; n++) many.Append(n).Append(",P,1\n");
        (await workbench.Check(OpeningTexts.Read(Encoding.UTF8.GetBytes(many.ToString())).Value)).Refusal!.Should().Match<WriteOff.Domain.Shared.Refusal>(r => r.Code == "TooManyRows" && r.Sentence.Contains("200,000"));
        (await workbench.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Check_NeededColumnMissing_SaysWhich()
    {
        var workbench = await TestWorkbench.OpenSqlite();

        (await workbench.Check(OpeningTexts.Read("Claim #,Payer,Nothing\n1,2,3\n"u8.ToArray()).Value)).Refusal!.Should().Match<WriteOff.Domain.Shared.Refusal>(r => r.Code == "ColumnMissing" && r.Sentence.Contains("open balance"));
    }

    [Theory]
    [InlineData("open-denials.csv", 300, 295)]
    [InlineData("insurance-aging.xlsx", 120, 120)]
    public async Task Check_ShippedSample_HasNoError(string name, int rows, int claims)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Sources.Root, "WriteOff.Web", "wwwroot", "samples", name));

        var receipt = (await workbench.Check(OpeningTexts.Read(bytes, name).Value)).Value;

        receipt.Should().Match<OpeningReceipt>(r => r.Errors == 0 && r.Rows == rows && r.New == claims, because: string.Join("; ", receipt.Said().Take(3)));
    }
}
