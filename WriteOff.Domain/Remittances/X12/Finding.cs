namespace WriteOff.Domain.Remittances.X12;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Info,

    /// <summary>Not as the standard says, but read without doubt.</summary>
    Warning,

    /// <summary>Something could not be read, or holds a claim or a transaction.</summary>
    Error,
}

/// <summary>Something a reader noticed in a remittance file. Bad input is a finding, never an exception.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Segment">Number of the segment in the file, from 1; 0 where it is about the whole file.</param>
/// <param name="Code">Stable name, for tests and filters: <c>SEGMENT_COUNT_WRONG</c>.</param>
/// <param name="What">What was found, in one sentence without patient data.</param>
/// <param name="Step">What to do about it.</param>
public sealed record Finding(FindingSeverity Severity, long Segment, string Code, string What, string Step);

/// <summary>The findings of one file, transaction or claim; keeps the first <see cref="Most"/> and counts the rest.</summary>
public sealed class FindingList
{
    /// <summary>A file of a million bad segments has a million findings; nobody reads more than these.</summary>
    public const int Most = 500;

    private readonly List<Finding> _kept = [];

    /// <summary>The findings kept, in file order.</summary>
    public IReadOnlyList<Finding> Kept => _kept;

    /// <summary>All findings, also those not kept.</summary>
    public long Count { get; private set; }

    internal void Add(Finding finding)
    {
        Count++;
        if (_kept.Count < Most) _kept.Add(finding);
    }

    internal void Clear()
    {
        _kept.Clear();
        Count = 0;
    }
}
