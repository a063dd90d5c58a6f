using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>All rows of one claim, or why it can't be opened.</summary>
internal sealed class OpeningClaim(string claimNumber, DateOnly? serviceFrom)
{
    private readonly List<OpeningRow> _rows = [];

    public string ClaimNumber { get; } = claimNumber;

    public DateOnly? ServiceFrom { get; } = serviceFrom;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<OpeningRow> Rows => _rows;

    /// <summary>False: a row of it has an error, so none of it is opened.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>What is open on it, in cents.</summary>
    public long BalanceCents => _rows.Aggregate(0L, (sum, row) => checked(sum + row.BalanceCents));

    /// <summary>Its charge; where the file doesn't say it, what is open.</summary>
    public long ChargeCents => _rows.Find(r => r.ChargeCents is not null)?.ChargeCents ?? BalanceCents;

    /// <summary>The denials to make: one per group and code, as there are no lines to tell them apart.</summary>
    public IReadOnlyList<OpeningDenial> Denials => [.. _rows.Where(r => r.Carc.Length > 0).GroupBy(r => (r.Group, r.Carc))
        .Select(g => new OpeningDenial(g.First(), g.Aggregate(0L, (sum, row) => checked(sum + row.BalanceCents))))];

    /// <summary>Takes a row in.</summary>
    public void Add(OpeningRow? row, bool isSound, OpeningFindings findings)
    {
        IsSound &= isSound;
        if (row is null) return;
        if (Wrong(row) is { } wrong)
        {
            findings.Add(wrong);
            IsSound = false;
        }

        _rows.Add(row);
    }

    /// <summary>What can only be seen when all rows are there.</summary>
    public void Close(OpeningFindings findings)
    {
        if (!IsSound || _rows.Count == 0) return;
        var (row, balance, charge) = (_rows[^1], BalanceCents, ChargeCents);
        if (balance <= charge && charge <= Money.Largest.Cents) return;
        IsSound = false;
        findings.Add(new OpeningFinding(row.Number, OpeningField.Charge.Label(), balance > charge
            ? $"is {new Money(charge)}, but {new Money(balance)} is open{(_rows.Count > 1 ? $" on the {_rows.Count} rows of the claim" : "")}" : "is more than a claim can have", IsError: true));
    }

    private OpeningFinding? Wrong(OpeningRow row)
    {
        if (_rows.Find(r => r.IsSame(row)) is { } twin) return Error(row, null, $"says the same as row {twin.Number}");
        if (row.ChargeCents is { } charge && _rows.Find(r => r.ChargeCents is { } other && other != charge) is { } charged)
            return Error(row, OpeningField.Charge, $"is {new Money(charge)}, but row {charged.Number} says {new Money(charged.ChargeCents!.Value)} for the same claim. Leave the column out if it is the line’s charge");
        if (row.PatientName.Length > 0 && _rows.Find(r => r.PatientName.Length > 0 && !string.Equals(SearchText.Of(r.PatientName), SearchText.Of(row.PatientName), StringComparison.Ordinal)) is { } other2)
            return Error(row, OpeningField.Patient, $"is another one than in row {other2.Number}, which has the same claim number and date of service");
        return null;
    }

    private static OpeningFinding Error(OpeningRow row, OpeningField? field, string what) => new(row.Number, field?.Label() ?? "", what, IsError: true);
}

/// <summary>A denial to make.</summary>
/// <param name="From">The row that it comes from; the first, where several have its code.</param>
internal sealed record OpeningDenial(OpeningRow From, long Cents);

/// <summary>Puts the rows of a file together by claim wherever they stand, holding only those whose claim has more rows to come: 8 bytes for each other row.</summary>
internal sealed class OpeningGrouping(IOpeningFile file, Func<OpeningFindings, OpeningRowReader> reader)
{
    /// <summary>Most rows of one file.</summary>
    public const int MostRows = 200_000;

    /// <summary>How many rows it has, once they were counted.</summary>
    public int Rows { get; private set; }

    /// <summary>The claims, each when its last row was read. Null: there are more rows than can be taken.</summary>
    public IEnumerable<OpeningClaim>? Claims(OpeningFindings findings)
    {
        var left = Count();
        return left is null ? null : Read(left, findings);
    }

    private IEnumerable<OpeningClaim> Read(Dictionary<ulong, int> left, OpeningFindings findings)
    {
        Dictionary<ulong, List<OpeningClaim>> waiting = [];
        var rows = reader(findings);
        foreach (var from in file.Rows())
        {
            var (number, served, row, isSound) = rows.Read(from);
            var key = Hash(number, served, from.Number);
            if (!left.TryGetValue(key, out var more))
            {
                yield return Alone(number, served, row, isSound, findings);
                continue;
            }

            if (!waiting.TryGetValue(key, out var claims)) waiting[key] = claims = [];
            var claim = claims.Find(c => string.Equals(c.ClaimNumber, number, StringComparison.Ordinal) && c.ServiceFrom == served);
            if (claim is null) claims.Add(claim = new OpeningClaim(number, served));
            claim.Add(row, isSound, findings);
            left[key] = more - 1;
            if (more > 1) continue;
            waiting.Remove(key);
            foreach (var whole in claims)
            {
                whole.Close(findings);
                yield return whole;
            }
        }
    }

    private static OpeningClaim Alone(string number, DateOnly? served, OpeningRow? row, bool isSound, OpeningFindings findings)
    {
        var claim = new OpeningClaim(number, served);
        claim.Add(row, isSound, findings);
        claim.Close(findings);
        return claim;
    }

    /// <summary>How many rows the claims have that have more than one.</summary>
    private Dictionary<ulong, int>? Count()
    {
        List<ulong> keys = [];
        var rows = reader(new OpeningFindings());
        foreach (var from in file.Rows())
        {
            if (keys.Count == MostRows) return null;
            var (number, served) = rows.Key(from);
            keys.Add(Hash(number, served, from.Number));
        }

        Rows = keys.Count;
        keys.Sort();
        Dictionary<ulong, int> several = [];
        for (var n = 1; n < keys.Count; n++)
            if (keys[n] == keys[n - 1]) several[keys[n]] = several.TryGetValue(keys[n], out var count) ? count + 1 : 2;
        return several;
    }

    /// <summary>FNV-1a of the claim's key; a row without a claim number stands alone. Two claims that share one are told apart above.</summary>
    private static ulong Hash(string number, DateOnly? served, int row)
    {
        var hash = 14695981039346656037UL;
        Span<byte> bytes = stackalloc byte[256];
        var length = Encoding.UTF8.GetBytes(number.AsSpan(0, Math.Min(number.Length, 50)), bytes);
        foreach (var b in bytes[..length]) hash = unchecked((hash ^ b) * 1099511628211UL);
        return unchecked((hash ^ (ulong)(number.Length == 0 ? -row : served?.DayNumber ?? 0)) * 1099511628211UL);
    }
}
