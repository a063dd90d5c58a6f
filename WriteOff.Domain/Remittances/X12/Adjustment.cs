namespace WriteOff.Domain.Remittances.X12;

/// <summary>One triple of a CAS segment: why an amount was not paid.</summary>
/// <remarks>CAS holds up to six triples (reason, amount, quantity) at fixed places, blanks kept: <c>CAS*CO*45*30**96*60</c> is two.</remarks>
/// <param name="Group">CAS01 in domain form: CO, PR, OA, PI, CR; empty when blank.</param>
/// <param name="Code">Reason code (CARC) in domain form: upper case, no leading zeros; empty when blank.</param>
/// <param name="Amount">What was taken off the charge; negative adds.</param>
/// <param name="GroupText">The group as written, in the claim's text.</param>
/// <param name="CodeText">The code as written.</param>
/// <param name="AmountText">The amount as written.</param>
/// <param name="Quantity">Units taken off, as written; length 0 when blank.</param>
/// <param name="Line">Index of the service line; −1 for the claim's own.</param>
public readonly record struct Adjustment(
    string Group, string Code, Amount Amount, Slice GroupText, Slice CodeText, Slice AmountText, Slice Quantity, int Line)
{
    /// <summary>Code of an amount whose reason or group is blank: no cent is lost, and it opens a denial with this code.</summary>
    public const string Unknown = "unknown";

    /// <summary>The code a denial or an application carries: <see cref="Unknown"/> when the reason or the group is blank.</summary>
    public string PostingCode => Group.Length == 0 || Code.Length == 0 ? Unknown : Code;
}

/// <summary>A qualified value of a claim or line: REF (qualifier, identifier), DTM (qualifier, date), AMT (qualifier, amount).</summary>
/// <param name="Qualifier">First element in domain form: F8, 6R, 472, AU…</param>
/// <param name="QualifierText">The qualifier as written, in the claim's text.</param>
/// <param name="Value">Second element as written.</param>
/// <param name="Line">Index of the service line; −1 for the claim's own.</param>
public readonly record struct QualifiedValue(string Qualifier, Slice QualifierText, Slice Value, int Line);

/// <summary>A remark code (RARC) from MOA, MIA or LQ.</summary>
/// <param name="Code">In domain form.</param>
/// <param name="Text">As written, in the claim's text.</param>
/// <param name="Line">Index of the service line; −1 for the claim's own.</param>
public readonly record struct Remark(string Code, Slice Text, int Line);
