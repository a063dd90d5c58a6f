using System.Text;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Tests.Support;
using WriteOff.Web.Receivables;

namespace WriteOff.Tests.Domain.Receivables.PostingBatches;

/// <summary>Templates, files and days of posting batches.</summary>
public sealed class PostingFileTests
{
    [Theory]
    [InlineData("2026-11-26", 2, "2026-11-24")]
    [InlineData("2026-11-23", 2, "2026-11-19")]
    [InlineData("2026-11-22", 1, "2026-11-20")]
    public void BusinessDaysBefore_SkipsWeekends(string day, int days, string expected) =>
        PostingBatchRules.BusinessDaysBefore(DateOnly.Parse(day, null), days).Should().Be(DateOnly.Parse(expected, null));

    [Fact]
    public async Task Write_EachReadyTemplate_HasItsForm()
    {
        var workbench = await PostingActs.Ready("pipe");
        await workbench.WrittenOff(10_000);
        await workbench.Batches().Make(workbench.PostingClerk);
        var made = await workbench.Sending(1);
        var row = made.Rows[0] with { Claim = "=RC|1", ReasonLabel = "Other & more" };
        string As(string name, IReadOnlyDictionary<string, string>? codes = null) =>
            Encoding.UTF8.GetString(PostingFiles.Write(made with { Settings = PostingSettings.Ready(name) with { Codes = codes ?? new Dictionary<string, string>() }, Rows = [row] }));

        As("pipe").Should().Be($"ID|BATCH|ROW|CLAIM|KIND|AMOUNT|DATE|CODE|REVERSES\r\n{row.Id}|1|1|\"'=RC|1\"|WRITEOFF|100.00|20261124|other|\r\n");
        As("open-dental", new Dictionary<string, string> { ["other"] = "187" }).Split("\r\n")[1].Should().Be($"\"Alpha, Ann\",'=RC|1,2026-11-24,-100.00,187,Other & more,{row.Id}");
        As("csv").Should().Contain($"{row.Id},1,1,'=RC|1,\"Alpha, Ann\",North Plan,").And.Contain(",11/24/2026,100.00,other,Other & more,WRITEOFF,");
        var hl7 = As("hl7").Split('\r');
        hl7.Take(4).Select(s => s[..3]).Should().Equal("MSH", "EVN", "PID", "FT1");
        hl7[0].Split('|').Should().HaveCount(12).And.Contain("DFT^P03^DFT_P03");
        hl7[2].Should().Contain("Alpha^Ann").And.EndWith(@"=RC\F\1");
        hl7[3].Split('|')[1..12].Should().Equal("1", $"{row.Id}", "1", "20261124", "20261124", "AJ", @"other^Other \T\ more", "WRITEOFF", "", "1", "100.00");
    }

    [Theory]
    [InlineData("no id", "fields")]
    [InlineData("heads", "heads")]
    [InlineData("file", "file")]
    [InlineData("path", "file")]
    [InlineData("date", "date")]
    public void Refuse_SettingsThatCantBe_NameTheField(string what, string field)
    {
        var csv = PostingSettings.Ready("csv");
        PostingBatchRules.Refuse(csv).Should().BeNull();
        var wrong = what switch
        {
            "no id" => csv with { Fields = [PostingField.Amount], Heads = [] },
            "heads" => csv with { Heads = ["one"] },
            "file" => csv with { FileName = "always.csv" },
            "path" => csv with { FileName = "../{batch}.csv" },
            _ => csv with { DateForm = "gg" },
        };

        PostingBatchRules.Refuse(wrong)!.Field.Should().Be(field);
    }

    [Fact]
    public void Settings_Stored_ReadTheSame() => PostingSettings.AllReady.Select(r => PostingSettings.Ready(r.Name) with { Codes = new Dictionary<string, string> { ["other"] = "9=9" } })
        .Should().AllSatisfy(s => PostingSettings.FromStored(s.ToStored()).Should().BeEquivalentTo(s));
}
