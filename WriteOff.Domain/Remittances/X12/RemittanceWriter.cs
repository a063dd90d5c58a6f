using System.Globalization;
using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Writes correct 5010 remittances: totals, counts and control numbers are its own. For tests, benchmarks and demonstration data.</summary>
/// <remarks>Streams: nothing is held but the current segment. A delimiter inside a text becomes a blank, as X12 has no escape.</remarks>
public sealed class RemittanceWriter : IDisposable
{
    private const string Version = "005010X221A1";
    private const int AdjustmentsPerSegment = 6;
    private readonly StreamWriter _output;
    private readonly Delimiters _delimiters;
    private readonly string _lineBreak;
    private readonly string _control;
    private readonly DateOnly _date;
    private int _segments;
    private int _transactions;
    private bool _isOpen;

    /// <summary>Starts an interchange.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="date">Date of interchange and group.</param>
    /// <param name="control">ISA13 and GS06.</param>
    /// <param name="delimiters">The usual ones when null.</param>
    /// <param name="lineBreak">Written after each terminator: empty, LF or CR LF.</param>
    /// <param name="isTest">ISA15 = T.</param>
    public RemittanceWriter(Stream output, DateOnly date, int control = 1, Delimiters? delimiters = null, string lineBreak = "", bool isTest = false)
    {
        _output = new StreamWriter(output, Encoding.Latin1, 64 * 1024, leaveOpen: true);
        (_date, _lineBreak, _delimiters) = (date, lineBreak, delimiters ?? Delimiters.Usual);
        _control = control.ToString("000000000", CultureInfo.InvariantCulture);
        var repetition = _delimiters.Repetition == 0 ? "U" : Character(_delimiters.Repetition);
        // ISA16 is the component separator itself, so it is not cleaned of delimiters.
        _output.Write(string.Join(Character(_delimiters.Element), "ISA", "00", Blank(10), "00", Blank(10), "ZZ", "PAYER".PadRight(15), "ZZ", "PROVIDER".PadRight(15),
            date.ToString("yyMMdd", CultureInfo.InvariantCulture), "0800", repetition, "00501", _control, "0", isTest ? "T" : "P", Character(_delimiters.Component)));
        EndSegment();
        Segment("GS", "HP", "PAYER", "PROVIDER", Day(date), "0800", _control.TrimStart('0'), "X", Version);
        _isOpen = true;
    }

    /// <summary>Writes one transaction.</summary>
    public void Write(OutgoingRemittance remittance)
    {
        ArgumentNullException.ThrowIfNull(remittance);
        var payment = new Money(remittance.Claims.Sum(claim => claim.Paid.Cents) - remittance.ProviderAdjustments.Sum(a => a.Amount.Cents));
        var control = (++_transactions).ToString("0000", CultureInfo.InvariantCulture);
        _segments = 0;
        Segment("ST", "835", control);
        WriteHead(remittance, payment);
        Segment("LX", "1");
        foreach (var claim in remittance.Claims) Write(claim);
        foreach (var (code, reference, amount) in remittance.ProviderAdjustments)
            Segment("PLB", remittance.PayeeId, Day(new DateOnly(_date.Year, 12, 31)), Composite(code, reference), Dollars(amount));
        Segment("SE", (_segments + 1).ToString(CultureInfo.InvariantCulture), control);
    }

    /// <summary>Ends group and interchange and flushes.</summary>
    public void Dispose()
    {
        if (_isOpen)
        {
            Segment("GE", _transactions.ToString(CultureInfo.InvariantCulture), _control.TrimStart('0'));
            Segment("IEA", "1", _control);
        }
        _isOpen = false;
        _output.Dispose();
    }

