namespace WriteOff.Web.WriteOffs;

/// <summary>A line being written.</summary>
public sealed class DraftLine
{
    public string ReasonCode { get; set; } = "";

    /// <summary>As typed; the domain reads it.</summary>
    public string Amount { get; set; } = "";
}

/// <summary>A write-off being written.</summary>
public sealed class WriteOffDraft
{
    /// <summary>Sent with every submit of this draft, so that a repeat is answered and not done twice.</summary>
    public Guid Key { get; init; } = Guid.NewGuid();

    public List<DraftLine> Lines { get; init; } = [new()];

    public string Note { get; set; } = "";

    /// <summary>Code of the reason to pass over an open route; empty: none is chosen.</summary>
    public string OverrideReason { get; set; } = "";

    public string OverrideText { get; set; } = "";

    /// <summary>What it is kept under.</summary>
    public static string NameOf(long denialId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"write-off/{denialId}");
}
