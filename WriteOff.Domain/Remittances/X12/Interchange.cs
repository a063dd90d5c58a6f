namespace WriteOff.Domain.Remittances.X12;

/// <summary>An interchange envelope (ISA … IEA) as written.</summary>
public sealed class Interchange
{
    private List<FunctionalGroup>? _groups;

    /// <summary>Position in the file, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>Its delimiters.</summary>
    public Delimiters Delimiters { get; internal init; }

    /// <summary>ISA06, the sender.</summary>
    public string Sender { get; internal set; } = "";

    /// <summary>ISA08, the receiver.</summary>
    public string Receiver { get; internal set; } = "";

    /// <summary>ISA12, version of the envelope.</summary>
    public string Version { get; internal set; } = "";

    /// <summary>ISA13. Payers restart their counters: the same number with other content is no resend.</summary>
    public string ControlNumber { get; internal set; } = "";

    /// <summary>ISA15: P production, T test.</summary>
    public string Usage { get; internal set; } = "";

    /// <summary>IEA01, groups the trailer promises; null without IEA.</summary>
    public string? TrailerCount { get; internal set; }

    /// <summary>IEA02; null without IEA.</summary>
    public string? TrailerControl { get; internal set; }

    /// <summary>Groups seen so far.</summary>
    public int GroupCount { get; internal set; }

    /// <summary>All groups when the reader was asked to keep envelopes; else empty.</summary>
    internal IReadOnlyList<FunctionalGroup> Groups => _groups ?? (IReadOnlyList<FunctionalGroup>)[];

    internal void Keep(FunctionalGroup group) => (_groups ??= []).Add(group);
}

/// <summary>A functional group (GS … GE) as written.</summary>
public sealed class FunctionalGroup
{
    /// <summary>GS01: HP for remittances.</summary>
    public string Kind { get; internal set; } = "";

    /// <summary>GS04, date of the group as written.</summary>
    public string Date { get; internal set; } = "";

    /// <summary>GS06, control number.</summary>
    public string ControlNumber { get; internal set; } = "";

    /// <summary>GS08: 005010X221A1, 004010X091A1…</summary>
    public string Version { get; internal set; } = "";

    /// <summary>Transaction sets seen, of any kind.</summary>
    public int TransactionCount { get; internal set; }

    /// <summary>GE01; null without GE.</summary>
    public string? TrailerCount { get; internal set; }
}
