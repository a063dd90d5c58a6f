using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>REF, DTM, AMT and remark codes as JSON objects by qualifier.</summary>
internal static class QualifiedFacts
{
    public static void Write(
        Utf8JsonWriter json, ClaimPayment claim, ReadOnlySpan<QualifiedValue> references, ReadOnlySpan<QualifiedValue> dates,
        ReadOnlySpan<QualifiedValue> amounts, FileTally tally, string place)
    {
        json.WriteStartObject("ref");
        foreach (var values in ByQualifier(claim, references)) Inspection.WriteStrings(json, values.Key, values);
        json.WriteEndObject();
        json.WriteStartObject("dtm");
        foreach (var values in ByQualifier(claim, dates)) json.WriteString(values.Key, values.First());
        json.WriteEndObject();
        json.WriteStartObject("amt");
        foreach (var values in ByQualifier(claim, amounts))
        {
            json.WriteStartArray(values.Key);
            foreach (var value in values)
            {
                if (tally.Number(value, place + ".AMT02") is { } amount) json.WriteStringValue(amount.ToString());
                else json.WriteNullValue();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    public static void WriteRemarks(Utf8JsonWriter json, string name, ClaimPayment claim, ReadOnlySpan<Remark> remarks)
    {
        json.WriteStartArray(name);
        foreach (var remark in remarks) json.WriteStringValue(claim.Text(remark.Text));
        json.WriteEndArray();
    }

    private static IEnumerable<IGrouping<string, string>> ByQualifier(ClaimPayment claim, ReadOnlySpan<QualifiedValue> values) =>
        values.ToArray().GroupBy(v => claim.Text(v.QualifierText), v => claim.Text(v.Value), StringComparer.Ordinal);
}
