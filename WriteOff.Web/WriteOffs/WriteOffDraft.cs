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
    public Guid Key { get; } = Guid.NewGuid();

    public List<DraftLine> Lines { get; } = [new()];

    public string Note { get; set; } = "";
}

/// <summary>Drafts of this circuit: closing the dialog, or losing the connection for a while, loses nothing. Never stored: a note may name a patient.</summary>
public sealed class WriteOffDrafts
{
    private readonly Dictionary<long, WriteOffDraft> _drafts = [];

    /// <summary>The draft for a denial; a new one where there is none.</summary>
    public WriteOffDraft Take(long denialId) => _drafts.TryGetValue(denialId, out var draft) ? draft : _drafts[denialId] = new WriteOffDraft();

    /// <summary>It was submitted, or thrown away.</summary>
    public void Drop(long denialId) => _drafts.Remove(denialId);
}
