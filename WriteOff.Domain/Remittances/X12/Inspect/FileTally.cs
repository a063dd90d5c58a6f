namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>What inspection counts over a whole file.</summary>
internal sealed class FileTally
{
    private const int MostBadNumbers = 50;

    public int Transactions { get; set; }

    public int BalancedTransactions { get; set; }

    public int Claims { get; set; }

    public int BalancedClaims { get; set; }

    public int ClaimsWithLines { get; set; }

    public int ClaimsWithBalancedLines { get; set; }

    public int Lines { get; set; }

    public int Adjustments { get; set; }

    public int Reversals { get; set; }

    public int CorrectionGroups { get; set; }

    public int ProviderAdjustments { get; set; }

    public SortedSet<string> ProviderAdjustmentCodes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Statuses { get; } = new(StringComparer.Ordinal);

    public List<string> BadNumbers { get; } = [];

    public HashSet<string> ClaimNumbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Named oddities, in the order met.</summary>
    public HashSet<string> Quirks { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a number; one that cannot be read is noted with its place and counts as nothing.</summary>
    public ExactNumber? Number(string text, string place)
    {
        if (text.Length == 0) return null;
        if (ExactNumber.Read(text) is { } number) return number;
        Quirks.Add("bad-numbers");
        if (BadNumbers.Count < MostBadNumbers) BadNumbers.Add($"{place}={text}");
        return null;
    }
}
