using System.Globalization;
using MudBlazor;

namespace WriteOff.Web.Look;

/// <summary>MudBlazor's theme, made from <see cref="Tokens"/>.</summary>
public static class Theme
{
    private static readonly string[] Font =
        ["-apple-system", "Segoe UI Variable Text", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "Liberation Sans", "sans-serif"];

    /// <summary>The theme with both palettes; built once.</summary>
    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), Tokens.Light),
        PaletteDark = Fill(new PaletteDark(), Tokens.Dark),
        Typography = new Typography
        {
            Default = Type(new DefaultTypography(), 13, 20),
            Body1 = Type(new Body1Typography(), 13, 20),
            Body2 = Type(new Body2Typography(), 12, 16),
            Caption = Type(new CaptionTypography(), 12, 16),
            Overline = Type(new OverlineTypography(), 11, 16),
            Subtitle1 = Type(new Subtitle1Typography(), 14, 20),
            Subtitle2 = Type(new Subtitle2Typography(), 12, 16, "500"),
            H6 = Type(new H6Typography(), 14, 20, "600"),
            H5 = Type(new H5Typography(), 18, 24, "600"),
            H4 = Type(new H4Typography(), 22, 28, "600"),
            H3 = Type(new H3Typography(), 30, 36, "600"),
            H2 = Type(new H2Typography(), 30, 36, "600"),
            H1 = Type(new H1Typography(), 30, 36, "600"),
            Button = Type(new ButtonTypography(), 13, 20, "500"),
        },
        LayoutProperties = new LayoutProperties
        {
            AppbarHeight = "48px",
            DrawerWidthLeft = "192px",
            DrawerMiniWidthLeft = "48px",
            DefaultBorderRadius = "6px",
        },
        Shadows = new Shadow { Elevation = Shadows() },
    };

    private static T Type<T>(T type, int size, int line, string weight = "400")
        where T : BaseTypography
    {
        type.FontFamily = Font;
        type.FontSize = string.Create(CultureInfo.InvariantCulture, $"{size}px");
        type.LineHeight = string.Create(CultureInfo.InvariantCulture, $"{line}px");
        type.FontWeight = weight;
        type.LetterSpacing = "normal";
        type.TextTransform = "none";
        return type;
    }

    /// <summary>Only what floats casts a shadow: popovers (8) and dialogs (24 and 25).</summary>
    private static string[] Shadows() =>
        [.. Enumerable.Range(0, 26).Select(level => level switch { 8 => "var(--shadow-pop)", 24 or 25 => "var(--shadow-dialog)", _ => "none" })];

    private static T Fill<T>(T mud, Palette p)
        where T : MudBlazor.Palette
    {
        (mud.Background, mud.BackgroundGray, mud.Surface) = (p.Bg, p.Sunken, p.Surface);
        (mud.AppbarBackground, mud.AppbarText, mud.DrawerBackground, mud.DrawerText, mud.DrawerIcon) = (p.Surface, p.Text, p.Surface, p.Text2, p.Text2);
        (mud.LinesDefault, mud.TableLines, mud.Divider, mud.DividerLight, mud.LinesInputs) = (p.Line, p.Line, p.Line, p.Line, p.LineStrong);
        (mud.TableHover, mud.TableStriped, mud.Skeleton) = (p.Hover, p.Surface, p.Sunken);
        (mud.TextPrimary, mud.TextSecondary, mud.TextDisabled) = (p.Text, p.Text2, p.Disabled);
        (mud.ActionDefault, mud.ActionDisabled, mud.ActionDisabledBackground) = (p.Text2, p.Disabled, p.Sunken);
        (mud.Primary, mud.PrimaryContrastText, mud.PrimaryDarken, mud.PrimaryLighten) = (p.Accent, p.AccentText, p.AccentHover, p.AccentHover);
        (mud.Info, mud.InfoContrastText, mud.InfoDarken, mud.InfoLighten) = (p.Accent, p.AccentText, p.AccentHover, p.AccentHover);
        (mud.Secondary, mud.SecondaryContrastText) = (p.Text2, p.Surface);
        (mud.Tertiary, mud.TertiaryContrastText) = (p.Appeal, p.AppealBg);
        (mud.Success, mud.SuccessContrastText) = (p.Resolved, p.ResolvedBg);
        (mud.Warning, mud.WarningContrastText) = (p.Pending, p.PendingBg);
        (mud.Error, mud.ErrorContrastText) = (p.Alert, p.AlertBg);
        (mud.Dark, mud.DarkContrastText) = (p.WrittenBg, p.Written);
        (mud.OverlayDark, mud.OverlayLight) = (p.Scrim, p.Scrim);
        (mud.RippleOpacity, mud.RippleOpacitySecondary, mud.BorderOpacity) = (0, 0, 1);
        return mud;
    }
}
