using WriteOff.Domain.Denials;

namespace WriteOff.Web.Components.Controls;

/// <summary>How a state looks: css class, shape and word.</summary>
public sealed record StatusMark(string Css, Glyph Glyph, string Word)
{
    /// <summary>The look of a state.</summary>
    public static StatusMark Of(DenialStatus status) => status switch
    {
        DenialStatus.Open => new("open", Glyph.Ring, "Open"),
        DenialStatus.InProgress => new("progress", Glyph.HalfRing, "In progress"),
        DenialStatus.AppealPending => new("appeal", Glyph.Appeal, "Appeal pending"),
        DenialStatus.PendingWriteOff => new("pending", Glyph.Hourglass, "Pending write-off"),
        DenialStatus.WrittenOff => new("written", Glyph.WrittenOff, "Written off"),
        DenialStatus.Resolved => new("resolved", Glyph.Resolved, "Resolved"),
    };
}
