using Microsoft.AspNetCore.Components;

namespace WriteOff.Web.Components.Controls;

/// <summary>Strokes of the icons, and an icon as plain markup for rows that are drawn by the thousand without a component each.</summary>
public static class IconPaths
{
    private static readonly Dictionary<IconName, MarkupString> Drawn = Enum.GetValues<IconName>().ToDictionary(g => g, g =>
        new MarkupString($"""<svg class="i" aria-hidden="true"><use href="#{Id(g)}"/></svg>"""));

    /// <summary>All strokes, once a document: a row's five icons are references then, not half of its bytes.</summary>
    public static MarkupString Sprite { get; } = new($"""<svg class="i sprite" aria-hidden="true">{string.Concat(Enum.GetValues<IconName>().Select(g => $"""<symbol id="{Id(g)}" viewBox="0 0 16 16">{Strokes(g)}</symbol>"""))}</svg>""");

    /// <summary>The icon as markup, hidden from readers: a word stands beside it or names its button.</summary>
    public static MarkupString Svg(IconName icon) => Drawn[icon];

    /// <summary>Where its strokes stand in the document.</summary>
    public static string Id(IconName icon) => $"i-{icon}";

    /// <summary>What is inside the <c>svg</c> element.</summary>
    public static string Strokes(IconName icon) => icon switch
    {
        IconName.Start => """<path d="M2.5 7 8 2.5 13.5 7v6.5h-4V9.5h-3v4h-4z"/>""",
        IconName.Denials => """<path d="M2.5 4h11M2.5 8h11M2.5 12h11"/>""",
        IconName.Approvals => """<path d="m1.8 8.5 2.7 2.7 5-6M7.6 11.2l.3.3 6.3-7"/>""",
        IconName.Runs => """<path d="M3 4.5h10M3 8h7M3 11.5h4M12 9.5l2 2-2 2"/>""",
        IconName.Remittances => """<path d="M2.5 9.5 4.5 3h7l2 6.5v3.5h-11zM2.5 9.5h3l1 1.5h3l1-1.5h3"/>""",
        IconName.Reports => """<path d="M2.5 13.5h11M4 11V8M8 11V3M12 11V6"/>""",
        IconName.Audit => """<path d="M4 2.5h5.5L12 5v8.5H4zM6 7.5h4M6 10h4"/>""",
        IconName.Gear => """<circle cx="8" cy="8" r="2"/><path d="M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4"/>""",
        IconName.Collapse => """<path d="M2.5 3h11v10h-11zM6 3v10M10.5 6.2 8.7 8l1.8 1.8"/>""",
        IconName.Menu => """<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>""",
        IconName.Down => """<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>""",
        IconName.Up => """<path d="m4.5 9.5 3.5-3.5 3.5 3.5"/>""",
        IconName.Left => """<path d="M9.5 4 5.5 8l4 4"/>""",
        IconName.Right => """<path d="m6.5 4 4 4-4 4"/>""",
        IconName.Search => """<circle cx="7" cy="7" r="4"/><path d="m10 10 3.5 3.5"/>""",
        IconName.Bell => """<path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.2H3zM6.8 14h2.4"/>""",
        IconName.Moon => """<path d="M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5z"/>""",
        IconName.Sun => """<circle cx="8" cy="8" r="2.6"/><path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1"/>""",
        IconName.Export => """<path d="M8 2.5v7.5M4.8 7.2 8 10.2l3.2-3M3 13.5h10"/>""",
        IconName.Upload => """<path d="M8 10.5V3M4.8 5.8 8 2.8l3.2 3M3 13.5h10"/>""",
        IconName.Flag => """<path class="f" d="M3.5 2.5h8.5l-2 3 2 3H5v5.5H3.5z"/>""",
        IconName.Appeal => """<path d="M8 2.8v10M5 13.2h6M3.5 5.2l4.5-1 4.5 1M3.5 5.2 2 9.2a1.8 1.8 0 0 0 3 0zM12.5 5.2l-1.5 4a1.8 1.8 0 0 0 3 0z"/>""",
        IconName.WriteOff => """<path d="M3 2.5h10v11H3zM5.5 8h5"/>""",
        IconName.WrittenOff => """<path d="M3.5 3.5h9v9h-9zM5.8 8h4.4"/>""",
        IconName.Lock => """<path d="M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2"/>""",
        IconName.Undo => """<path d="M3 6.5h7a3 3 0 0 1 0 6H6M5.5 3.8 2.8 6.5l2.7 2.7"/>""",
        IconName.Assign => """<circle cx="6.5" cy="5.5" r="2.5"/><path d="M2 13.5c.5-2.6 2.2-4 4.5-4 1 0 1.9.3 2.6.8M12 9.5v4M10 11.5h4"/>""",
        IconName.Person => """<circle cx="8" cy="5.5" r="2.5"/><path d="M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4"/>""",
        IconName.Note => """<path d="M3 3h10v7.5H8L5 13v-2.5H3z"/>""",
        IconName.More => """<circle class="f" cx="3.5" cy="8" r="1.2"/><circle class="f" cx="8" cy="8" r="1.2"/><circle class="f" cx="12.5" cy="8" r="1.2"/>""",
        IconName.Resolved => """<circle cx="8" cy="8" r="5"/><path d="m5.7 8.2 1.6 1.6 3-3.4"/>""",
        IconName.Hourglass => """<path d="M5 2.5h6M5 13.5h6M5.5 2.5v2.2L8 8l2.5-3.3V2.5M5.5 13.5v-2.2L8 8l2.5 3.3v2.2"/>""",
        IconName.OpenOut => """<path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5"/>""",
        IconName.Clock => """<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3l2 1.5"/>""",
        IconName.Cross => """<path d="m4 4 8 8M12 4l-8 8"/>""",
        IconName.Check => """<path d="m3 8.5 3.2 3.2L13 4.8"/>""",
        IconName.Ring => """<circle cx="8" cy="8" r="4.5"/>""",
        IconName.HalfRing => """<circle cx="8" cy="8" r="4.5"/><path class="f" d="M8 3.5a4.5 4.5 0 0 1 0 9z"/>""",
        IconName.Columns => """<path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"/>""",
        IconName.Plus => """<path d="M8 3v10M3 8h10"/>""",
        IconName.Filter => """<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>""",
        IconName.Stop => """<path d="M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5zM8 5.2v3.4M8 10.6v.1"/>""",
        IconName.Warn => """<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1"/>""",
        IconName.Info => """<circle cx="8" cy="8" r="5.5"/><path d="M8 7.4v3.4M8 5v.1"/>""",
        IconName.Question => """<circle cx="8" cy="8" r="5.5"/><path d="M6.3 6.5a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11v.1"/>""",
        IconName.Pause => """<path d="M5.5 3.5v9M10.5 3.5v9"/>""",
        IconName.SignOut => """<path d="M9.5 3H3.500v10H9.5M6.5 8h7M11 5.500 13.500 8 11 10.500"/>""",
    };
}
