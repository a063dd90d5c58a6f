using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>What the lines of a claim add up to.</summary>
internal sealed record LineTotals(int Count, ExactNumber Charged, ExactNumber Paid, bool AllBalanced, int ZeroPaid);

/// <summary>The facts of service lines.</summary>
internal static class LineFacts
{
    public static LineTotals WriteAll(ClaimPayment claim, Utf8JsonWriter json, FileTally tally, AdjustmentSums sums, string place)
    {
        var totals = new LineTotals(0, ExactNumber.Zero, ExactNumber.Zero, true, 0);
        json.WriteStartArray("lines");
        foreach (var line in claim.Lines) totals = Write(claim, line, json, tally, sums, FormattableString.Invariant($"{place}.l{line.Index + 1}"), totals);
        json.WriteEndArray();
        return totals;
    }

    private static LineTotals Write(
        ClaimPayment claim, ServicePayment line, Utf8JsonWriter json, FileTally tally, AdjustmentSums sums, string place, LineTotals totals)
    {
        var charge = tally.Number(line.ChargeText, place + ".SVC02");
        var paid = tally.Number(line.PaidText, place + ".SVC03");
        var difference = (charge ?? ExactNumber.Zero) - sums.Of(line.Index) - (paid ?? ExactNumber.Zero);
        json.WriteStartObject();
        json.WriteString("qual", line.CodeQualifier);
        json.WriteString("code", line.Code);
        Inspection.WriteStrings(json, "mods", line.Modifiers);
        json.WriteString("svc05", line.Units);
        json.WriteString("svc07", line.OriginalUnits);
        Inspection.WriteNumber(json, "svc02", charge);
        Inspection.WriteNumber(json, "svc03", paid);
        QualifiedFacts.Write(json, claim, line.References, line.Dates, line.SupplementalAmounts, tally, place);
        QualifiedFacts.WriteRemarks(json, "lq", claim, line.Remarks);
        sums.Write(json, "cas", line.Index);
        json.WriteBoolean("balanced", difference.IsZero);
        Inspection.WriteNumber(json, "difference", difference);
        json.WriteEndObject();
        var isZeroPaid = paid is not { IsZero: false } && charge is { IsZero: false };
        return new(
            totals.Count + 1, totals.Charged + (charge ?? ExactNumber.Zero), totals.Paid + (paid ?? ExactNumber.Zero),
            totals.AllBalanced && difference.IsZero, totals.ZeroPaid + (isZeroPaid ? 1 : 0));
    }
}
