using System.Security.Cryptography;
using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>Says what is in a remittance file as JSON facts, through the same reader that posting uses: envelopes, claims, adjustments, balances.</summary>
/// <remarks>Numbers are strings in their shortest exact form, sums are exact, nothing is repaired. The file's own words stay as written.</remarks>
public static class Inspection
{
    /// <summary>Writes the facts of one file as a JSON object.</summary>
    /// <param name="stream">The file, seekable.</param>
    /// <param name="json">Where the object goes.</param>
    public static void Write(Stream stream, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(json);
        var tally = new FileTally();
        json.WriteStartObject();
        json.WriteNumber("bytes", stream.Length);
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(stream)));
        stream.Position = 0;
        using var reader = new RemittanceReader(stream, keepEnvelopes: true);
        json.WriteStartArray("transactions");
        while (reader.Read()) TransactionFacts.Write(reader, json, tally);
        json.WriteEndArray();
        EnvelopeFacts.Write(reader, json, tally);
        WriteTally(json, tally);
        WriteFindings(json, "findings", reader.Findings);
        if (reader.Refusal is { } refusal) json.WriteString("refused", refusal.ToString());
        json.WriteEndObject();
    }

    internal static void WriteFindings(Utf8JsonWriter json, string name, FindingList findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings.Kept)
        {
            json.WriteStartObject();
            json.WriteString("severity", finding.Severity switch
            {
                FindingSeverity.Info => "info",
                FindingSeverity.Warning => "warning",
                FindingSeverity.Error => "error",
            });
            json.WriteNumber("segment", finding.Segment);
            json.WriteString("code", finding.Code);
            json.WriteString("what", finding.What);
            json.WriteString("step", finding.Step);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTally(Utf8JsonWriter json, FileTally tally)
    {
        WriteStrings(json, "quirks", tally.Quirks);
        WriteStrings(json, "bad_numbers", tally.BadNumbers);
        json.WriteNumber("n_transactions", tally.Transactions);
        json.WriteNumber("n_claims", tally.Claims);
        json.WriteNumber("n_lines", tally.Lines);
        json.WriteNumber("n_cas", tally.Adjustments);
        json.WriteNumber("n_status22", tally.Reversals);
        json.WriteNumber("n_group_cr", tally.CorrectionGroups);
        json.WriteNumber("n_plb", tally.ProviderAdjustments);
        WriteStrings(json, "plb_codes", tally.ProviderAdjustmentCodes);
        json.WriteStartObject("status_codes");
        foreach (var (status, count) in tally.Statuses) json.WriteNumber(status, count);
        json.WriteEndObject();
        json.WriteNumber("transactions_balanced", tally.BalancedTransactions);
        json.WriteNumber("claims_balanced", tally.BalancedClaims);
        json.WriteNumber("claims_lines_balanced", tally.ClaimsWithBalancedLines);
        json.WriteNumber("claims_with_lines", tally.ClaimsWithLines);
    }

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    internal static void WriteNumber(Utf8JsonWriter json, string name, ExactNumber? number)
    {
        if (number is { } exact) json.WriteString(name, exact.ToString());
        else json.WriteNull(name);
    }
}
