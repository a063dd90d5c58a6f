namespace WriteOff.Domain.Receivables.Opening;

/// <summary>A row of a file as text.</summary>
/// <param name="Number">As the program that wrote the file counts it: the header is row 1.</param>
/// <param name="Broken">Why the row can't be taken apart; null: it could.</param>
public readonly record struct OpeningFileRow(int Number, IReadOnlyList<string> Cells, string? Broken = null);

/// <summary>A table of open claims on its way in, whatever its form; it can be read from its beginning any number of times.</summary>
public interface IOpeningFile
{
    /// <summary>The file's name, without a path.</summary>
    string Name { get; }

    /// <summary>SHA-256 of its bytes.</summary>
    byte[] Hash { get; }

    /// <summary>The names of its columns.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Its rows below the header, one after the other, without empty ones.</summary>
    IEnumerable<OpeningFileRow> Rows();
}

/// <summary>What a row says that it shouldn't, or that somebody should know.</summary>
/// <param name="Row">Its number in the file; 0: the file as a whole.</param>
/// <param name="Column">The field's name on screen; empty: the row as a whole.</param>
/// <param name="IsError">The row's claim can't be opened as it stands; else it is only said.</param>
public sealed record OpeningFinding(int Row, string Column, string What, bool IsError);

/// <summary>Counts findings and keeps the first of them.</summary>
internal sealed class OpeningFindings
{
    /// <summary>Most findings that are kept to show.</summary>
    public const int Most = 500;

    private readonly List<OpeningFinding> _kept = [];

    public int Errors { get; private set; }

    public int Notices { get; private set; }

    /// <summary>Errors before notices, each by row.</summary>
    public IReadOnlyList<OpeningFinding> Kept => [.. _kept.OrderByDescending(f => f.IsError).ThenBy(f => f.Row)];

    public void Add(OpeningFinding finding)
    {
        if (finding.IsError) Errors++;
        else Notices++;
        // A thousand notices must not push the one error out of sight.
        if ((finding.IsError ? Errors : Notices) <= Most) _kept.Add(finding);
    }
}
