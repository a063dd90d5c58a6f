using System.Globalization;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>How sure a match is. The numbers are stored.</summary>
public enum MatchConfidence
{
    /// <summary>Beyond doubt: may post or be reopened.</summary>
    Certain = 1,
    /// <summary>A person compares and decides.</summary>
    Review,
    /// <summary>Nothing here that it belongs to.</summary>
    Unmatched,
}

/// <summary>How one field compared. The numbers are stored.</summary>
public enum FieldVerdict
{
    Agrees = 1,
    /// <summary>Written differently, the same after cleaning.</summary>
    SameAfterCleaning,
    Differs,
}

/// <summary>One compared field.</summary>
/// <param name="Tag">Where it stands in the 835: CLP01, CAS CO-197…</param>
/// <param name="Ours">As posted here.</param>
/// <param name="Theirs">As it came.</param>
/// <param name="Words">How it compares, in words.</param>
public sealed record MatchField(string Name, string Tag, string Ours, string Theirs, FieldVerdict Verdict, string Words);

/// <summary>What an arriving claim payment was compared with, field by field, and what follows. Can be stored as text and read back.</summary>
/// <param name="Rule">A, B, C or D of the matching rules; <c>R</c>: sent again; <c>S</c>: money without a reversal; <c>H</c>: by hand; empty: none.</param>
/// <param name="OriginalId">The claim payment here that it was compared with.</param>
/// <param name="Sentence">Why it is what it is.</param>
public sealed record MatchReport(MatchConfidence Confidence, string Rule, long? OriginalId, string Sentence, IReadOnlyList<MatchField> Fields)
{
    private const char Cell = '\t';
    private const char Row = '\n';

    /// <summary>The report as one text.</summary>
    public string ToStored() => string.Join(Row, [
        string.Join(Cell, ((int)Confidence).ToString(CultureInfo.InvariantCulture), Rule, OriginalId?.ToString(CultureInfo.InvariantCulture) ?? "", Clean(Sentence)),
        .. Fields.Select(f => string.Join(Cell, ((int)f.Verdict).ToString(CultureInfo.InvariantCulture), Clean(f.Name), Clean(f.Tag), Clean(f.Ours), Clean(f.Theirs), Clean(f.Words))),
    ]);

    /// <summary>Reads a stored report; null for anything else.</summary>
    public static MatchReport? Read(string? stored)
    {
        var rows = (stored ?? "").Split(Row);
        var head = rows[0].Split(Cell);
        if (head.Length != 4 || !int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out var confidence)) return null;
        long? original = long.TryParse(head[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        return new MatchReport((MatchConfidence)confidence, head[1], original, head[3], [.. rows.Skip(1).Select(ReadField).OfType<MatchField>()]);
    }

    private static MatchField? ReadField(string row)
    {
        var cells = row.Split(Cell);
        return cells.Length == 6 && int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var verdict)
            ? new MatchField(cells[1], cells[2], cells[3], cells[4], (FieldVerdict)verdict, cells[5])
            : null;
    }

    private static string Clean(string text) => new([.. (text.Length <= 300 ? text : text[..300]).Select(c => char.IsControl(c) ? ' ' : c)]);
}
