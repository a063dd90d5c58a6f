namespace WriteOff.Domain.Audit;

/// <summary>Where a write-off counts, with everything that reports break losses down by.</summary>
/// <param name="PostedOn">The tenant's business day.</param>
/// <param name="ReasonId">The write-off reason.</param>
/// <param name="Category">The number of the reason's category as the request line keeps it; 0: the reason had none.</param>
/// <param name="PayerId">The denial's payer.</param>
/// <param name="Carc">The denial's adjustment code.</param>
/// <param name="ProviderName">The claim's provider, without blanks at its end: SQL Server takes a name with and one without them for the same.</param>
/// <param name="RequestedBy">Who asked for the write-off.</param>
internal readonly record struct LossKey(DateOnly PostedOn, long ReasonId, int Category, long PayerId, string Carc, string ProviderName, Guid RequestedBy);

/// <summary>What was added there.</summary>
/// <param name="Own">Written off and taken back on the day.</param>
/// <param name="UndoneCents">Cents of the day's write-offs that were taken back, whenever that was; above zero.</param>
/// <param name="UndoneCount">Rows of the day that were taken back.</param>
internal readonly record struct LossDelta(CauseDelta Own, long UndoneCents, long UndoneCount)
{
    /// <summary>A write-off row.</summary>
    public static LossDelta WrittenOff(long cents) => new(new CauseDelta(cents, 1, 0, 0), 0, 0);

    /// <summary>The row that takes one back, on its own day.</summary>
    public static LossDelta Reopened(long cents) => new(new CauseDelta(0, 0, cents, 1), 0, 0);

    /// <summary>The same row on the day of what it takes back.</summary>
    public static LossDelta Undone(long cents) => new(default, cents, 1);

    public static LossDelta operator +(LossDelta one, LossDelta other) => checked(new(one.Own + other.Own, one.UndoneCents + other.UndoneCents, one.UndoneCount + other.UndoneCount));

    public static LossDelta operator -(LossDelta one) => checked(new(
        new CauseDelta(-one.Own.WrittenOffCents, -one.Own.WrittenOffCount, -one.Own.ReopenedCents, -one.Own.ReopenedCount), -one.UndoneCents, -one.UndoneCount));
}

/// <summary>What an act adds to the rollups, until it writes it at its end: the more rows come together, the fewer rows of the rollups are raised.</summary>
internal sealed class LossSums
{
    private readonly Dictionary<LossKey, LossDelta> _sums = [];

    /// <summary>Adds to one place.</summary>
    public void Add(LossKey key, LossDelta delta)
    {
        var at = key with { ProviderName = key.ProviderName.TrimEnd(' ') };
        _sums[at] = _sums.GetValueOrDefault(at) + delta;
    }

    /// <summary>By day, reason and category.</summary>
    public IReadOnlyList<KeyValuePair<CauseKey, CauseDelta>> Days()
    {
        Dictionary<CauseKey, CauseDelta> days = [];
        foreach (var (at, delta) in _sums)
        {
            var key = new CauseKey(at.PostedOn, at.ReasonId, at.Category);
            days[key] = days.GetValueOrDefault(key) + delta.Own;
        }

        return [.. days.Where(d => d.Value != default)];
    }

    /// <summary>By month and each pair of dimensions.</summary>
    public IReadOnlyList<KeyValuePair<PivotMonthKey, LossDelta>> Months()
    {
        Dictionary<PivotMonthKey, LossDelta> months = [];
        foreach (var (at, delta) in _sums)
        {
            foreach (var pair in PivotPairs.All)
            {
                var key = PivotMonthKey.Of(pair, at);
                months[key] = months.GetValueOrDefault(key) + delta;
            }
        }

        return [.. months.Where(m => m.Value != default)];
    }
}
