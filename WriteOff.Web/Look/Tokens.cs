using System.Security.Cryptography;
using System.Text;

namespace WriteOff.Web.Look;

/// <summary>The look's one source: both palettes and the sizes. It writes the <c>--</c> variables here and MudBlazor's theme in <see cref="Theme"/>, so the two can't drift apart.</summary>
public static class Tokens
{
    /// <summary>Light colours.</summary>
    public static Palette Light { get; } = new()
    {
        Bg = "#F4F6F7",
        Surface = "#FFFFFF",
        Raised = "#FFFFFF",
        Sunken = "#ECEFF1",
        Hover = "#F2F5F7",
        Line = "#DEE3E7",
        LineStrong = "#7F8B95",
        Scrim = "rgba(16,24,32,0.46)",
        Text = "#14202B",
        Text2 = "#43505B",
        Text3 = "#5B6771",
        Disabled = "#606C76",
        Accent = "#0B5A8F",
        AccentHover = "#084873",
        AccentText = "#FFFFFF",
        AccentTint = "#E4F0F9",
        AccentEdge = "#9CC5E3",
        Focus = "#0B5A8F",
        Open = "#43505B",
        OpenBg = "#FFFFFF",
        Progress = "#0B5A8F",
        ProgressBg = "#E4F0F9",
        Appeal = "#86296A",
        AppealBg = "#F9EAF3",
        Pending = "#744800",
        PendingBg = "#FDF1D6",
        Written = "#FFFFFF",
        WrittenBg = "#404B55",
        Resolved = "#03634A",
        ResolvedBg = "#DFF3EB",
        Alert = "#A3330A",
        AlertBg = "#FDEAE0",
        AlertEdge = "#E4A484",
        PendingEdge = "#DDB766",
        ResolvedEdge = "#8CCDB6",
        Mark = "#2E7AB0",
        Mark2 = "#03795A",
        Mark3 = "#B06A00",
        Mark4 = "#5D6973",
        MarkGhost = "#D3DEE7",
        Hatch = "#B9863099",
    };

    /// <summary>Dark colours.</summary>
    public static Palette Dark { get; } = new()
    {
        Bg = "#0F1316",
        Surface = "#161B1F",
        Raised = "#1D2429",
        Sunken = "#0B0E11",
        Hover = "#1C2328",
        Line = "#2A3238",
        LineStrong = "#6F7C86",
        Scrim = "rgba(0,0,0,0.62)",
        Text = "#E8ECEF",
        Text2 = "#B4BEC6",
        Text3 = "#93A0AA",
        Disabled = "#8A969F",
        Accent = "#74B9EC",
        AccentHover = "#94CBF3",
        AccentText = "#06131D",
        AccentTint = "#14293A",
        AccentEdge = "#2B5878",
        Focus = "#9BD0F7",
        Open = "#B4BEC6",
        OpenBg = "#161B1F",
        Progress = "#8CC6F2",
        ProgressBg = "#14293A",
        Appeal = "#EFA9D5",
        AppealBg = "#381C30",
        Pending = "#F1C462",
        PendingBg = "#352A0E",
        Written = "#12181C",
        WrittenBg = "#AEB9C1",
        Resolved = "#70D6B0",
        ResolvedBg = "#0F3227",
        Alert = "#FFA17B",
        AlertBg = "#3D1F12",
        AlertEdge = "#7A412A",
        PendingEdge = "#6B5520",
        ResolvedEdge = "#256350",
        Mark = "#5BA4D9",
        Mark2 = "#3FB58C",
        Mark3 = "#D99A2B",
        Mark4 = "#8C98A2",
        MarkGhost = "#2A3B49",
        Hatch = "#C9983F99",
    };

    /// <summary>What is the same in both themes: space on a 4 px grid, sizes, radii, type, shadows, motion.</summary>
    public static IReadOnlyList<(string Name, string Value)> Sizes { get; } =
    [
        ("s1", "4px"),
        ("s2", "8px"),
        ("s3", "12px"),
        ("s4", "16px"),
        ("s5", "20px"),
        ("s6", "24px"),
        ("s8", "32px"),
        ("s10", "40px"),
        ("s12", "48px"),
        ("row", "32px"),
        ("control", "32px"),
        ("control-sm", "24px"),
        ("bar", "48px"),
        ("rail", "192px"),
        ("rail-min", "48px"),
        ("r-chip", "4px"),
        ("r-control", "6px"),
        ("r-panel", "8px"),
        ("r-dialog", "10px"),
        ("font", "-apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"),
        ("mono", "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'Liberation Mono', monospace"),
        ("t-micro", "11px/16px var(--font)"),
        ("t-small", "12px/16px var(--font)"),
        ("t-body", "13px/20px var(--font)"),
        ("t-lead", "14px/20px var(--font)"),
        ("t-h2", "600 14px/20px var(--font)"),
        ("t-h1", "600 18px/24px var(--font)"),
        ("t-money", "600 30px/36px var(--font)"),
        ("ring", "0 0 0 2px var(--surface), 0 0 0 4px var(--focus)"),
        ("shadow-pop", "0 1px 2px rgb(0 0 0 / .10), 0 6px 20px rgb(0 0 0 / .16)"),
        ("shadow-dialog", "0 2px 6px rgb(0 0 0 / .16), 0 20px 60px rgb(0 0 0 / .30)"),
        ("fast", "120ms cubic-bezier(.2, 0, 0, 1)"),
    ];

    /// <summary>The style sheet of variables. Each colour is <c>light-dark(…)</c>: <c>data-theme</c> on the root picks one, without it the system does.</summary>
    public static string Css { get; } = Write();

    /// <summary>Changes when the style sheet does, so that it can be cached for good.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))[..10];

    private static string Write()
    {
        var css = new StringBuilder(":root {\n  color-scheme: light dark;\n");
        foreach (var (light, dark) in Light.Named().Zip(Dark.Named()))
            css.Append("  --").Append(light.Name).Append(": light-dark(").Append(light.Value).Append(", ").Append(dark.Value).Append(");\n");
        foreach (var (name, value) in Sizes)
            css.Append("  --").Append(name).Append(": ").Append(value).Append(";\n");
        return css.Append("}\n:root[data-theme=\"light\"] { color-scheme: light; }\n:root[data-theme=\"dark\"] { color-scheme: dark; }\n@media print { :root, :root[data-theme] { color-scheme: light; } }\n").ToString();
    }
}
