namespace WriteOff.Domain.Remittances.X12;

/// <summary>One triple of a CAS segment: why an amount was not paid.</summary>
/// <remarks>
/// CAS holds up to six triples (reason, amount, quantity) at fixed places, blanks kept: <c>CAS*CO*45*30**96*60</c> is two.
/// Filled where it is kept, not built and copied: there are more of these than of anything else.
/// </remarks>
public record struct Adjustment
{
    /// <summary>Code of an amount whose reason or group is blank: no cent is lost, and it opens a denial with this code.</summary>
    public const string Unknown = "unknown";

    /// <summary>CAS01 in domain form: CO, PR, OA, PI, CR; empty when blank.</summary>
    public string Group { get; internal set; }

    /// <summary>Reason code (CARC) in domain form: upper case, no leading zeros; empty when blank.</summary>
    public string Code { get; internal set; }

    /// <summary>What was taken off the charge; negative adds.</summary>
    public Amount Amount { get; internal set; }

    /// <summary>The group as written, in the claim's text.</summary>
    public Slice GroupText { get; internal set; }

    /// <summary>The code as written.</summary>
    public Slice CodeText { get; internal set; }

    /// <summary>The amount as written.</summary>
    public Slice AmountText { get; internal set; }

    /// <summary>Units taken off, as written; length 0 when blank.</summary>
    public Slice Quantity { get; internal set; }

    /// <summary>Index of the service line; −1 for the claim's own.</summary>
    public int Line { get; internal set; }

    /// <summary>The code a denial or an application carries: <see cref="Unknown"/> when the reason or the group is blank.</summary>
    public readonly string PostingCode => Group.Length == 0 || Code.Length == 0 ? Unknown : Code;
}

/// <summary>A qualified value of a claim or line: REF (qualifier, identifier), DTM (qualifier, date), AMT (qualifier, amount).</summary>
public record struct QualifiedValue
{
    /// <summary>First element in domain form: F8, 6R, 472, AU…</summary>
    public string Qualifier { get; internal set; }

    /// <summary>The qualifier as written, in the claim's text.</summary>
    public Slice QualifierText { get; internal set; }

    /// <summary>Second element as written.</summary>
    public Slice Value { get; internal set; }

    /// <summary>Index of the service line; −1 for the claim's own.</summary>
    public int Line { get; internal set; }
}

/// <summary>A remark code (RARC) from MOA, MIA or LQ.</summary>
/// <param name="Code">In domain form.</param>
/// <param name="Text">As written, in the claim's text.</param>
/// <param name="Line">Index of the service line; −1 for the claim's own.</param>
public readonly record struct Remark(string Code, Slice Text, int Line);
