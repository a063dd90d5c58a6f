using System.Text;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Names in UTF-8 and in Latin-1, in whatever a payer sends.</summary>
public sealed class EncodingTests
{
    [Theory]
    [InlineData("SANTÉ & SØN", true)]
    [InlineData("SANTÉ & SØN", false)]
    [InlineData("Voilà", true)] // its last byte is a no-break space in Latin-1
    [InlineData("Łukasiewicz 株式会社", true)]
    public void Read_PayersName_AsItWasWritten(string name, bool utf8)
    {
        using var file = new MemoryStream((utf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(Sample(name, "ALPHA")));
        using var reader = new RemittanceReader(file);
        reader.Survey().Should().BeTrue();

        reader.Transaction!.PayerName.Should().Be(name);
    }

    [Theory]
    [InlineData("NÚÑEZ", true, '*')]
    [InlineData("NÚÑEZ", false, '*')]
    [InlineData("Łuczak", true, '*')]
    [InlineData("NÚÑEZ", false, '§')]
    public void Claim_KeptAndReadAgain_HasTheSameName(string name, bool utf8, char element)
    {
        // A delimiter is one byte; the sample's own text is Latin-1 where the delimiter is.
        var bytes = (utf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(Sample("NORTH PLAN", name).Replace('*', element));
        using var file = new MemoryStream(bytes);
        using var reader = new RemittanceReader(file);
        (reader.Read() && reader.ReadClaim()).Should().BeTrue();
        reader.Claim.PatientLastName.Should().Be(name);
        var (kept, delimiters) = (reader.Claim.RawText, StoredSegments.DelimitersOf(reader.Claim));

        StoredSegments.Read(kept, delimiters)!.PatientLastName.Should().Be(name);
    }

    [Fact]
    public void Decode_BothInOneName_LosesNeither()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("É"), .. Encoding.Latin1.GetBytes(" Ø")];
        Latin1.Text(bytes).Should().Be("É Ø");
        Latin1.Text([0xC3]).Should().Be("Ã", "half a letter is a Latin-1 one");
    }

    [Fact]
    public void Trim_NoBreakSpaces_GoOnlyWhereTheyAreBlank()
    {
        Latin1.Trim(Encoding.Latin1.GetBytes("\u00A0ALPHA\u00A0")).ToArray().Should().Equal("ALPHA"u8.ToArray());
        Latin1.Trim(Encoding.UTF8.GetBytes("à")).ToArray().Should().Equal(0xC3, 0xA0);
    }

    [Fact]
    public void Shared_FieldSample_ShowsThePayersName()
    {
        Assert.SkipWhen(SharedEdi.Folder is null, SharedEdi.Absent);
        using var file = File.OpenRead(Path.Combine(SharedEdi.Folder!, "field", "f27-1.835"));
        using var reader = new RemittanceReader(file);
        reader.Survey().Should().BeTrue();

        reader.Transaction!.PayerName.Should().Be("SANTÉ & SØN");
    }

    private static string Sample(string payer, string patient) => $"""
        ISA*00*          *00*          *ZZ*NORTHPLAN      *ZZ*RIVERCLINIC    *260120*0900*^*00501*000001041*0*P*:~GS*HP*NORTHPLAN*RIVERCLINIC*20260120*0900*1041*X*005010X221A1~ST*835*0001~
        BPR*H*0*C*NON************20260120~TRN*1*E127*1555444333~DTM*405*20260120~N1*PR*{payer}~N1*PE*RIVER CLINIC*XX*1234567893~LX*1~CLP*F27*1*800*0**12*I27*11*1~NM1*QC*1*{patient}*ANN****MI*M100200300~
        DTM*232*20260105~SVC*HC:99213*800*0**1~DTM*472*20260105~CAS*CO*197*800~SE*14*0001~GE*1*1041~IEA*1*000001041~
        """;
}
