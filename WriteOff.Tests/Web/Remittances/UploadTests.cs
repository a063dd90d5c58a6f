using System.IO.Compression;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using WriteOff.Web.Remittances;

namespace WriteOff.Tests.Web.Remittances;

public sealed class UploadTests
{
    public static TheoryData<string, byte[]> Bad
    {
        get
        {
            using var good = Payers.Write([Payers.Denied("UP-1"), Payers.Paid("UP-2")], trace: "BAD1");
            var text = Encoding.Latin1.GetString(good.ToArray());
            byte[] Of(string content) => Encoding.Latin1.GetBytes(content);
            return new TheoryData<string, byte[]>
            {
                { "empty.835", [] }, { "blank.835", Of(" \r\n\t ") }, { "zip.835", Zip(text) }, { "picture.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] },
                { "paper.pdf", Of("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n") }, { "table.csv", Of("claim,paid\nUP-1,10.00\n") }, { "object.json", Of("{\"claims\":[]}") }, { "page.html", Of("<html><body>835</body></html>") },
                { "huge-element.835", Of(text.Replace("ALPHA", new string('X', 70_000), StringComparison.Ordinal)) }, { "huge-segment.835", Of(text.Replace("N1*PE*", "N1*PE*" + string.Concat(Enumerable.Repeat("Y*", 600_000)), StringComparison.Ordinal)) },
                { "nulls.835", new byte[4096] }, { "random.bin", [.. Enumerable.Range(0, 5000).Select(n => (byte)(n * 7919 >> 3))] }, { "utf16.835", Encoding.Unicode.GetBytes(text) },
                { "claim.837", Of(text.Replace("ST*835*", "ST*837*", StringComparison.Ordinal)) }, { "answer.271", Of(text.Replace("ST*835*", "ST*271*", StringComparison.Ordinal)) }, { "isa-only.835", Of(text[..106]) },
                { "half-isa.835", Of(text[..50]) }, { "tildes.835", Of("~~~~~~~~") }, { "gz.835", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] }, { "cut-before-st.835", Of(text[..text.IndexOf("ST*835", StringComparison.Ordinal)]) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task Bad_File_IsRefusedInWordsAndNothingIsPosted(string name, byte[] content)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var panel = context.Render<UploadPanel>();

        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(content, name));

        panel.WaitForElement(".ups .refusal", TimeSpan.FromSeconds(20)).TextContent.Length.Should().BeGreaterThan(40, "it says what and what to do");
        panel.Find(".ups").TextContent.Should().Contain("Nothing of it was posted.").And.Contain(name);
        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.Read(db => db.Set<RemittanceFile>().CountAsync())).Should().Be(0);
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync())).Should().Be(0);
        await workbench.MustHold();
    }

    [Theory]
    [InlineData("CLP*")]
    [InlineData("SVC*")]
    [InlineData("SE*")]
    public async Task CutOff_IsHeldWholeWithItsWordAndNothingIsPosted(string at)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var panel = context.Render<UploadPanel>();
        using var good = Payers.Write([Payers.Denied("UP-1"), Payers.Paid("UP-2")]);
        var text = Encoding.Latin1.GetString(good.ToArray());

        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text[..text.LastIndexOf(at, StringComparison.Ordinal)], "cut.835"));

        panel.WaitForAssertion(() => panel.Find(".ups").TextContent.Should().Contain("Held, CUT_OFF"), TimeSpan.FromSeconds(20));
        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Several_EachIsTakenAndTheSecondTimeIsADuplicate()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var panel = context.Render<UploadPanel>();
        using var one = Payers.Write([Payers.Denied("UP-1"), Payers.Paid("Q-2", cents: 61_000, control: "N2")]);
        using var two = Payers.Write([Payers.Denied("ZZ-3", cents: 44_400, control: "N3").Reversed()]);

        panel.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromBinary(one.ToArray(), "one.txt"), InputFileContent.CreateFromBinary(two.ToArray(), "two.835"), InputFileContent.CreateFromBinary(one.ToArray(), "again.835"));

        panel.WaitForAssertion(() => panel.FindAll(".ups > li").Should().HaveCount(3).And.OnlyContain(li => li.QuerySelector(".chip") != null), TimeSpan.FromSeconds(20));
        var all = panel.Find(".ups").TextContent;
        all.Should().Contain("2 of 2 posted · 1 denial made").And.Contain("1 unmatched");
        panel.Find(".ups .waiting").TextContent.Should().Contain("Unmatched").And.Contain("ZZ-3");
        panel.FindAll(".ups > li").Should().ContainSingle(li => li.TextContent.Contains("The same file was first taken on", StringComparison.Ordinal));
        (await workbench.CountClaims()).Should().Be(2);
    }

    [Fact]
    public async Task Files_MoreAfterTheFirst_AreTakenToo()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var panel = context.Render<UploadPanel>();
        foreach (var (number, cents) in new[] { ("UP-1", 80_000L), ("QQ-2", 61_000L) })
        {
            using var file = Payers.Write([Payers.Denied(number, cents: cents, control: number)]);
            panel.FindComponents<InputFile>()[^1].UploadFiles(InputFileContent.CreateFromBinary(file.ToArray(), $"{number}.835"));
            panel.WaitForAssertion(() => panel.Find(".ups").TextContent.Should().Contain($"{number}.835"));
        }

        panel.WaitForAssertion(() => panel.FindAll(".ups .chip.resolved").Should().HaveCount(2), TimeSpan.FromSeconds(20));
        (await workbench.CountClaims()).Should().Be(2);
    }

    private static byte[] Zip(string text)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("remit.835").Open())
            entry.Write(Encoding.Latin1.GetBytes(text));
        return file.ToArray();
    }
}
