namespace WriteOff.Web.Components.Controls;

/// <summary>How loud an <see cref="ActButton"/> is.</summary>
public enum ActKind
{
    /// <summary>Outline: the usual one.</summary>
    Outline = 1,
    /// <summary>Filled: one in a view.</summary>
    Primary,
    /// <summary>No edge: tools.</summary>
    Quiet,
    /// <summary>Vermillion outline: what can't be taken back.</summary>
    Danger,
}
