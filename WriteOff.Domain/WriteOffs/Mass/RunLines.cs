using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>What runs did to denials, for filters.</summary>
internal static class RunLines
{
    public static IQueryable<RunLine> Of(WorkbenchDb db) =>
        db.Set<MassRunRow>().Select(r => new RunLine { DenialId = r.DenialId, Number = r.RunNumber, Outcome = (int)r.Outcome, Cause = r.Cause });

    /// <summary>Reads <c>318</c>, <c>318-skipped</c> or <c>318-appeal-pending</c>; null for anything else: no run is named like this.</summary>
    public static RunWord? Read(string word)
    {
        var cut = word.IndexOf('-', StringComparison.Ordinal);
        if (!int.TryParse(cut < 0 ? word : word[..cut], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return null;
        if (cut < 0) return new RunWord(number, null, null);
        var rest = word[(cut + 1)..].ToLowerInvariant();
        return Enum.TryParse<RowOutcomeKind>(rest, ignoreCase: true, out var outcome) && !char.IsAsciiDigit(rest[0]) ? new RunWord(number, (int)outcome, null) : new RunWord(number, null, rest);
    }
}
