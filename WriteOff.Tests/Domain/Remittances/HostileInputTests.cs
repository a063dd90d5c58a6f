using System.Diagnostics.CodeAnalysis;
using System.Text;
using FsCheck.Fluent;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Whatever the bytes are: findings or a clear refusal, never an exception.</summary>
public class HostileInputTests
{
    [Fact]
    public void Read_TruncatedAtEveryByte_HoldsTheTransaction()
    {
        var text = Sample.File();
        var end = text.IndexOf("SE*", StringComparison.Ordinal);
        for (var length = 0; length < end; length++)
        {
            var read = Sample.Read(text[..length]);
            read.Transactions.Where(t => t.Hold != HoldWord.CutOff).Should().BeEmpty();
            read.Codes.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Read_AnySegmentMissingOrDoubled_NeverPostsAWrongTotal()
    {
        var segments = Sample.File().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            Sample.Read(string.Join('\n', segments.Where((_, n) => n != i)));
            Sample.Read(string.Join('\n', segments.SelectMany((s, n) => n == i ? [s, s] : (string[])[s])));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("~~~~~~~~")]
    [InlineData("ISA")]
    [InlineData("ISA*")]
    [InlineData("ISA***************:~")]
    [InlineData("{\"claims\":[{\"id\":1,\"amount\":12.5}]}")]
    [InlineData("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")]
    [InlineData("PK\u0003\u0004\u0014\0\0\0\u0008\0remit.835")]
    [InlineData("ISA*00*          *00*          *ZZ*A              *ZZ*B              *260302*0800*^*00501*000000001*0*P*:~GS*HB*A*B*20260302*0800*1*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*1*20260302*0800~SE*3*0001~GE*1*1~IEA*1*000000001~")]
    [InlineData("ISA*00*          *00*          *ZZ*A              *ZZ*B              *260302*0800*^*00501*000000001*0*P*:~GS*HC*A*B*20260302*0800*1*X*005010X222A1~ST*837*0001*005010X222A1~CLM*A*100***11:B:1*Y*A*Y*Y~SE*3*0001~GE*1*1~IEA*1*000000001~")]
    public void Read_Foreign_SaysThatThereIsNoRemittance(string text)
    {
        var read = Sample.Read(text);

        read.Transactions.Should().BeEmpty();
        read.Codes.Should().Contain("NO_REMITTANCE");
    }

    [Fact]
    public void Read_ElementOver64Kb_IsRefused()
    {
        var read = Sample.Read(Sample.File().Replace("EXAMPLE PLAN", new string('X', SegmentReader.LongestElement + 1), StringComparison.Ordinal));

        read.Refused.Should().Be("ELEMENT_TOO_LONG");
        read.Transactions.Should().OnlyContain(t => t.Hold == HoldWord.CutOff);
    }

    [Fact]
    public void Read_ElementOf64Kb_IsRead() =>
        Sample.Read(Sample.File().Replace("EXAMPLE PLAN", new string('X', SegmentReader.LongestElement), StringComparison.Ordinal)).Only.Hold.Should().BeNull();

    [Fact]
    public void Read_SegmentOver1Mb_IsRefused()
    {
        var long1 = "N3*" + string.Join('*', Enumerable.Repeat(new string('X', 1000), 1100)) + "~";

        Sample.Read(Sample.File(after: long1)).Refused.Should().Be("SEGMENT_TOO_LONG");
        Sample.Read(Sample.File().Replace("~\n", "\n", StringComparison.Ordinal) + new string('X', 2_000_000)).Refused.Should().Be("SEGMENT_TOO_LONG");
    }

    [Fact]
    public void Read_ClaimOver8Mb_IsRefusedBeforeAnythingPosts()
    {
        var text = Sample.File(Sample.Claim + string.Concat(Enumerable.Repeat("\nREF*EA*" + new string('9', 60_000) + "~", 150)));

        var read = Sample.Read(text);

        read.Refused.Should().Be("CLAIM_TOO_LONG");
        read.Only.Hold.Should().Be(HoldWord.CutOff);
        read.Findings.Kept.Should().ContainSingle(f => f.Code.StartsWith("CLAIM_TOO", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OnlyNulsOrDelimiters_IsFoundWanting()
    {
        foreach (var b in new byte[] { 0, (byte)'*', (byte)'~', (byte)':', (byte)'^', (byte)'\n', 0xFF })
        {
            var bytes = new byte[3_000_000];
            Array.Fill(bytes, b);
            var read = Sample.Read(bytes);
            read.Transactions.Should().BeEmpty();
            read.Codes.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Read_TenThousandNestedEnvelopes_ReadsThemAll()
    {
        var text = string.Concat(Enumerable.Repeat(Sample.Isa + "GS*HP~ST*835*1~LX*1~", 10_000));

        var read = Sample.Read(text);

        read.Transactions.Should().HaveCount(10_000).And.OnlyContain(t => t.Hold == HoldWord.CutOff);
        read.Findings.Kept.Should().HaveCount(FindingList.Most);
    }

    [Fact]
    public void Read_RandomBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            Sample.Read(bytes);
            Sample.Read([.. Encoding.Latin1.GetBytes(Sample.Isa), .. bytes]);
        }).Try(300, many: 20_000);

    [Fact]
    public void Read_RandomDamage_NeverThrows() => Prop.ForAll<int, byte, byte[]>(Damage).Try(300, many: 20_000);

    private static void Damage(int place, byte value, byte[] inserted)
    {
        var bytes = Encoding.Latin1.GetBytes(Sample.File());
        var at = (int)((uint)place % bytes.Length);
        bytes[at] = value;

        Sample.Read(bytes);
        Sample.Read([.. bytes[..at], .. inserted, .. bytes[at..]]);
    }
}
