using System.Text;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Tests.Domain.Remittances;

public class WriterTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly OutgoingClaim Denied = new()
    {
        PatientControlNumber = "A*1~", PayerControlNumber = "ICN1", PatientLastName = "DOE", MemberId = "M1", Remarks = ["N130"],
        Adjustments = [new("OA", "23", new Money(500))],
        Lines =
        [
            new() { Code = "99213", Modifiers = ["25"], Charge = new Money(15_000), ServiceDate = Day, ControlNumber = "L1", Adjustments = [new("CO", "197", new Money(14_500))] },
            new() { Code = "85025", Charge = new Money(2_010), Adjustments = Enumerable.Range(1, 8).Select(n => new OutgoingAdjustment("PR", "2", new Money(n), n)).ToList() },
        ],
    };

    private static string Write(Delimiters delimiters, string lineBreak, params OutgoingClaim[] claims)
    {
        using var memory = new MemoryStream();
        using (var writer = new RemittanceWriter(memory, Day, 7, delimiters, lineBreak))
        {
            writer.Write(new OutgoingRemittance { TraceNumber = "T1", PaymentDate = Day, Claims = claims, ProviderAdjustments = [("WO", "REF", new Money(-250))] });
            writer.Write(new OutgoingRemittance { TraceNumber = "T2", PaymentDate = Day, Claims = claims });
        }
        return Encoding.Latin1.GetString(memory.ToArray());
    }

    [Theory]
    [InlineData('*', ':', '~', "")]
    [InlineData('*', ':', '~', "\r\n")]
    [InlineData('|', '>', '\n', "")]
    public void Write_Claims_ReadsBackBalancedWithoutFindings(char element, char component, char terminator, string lineBreak)
    {
        var delimiters = Delimiters.Usual with { Element = (byte)element, Component = (byte)component, Terminator = (byte)terminator };

        var read = Sample.Read(Write(delimiters, lineBreak, Denied, Denied.Reversed(), Denied with { PatientControlNumber = "B" }));

        read.Codes.Should().BeEmpty();
        read.Transactions.Select(t => t.Head.TraceNumber).Should().Equal("T1", "T2");
        read.Transactions.Should().OnlyContain(t => t.Hold == null && t.Claims.Count == 3);
        read.Transactions[0].Head.Payment.Cents.Should().Be(Denied.Paid.Cents + 250);
        var claims = read.Transactions[0].Claims;
        claims.Should().OnlyContain(c => c.Hold == null);
        claims[0].Claim.AllAdjustments.Length.Should().Be(10);
        claims[1].Claim.IsReversal.Should().BeTrue();
        claims[1].Claim.Charge.Cents.Should().Be(-claims[0].Claim.Charge.Cents);
    }

    [Fact]
    public void Write_DelimiterInText_BecomesBlank() =>
        Sample.Read(Write(Delimiters.Usual, "", Denied)).Transactions[0].Claims[0].Claim.PatientControlNumber.Should().Be("A 1");
}