    private void WriteHead(OutgoingRemittance remittance, Money payment)
    {
        Segment("BPR", "I", Dollars(payment), "C", "ACH", "CCP", "01", "999999992", "DA", "1234567", remittance.PayerId, "", "01", "999988880", "DA", "7654321", Day(remittance.PaymentDate));
        Segment("TRN", "1", remittance.TraceNumber, remittance.PayerId);
        Segment("DTM", "405", Day(remittance.ProductionDate ?? remittance.PaymentDate));
        Segment("N1", "PR", remittance.PayerName, "XV", remittance.PayerId);
        Segment("N3", "1 MAIN STREET");
        Segment("N4", "SPRINGFIELD", "IL", "62701");
        Segment("PER", "BL", "REMITTANCE DESK", "TE", "5555550100");
        Segment("N1", "PE", remittance.PayeeName, "XX", remittance.PayeeId);
    }

    private void Write(OutgoingClaim claim)
    {
        Segment("CLP", claim.PatientControlNumber, claim.Status, Dollars(claim.TotalCharge), Dollars(claim.Paid),
            claim.Status is "22" ? "" : Dollars(claim.PatientResponsibility), "12", claim.PayerControlNumber, "11", "1");
        WriteAdjustments(claim.Adjustments);
        Segment("NM1", "QC", "1", claim.PatientLastName, claim.PatientFirstName, "", "", "", "MI", claim.MemberId);
        if (claim.RenderingProviderId.Length > 0) Segment("NM1", "82", "1", "", "", "", "", "", "XX", claim.RenderingProviderId);
        if (claim.Remarks.Count > 0) Segment(["MOA", "", "", .. claim.Remarks.Take(5)]);
        if (claim.OriginalReference.Length > 0) Segment("REF", "F8", claim.OriginalReference);
        foreach (var line in claim.Lines) Write(line);
    }

    private void Write(OutgoingLine line)
    {
        Segment("SVC", Composite(["HC", line.Code, .. line.Modifiers]), Dollars(line.Charge), Dollars(line.Paid), "", "1");
        if (line.ServiceDate is { } day) Segment("DTM", "472", Day(day));
        WriteAdjustments(line.Adjustments);
        if (line.ControlNumber.Length > 0) Segment("REF", "6R", line.ControlNumber);
        foreach (var remark in line.Remarks) Segment("LQ", "HE", remark);
    }

    private void WriteAdjustments(IReadOnlyList<OutgoingAdjustment> adjustments)
    {
        foreach (var group in adjustments.GroupBy(a => a.Group, StringComparer.Ordinal))
        {
            foreach (var some in group.Chunk(AdjustmentsPerSegment))
                Segment(["CAS", group.Key, .. some.SelectMany(a => (string[])[a.Code, Dollars(a.Amount), a.Quantity?.ToString(CultureInfo.InvariantCulture) ?? ""])]);
        }
    }

    /// <summary>Elements are cleaned of delimiters; blank ones at the end are left off.</summary>
    private void Segment(params ReadOnlySpan<string> elements)
    {
        while (elements.Length > 1 && elements[^1].Length == 0) elements = elements[..^1];
        for (var i = 0; i < elements.Length; i++)
        {
            if (i > 0) _output.Write((char)_delimiters.Element);
            foreach (var c in elements[i]) _output.Write(Clean(c));
        }
        EndSegment();
    }

    private void EndSegment()
    {
        _output.Write(_delimiters.TerminatorText);
        _output.Write(_lineBreak);
        _segments++;
    }

    // A composite is joined before its elements are cleaned: its own separator travels as this mark.
    private const char Joint = '\uE000';

    private static string Composite(params string[] parts) => string.Join(Joint, parts);

    private char Clean(char c)
    {
        if (c == Joint) return (char)_delimiters.Component;
        var isDelimiter = c == _delimiters.Element || c == _delimiters.Terminator || c == _delimiters.Component || c == _delimiters.Repetition || c is '\r' or '\n';
        return isDelimiter ? ' ' : c;
    }

    private static string Character(byte b) => ((char)b).ToString();

    private static string Blank(int width) => new(' ', width);

    private static string Day(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Dollars(Money amount) => (amount.Cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
