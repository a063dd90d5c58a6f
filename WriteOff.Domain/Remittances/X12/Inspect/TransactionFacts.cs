using System.Globalization;
using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>The facts of one transaction.</summary>
internal static class TransactionFacts
{
    public static void Write(RemittanceReader reader, Utf8JsonWriter json, FileTally tally)
    {
        var place = FormattableString.Invariant($"t{++tally.Transactions}");
        var paid = ExactNumber.Zero;
        var pairs = new ReversalPairs();
        json.WriteStartObject();
        json.WriteStartArray("claims");
        while (reader.ReadClaim())
        {
            var claim = ClaimFacts.Write(reader.Claim, json, tally, place);
            paid += claim.Paid ?? ExactNumber.Zero;
            pairs.Add(claim);
        }
        json.WriteEndArray();
        pairs.Write(json);
        WriteHead(reader.Transaction!, json);
        WriteBalance(reader.Transaction!, json, tally, place, paid);
        Inspection.WriteFindings(json, "findings", reader.Transaction!.Findings);
        json.WriteEndObject();
        NoteQuirks(reader.Transaction!, tally);
    }

    private static void WriteHead(RemittanceTransaction transaction, Utf8JsonWriter json)
    {
        json.WriteNumber("interchange", transaction.Interchange.Index);
        json.WriteString("gs08", transaction.Group.Version);
        json.WriteString("st02", transaction.ControlNumber);
        json.WriteString("st03", transaction.Implementation);
        json.WriteString("bpr01", transaction.Handling);
        json.WriteString("bpr03", transaction.CreditOrDebit);
        json.WriteString("bpr04", transaction.Method);
        json.WriteString("bpr16", transaction.PaymentDate);
        json.WriteString("trn02", transaction.TraceNumber);
        json.WriteString("trn03", transaction.TraceOrigin);
        json.WriteString("dtm405", transaction.ProductionDate);
        json.WriteString("payer", transaction.PayerName);
        json.WriteString("payee", transaction.PayeeName);
        json.WriteString("payee_id", transaction.PayeeId);
        json.WriteNumber("lx", transaction.LoopCount);
        json.WriteNumber("segments", transaction.SegmentCount);
        json.WriteString("se01", transaction.TrailerCount);
        json.WriteBoolean("se_ok", TrailerFits(transaction));
    }

    private static void WriteBalance(RemittanceTransaction transaction, Utf8JsonWriter json, FileTally tally, string place, ExactNumber paid)
    {
        var payment = tally.Number(transaction.PaymentText, place + ".BPR02");
        var adjusted = ExactNumber.Zero;
        json.WriteStartArray("plb");
        foreach (var adjustment in transaction.ProviderAdjustments)
        {
            var amount = tally.Number(adjustment.AmountText, place + ".PLB");
            adjusted += amount ?? ExactNumber.Zero;
            json.WriteStartObject();
            json.WriteString("provider", adjustment.Provider);
            json.WriteString("date", adjustment.FiscalDate);
            json.WriteString("code", adjustment.Code);
            json.WriteString("reference", adjustment.Reference);
            Inspection.WriteNumber(json, "amount", amount);
            json.WriteEndObject();
            tally.ProviderAdjustmentCodes.Add(adjustment.Code);
            tally.ProviderAdjustments++;
        }
        json.WriteEndArray();
        var difference = (payment ?? ExactNumber.Zero) - (paid - adjusted);
        Inspection.WriteNumber(json, "bpr02", payment);
        Inspection.WriteNumber(json, "sum_clp04", paid);
        Inspection.WriteNumber(json, "sum_plb", adjusted);
        json.WriteBoolean("balanced", difference.IsZero);
        Inspection.WriteNumber(json, "difference", difference);
        if (difference.IsZero) tally.BalancedTransactions++;
    }

    private static bool TrailerFits(RemittanceTransaction transaction) =>
        string.Equals(transaction.TrailerControl, transaction.ControlNumber, StringComparison.Ordinal)
        && int.TryParse(transaction.TrailerCount, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count == transaction.SegmentCount;

    private static void NoteQuirks(RemittanceTransaction transaction, FileTally tally)
    {
        if (!TrailerFits(transaction)) tally.Quirks.Add("SE-count/control-wrong-or-missing");
        if (transaction.TraceNumber.Length == 0) tally.Quirks.Add("no-TRN");
        if (transaction.ClaimCount == 0) tally.Quirks.Add("transaction-without-claims");
        else if (transaction.LoopCount == 0) tally.Quirks.Add("no-LX");
        if (transaction.CreditOrDebit is "D") tally.Quirks.Add("BPR03=D");
    }
}
