namespace WriteOff.Web.Look;

/// <summary>The colours of one theme; each is a <c>--name</c> in our CSS and, where MudBlazor has a place for it, in its palette.</summary>
public sealed record Palette
{
    // surfaces
    public required string Bg { get; init; }
    public required string Surface { get; init; }
    public required string Raised { get; init; }
    public required string Sunken { get; init; }
    public required string Hover { get; init; }
    public required string Line { get; init; }
    /// <summary>Edges of controls: 3:1 on the surface.</summary>
    public required string LineStrong { get; init; }
    public required string Scrim { get; init; }

    // text
    public required string Text { get; init; }
    public required string Text2 { get; init; }
    public required string Text3 { get; init; }
    /// <summary>Still 4.5:1: a greyed act must be readable.</summary>
    public required string Disabled { get; init; }

    // accent: links, selection, focus, the one filled button
    public required string Accent { get; init; }
    public required string AccentHover { get; init; }
    public required string AccentText { get; init; }
    public required string AccentTint { get; init; }
    public required string AccentEdge { get; init; }
    public required string Focus { get; init; }

    // states: hue and shape and word, never hue alone
    public required string Open { get; init; }
    public required string OpenBg { get; init; }
    public required string Progress { get; init; }
    public required string ProgressBg { get; init; }
    public required string Appeal { get; init; }
    public required string AppealBg { get; init; }
    public required string Pending { get; init; }
    public required string PendingBg { get; init; }
    public required string PendingEdge { get; init; }
    public required string Written { get; init; }
    public required string WrittenBg { get; init; }
    public required string Resolved { get; init; }
    public required string ResolvedBg { get; init; }
    public required string ResolvedEdge { get; init; }
    public required string Alert { get; init; }
    public required string AlertBg { get; init; }
    public required string AlertEdge { get; init; }

    // marks of bars and lines: 3:1 on the surface
    public required string Mark { get; init; }
    public required string Mark2 { get; init; }
    public required string Mark3 { get; init; }
    public required string Mark4 { get; init; }
    public required string MarkGhost { get; init; }
    public required string Hatch { get; init; }

    /// <summary>The palette as CSS names and values, in the order above.</summary>
    public IEnumerable<(string Name, string Value)> Named() =>
    [
        ("bg", Bg), ("surface", Surface), ("raised", Raised), ("sunken", Sunken), ("hover", Hover),
        ("line", Line), ("line-strong", LineStrong), ("scrim", Scrim),
        ("text", Text), ("text-2", Text2), ("text-3", Text3), ("disabled", Disabled),
        ("accent", Accent), ("accent-hover", AccentHover), ("accent-text", AccentText), ("accent-tint", AccentTint),
        ("accent-edge", AccentEdge), ("focus", Focus),
        ("open", Open), ("open-bg", OpenBg), ("progress", Progress), ("progress-bg", ProgressBg),
        ("appeal", Appeal), ("appeal-bg", AppealBg),
        ("pending", Pending), ("pending-bg", PendingBg), ("pending-edge", PendingEdge),
        ("written", Written), ("written-bg", WrittenBg),
        ("resolved", Resolved), ("resolved-bg", ResolvedBg), ("resolved-edge", ResolvedEdge),
        ("alert", Alert), ("alert-bg", AlertBg), ("alert-edge", AlertEdge),
        ("mark", Mark), ("mark-2", Mark2), ("mark-3", Mark3), ("mark-4", Mark4), ("mark-ghost", MarkGhost), ("hatch", Hatch),
    ];
}
