using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>The adjustments of one claim with exact amounts and their sums.</summary>
internal sealed class AdjustmentSums
{
    private readonly ClaimPayment _claim;
    private readonly ExactNumber?[] _amounts;
    private readonly bool[] _isEmpty;
    private readonly Dictionary<int, ExactNumber> _byLine = [];

    public AdjustmentSums(ClaimPayment claim, FileTally tally, string place)
    {
        _claim = claim;
        var all = claim.AllAdjustments;
        _amounts = new ExactNumber?[all.Length];
        _isEmpty = new bool[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            var amount = tally.Number(claim.Text(all[i].AmountText), place + (all[i].Line < 0 ? "" : FormattableString.Invariant($".l{all[i].Line + 1}")) + ".CAS");
            _amounts[i] = amount;
            // Neither a reason nor a number: no fact, though posting holds the claim for its unreadable amount.
            _isEmpty[i] = all[i].CodeText.Length == 0 && amount is null;
            if (_isEmpty[i]) continue;
            Count++;
            Total += amount ?? ExactNumber.Zero;
            _byLine[all[i].Line] = Of(all[i].Line) + (amount ?? ExactNumber.Zero);
            var group = claim.Text(all[i].GroupText);
            if (group is "PR") PatientTotal += amount ?? ExactNumber.Zero;
            HasCorrectionGroup |= group is "CR";
        }
    }

    public int Count { get; }

    public ExactNumber Total { get; }

    public ExactNumber PatientTotal { get; }

    public bool HasCorrectionGroup { get; }

    /// <summary>Sum of a line, or of the claim itself (−1).</summary>
    public ExactNumber Of(int line) => _byLine.GetValueOrDefault(line);

    public void Write(Utf8JsonWriter json, string name, int line)
    {
        json.WriteStartArray(name);
        var all = _claim.AllAdjustments;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Line != line || _isEmpty[i]) continue;
            json.WriteStartObject();
            json.WriteString("group", _claim.Text(all[i].GroupText));
            json.WriteString("reason", _claim.Text(all[i].CodeText));
            Inspection.WriteNumber(json, "amount", _amounts[i]);
            json.WriteString("quantity", all[i].Quantity.Length == 0 ? null : _claim.Text(all[i].Quantity));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartArray("cas_all");
        var all = _claim.AllAdjustments;
        for (var i = 0; i < all.Length; i++)
        {
            if (_isEmpty[i]) continue;
            json.WriteStartArray();
            json.WriteStringValue(_claim.Text(all[i].GroupText));
            json.WriteStringValue(_claim.Text(all[i].CodeText));
            if (_amounts[i] is { } amount) json.WriteStringValue(amount.ToString());
            else json.WriteNullValue();
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
