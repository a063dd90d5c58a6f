using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>What a claim is known by when reversals look for their corrections.</summary>
internal sealed record ClaimOutline(
    string Number, string PayerNumber, bool IsReversal, ExactNumber? Charge, ExactNumber? Paid, IReadOnlyList<string> RefersTo);

/// <summary>For each reversal of a transaction the nearest claim after and before it that has the same CLP01 and is none.</summary>
internal sealed class ReversalPairs
{
    private readonly List<ClaimOutline> _claims = [];

    public void Add(ClaimOutline claim) => _claims.Add(claim);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("reversal_pairs");
        for (var i = 0; i < _claims.Count; i++)
        {
            if (!_claims[i].IsReversal) continue;
            var reversal = _claims[i];
            bool Fits(ClaimOutline other) => !other.IsReversal && string.Equals(other.Number, reversal.Number, StringComparison.Ordinal);
            var after = _claims.FindIndex(i + 1, Fits);
            if (after >= 0) Write(json, i, after, "following");
            var before = i == 0 ? -1 : _claims.FindLastIndex(i - 1, Fits);
            if (before >= 0) Write(json, i, before, "preceding");
        }
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, int reversal, int other, string how)
    {
        var (r, o) = (_claims[reversal], _claims[other]);
        json.WriteStartObject();
        json.WriteNumber("reversal", reversal);
        json.WriteNumber("other", other);
        json.WriteString("other_is", how);
        json.WriteBoolean("same_clp07", string.Equals(r.PayerNumber, o.PayerNumber, StringComparison.Ordinal));
        json.WriteBoolean("negates", Negates(r.Charge, o.Charge) && Negates(r.Paid, o.Paid));
        json.WriteBoolean("other_refers_f8", o.RefersTo.Contains(r.PayerNumber, StringComparer.Ordinal));
        json.WriteEndObject();
    }

    private static bool Negates(ExactNumber? one, ExactNumber? other) => ((one ?? ExactNumber.Zero) + (other ?? ExactNumber.Zero)).IsZero;
}
