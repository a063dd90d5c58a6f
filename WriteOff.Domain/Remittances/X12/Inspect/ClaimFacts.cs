using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>The facts of one claim payment and its lines.</summary>
internal static class ClaimFacts
{
    /// <summary>Writes the claim.</summary>
    /// <returns>What the transaction needs to know of it.</returns>
    public static ClaimOutline Write(ClaimPayment claim, Utf8JsonWriter json, FileTally tally, string transaction)
    {
        var place = FormattableString.Invariant($"{transaction}.c{claim.Index + 1}");
        var charge = tally.Number(claim.ChargeText, place + ".CLP03");
        var paid = tally.Number(claim.PaidText, place + ".CLP04");
        var patient = tally.Number(claim.PatientResponsibilityText, place + ".CLP05");
        var sums = new AdjustmentSums(claim, tally, place);
        json.WriteStartObject();
        WriteHead(claim, json, charge, paid, patient);
        QualifiedFacts.Write(json, claim, claim.References, claim.Dates, claim.SupplementalAmounts, tally, place);
        QualifiedFacts.WriteRemarks(json, "remarks", claim, claim.Remarks);
        sums.Write(json, "cas", -1);
        sums.WriteAll(json);
        var lines = LineFacts.WriteAll(claim, json, tally, sums, place);
        var difference = (charge ?? ExactNumber.Zero) - sums.Total - (paid ?? ExactNumber.Zero);
        json.WriteBoolean("balanced", difference.IsZero);
        Inspection.WriteNumber(json, "difference", difference);
        WriteLineSums(json, lines, charge, paid, sums);
        Inspection.WriteNumber(json, "pr_total", sums.PatientTotal);
        json.WriteBoolean("clp05_equals_pr", ((patient ?? ExactNumber.Zero) - sums.PatientTotal).IsZero);
        var status22 = claim.StatusText is "22";
        var negative = charge is { IsNegative: true } || paid is { IsNegative: true };
        json.WriteBoolean("status22", status22);
        json.WriteBoolean("negative", negative);
        json.WriteBoolean("group_cr", sums.HasCorrectionGroup);
        json.WriteBoolean("zero_paid", paid is not { IsZero: false });
        json.WriteNumber("zero_paid_lines", lines.ZeroPaid);
        Inspection.WriteFindings(json, "findings", claim.Findings);
        json.WriteEndObject();
        if (difference.IsZero) tally.BalancedClaims++;
        Count(claim, tally, lines, sums, status22, negative);
        var refersTo = claim.References.ToArray().Where(r => claim.Text(r.QualifierText) is "F8").Select(r => claim.Text(r.Value)).ToList();
        return new(claim.PatientControlNumber, claim.PayerControlNumber, status22, charge, paid, refersTo);
    }

    private static void WriteHead(ClaimPayment claim, Utf8JsonWriter json, ExactNumber? charge, ExactNumber? paid, ExactNumber? patient)
    {
        json.WriteString("clp01", claim.PatientControlNumber);
        json.WriteString("clp02", claim.StatusText);
        Inspection.WriteNumber(json, "clp03", charge);
        Inspection.WriteNumber(json, "clp04", paid);
        Inspection.WriteNumber(json, "clp05", patient);
        json.WriteString("clp06", claim.FilingCode);
        json.WriteString("clp07", claim.PayerControlNumber);
        json.WriteString("clp08", claim.FacilityCode);
        json.WriteString("clp09", claim.FrequencyCode);
        json.WriteString("member_id", claim.MemberId);
        json.WriteStartArray("ref_f8");
        foreach (var reference in claim.References)
        {
            if (claim.Text(reference.QualifierText) is "F8") json.WriteStringValue(claim.Text(reference.Value));
        }
        json.WriteEndArray();
    }

    private static void WriteLineSums(Utf8JsonWriter json, LineTotals lines, ExactNumber? charge, ExactNumber? paid, AdjustmentSums sums)
    {
        json.WriteBoolean("all_lines_balanced", lines.AllBalanced);
        if (lines.Count == 0)
        {
            json.WriteNull("lines_sum_charge_ok");
            json.WriteNull("lines_sum_paid_ok");
            return;
        }
        json.WriteBoolean("lines_sum_charge_ok", ((charge ?? ExactNumber.Zero) - lines.Charged).IsZero);
        json.WriteBoolean("lines_sum_paid_ok", ((paid ?? ExactNumber.Zero) - (lines.Paid - sums.Of(-1))).IsZero);
    }

    private static void Count(ClaimPayment claim, FileTally tally, LineTotals lines, AdjustmentSums sums, bool status22, bool negative)
    {
        tally.Claims++;
        tally.Lines += lines.Count;
        tally.Adjustments += sums.Count;
        tally.ClaimNumbers.Add(claim.PatientControlNumber);
        tally.Statuses[claim.StatusText] = tally.Statuses.GetValueOrDefault(claim.StatusText) + 1;
        if (lines.Count > 0) tally.ClaimsWithLines++;
        if (lines.Count > 0 && lines.AllBalanced) tally.ClaimsWithBalancedLines++;
        if (status22) tally.Reversals++;
        if (sums.HasCorrectionGroup) tally.CorrectionGroups++;
        if (negative && !status22) tally.Quirks.Add("negative-without-22");
        if (status22 && !negative) tally.Quirks.Add("22-without-negative");
        if (sums.HasCorrectionGroup && !status22) tally.Quirks.Add("CR-without-22");
    }
}
