using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Claims;

public sealed class CodeListTests
{
    [Fact]
    public async Task Import_LicensedList_TakesThePlaceOfOurWords()
    {
        var workbench = await TestWorkbench.Open();
        var lists = new CodeLists(workbench.Writer, workbench.Dbs);
        using var first = new StringReader("code,kind,words\r\n0197,CARC,\"Licensed, \"\"quoted\"\" text\"\r\nn690,rarc,Licensed remark\r\n");
        (await lists.Import(workbench.Administrator, "codes.csv", first)).Value.Should().Be(2);

        var texts = await lists.Texts(workbench.TenantId);
        texts.Carc("197").Should().Be("Licensed, \"quoted\" text");
        texts.Rarc("N690").Should().Be("Licensed remark");
        texts.Carc("50").Should().Be(AdjustmentCodes.Find("50").Words);
        texts.Rarc("N99999").Should().Contain("N99999");
        (await lists.Texts(workbench.TenantId + 1)).LicensedCount.Should().Be(0);

        using var second = new StringReader("50,CARC,Another");
        (await lists.Import(workbench.Administrator, "codes.csv", second)).Value.Should().Be(1);
        (await lists.Texts(workbench.TenantId)).Carc("197").Should().Be(AdjustmentCodes.Find("197").Words);
        (await lists.Texts(workbench.TenantId)).Rarc("N690").Should().Be("Licensed remark");
        (await workbench.Trail()).Count(a => a.Act == AuditAct.CodeListImported).Should().Be(2);
    }

    [Theory]
    [InlineData("", "ListEmpty")]
    [InlineData("197,CARC", "ListUnreadable")]
    [InlineData("197,NCPDP,Words", "ListUnreadable")]
    [InlineData("19 7,CARC,Words", "ListUnreadable")]
    [InlineData("197,CARC, ", "ListUnreadable")]
    [InlineData("197,CARC,One\n0197,CARC,Two", "ListUnreadable")]
    public async Task Import_BadList_ChangesNothing(string csv, string code)
    {
        var workbench = await TestWorkbench.Open();
        using var text = new StringReader(csv);
        (await new CodeLists(workbench.Writer, workbench.Dbs).Import(workbench.Administrator, "codes.csv", text)).Refusal!.Code.Should().Be(code);
    }

    [Fact]
    public async Task Import_WithoutTheScope_Refused()
    {
        var workbench = await TestWorkbench.Open();
        using var text = new StringReader("197,CARC,Words");
        (await new CodeLists(workbench.Writer, workbench.Dbs).Import(workbench.Supervisor, "codes.csv", text)).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public void RemarkCodes_Reversals_AllHaveWords()
    {
        for (var n = 687; n <= 698; n++)
        {
            RemarkCodes.IsReversalReason($"N{n}").Should().BeTrue();
            RemarkCodes.Find($"N{n}").Should().StartWith("Reversed: ");
        }

        RemarkCodes.IsReversalReason("N686").Should().BeFalse();
        RemarkCodes.IsReversalReason("M690").Should().BeFalse();
        RemarkCodes.Shipped.Should().HaveCountGreaterThan(40);
    }
}
