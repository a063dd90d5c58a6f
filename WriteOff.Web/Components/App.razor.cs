using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace WriteOff.Web.Components;

/// <summary>The page around everything. Work pages run in a circuit and are not prerendered (they would read everything twice); sign-in is plain HTML.</summary>
public sealed partial class App
{
    private static readonly string[] AllSheets = ["base", "shell", "grid", "filter", "denial", "queue", "dialog", "admin", "remittance", "runs", "report", "audit", "mud"];
    private static readonly string[] PlainSheets = ["base", "shell", "denial", "signin"];
    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? Interactive : null;
    private string[] Sheets => Mode is null ? PlainSheets : AllSheets;

    /// <summary>What the person chose; null follows the system.</summary>
    private string? Theme => Http.Request.Cookies["theme"] switch { "dark" => "dark", "light" => "light", _ => null };

    private bool? Dark => Theme switch { "dark" => true, "light" => false, _ => null };
    private string? Rail => string.Equals(Http.Request.Cookies["rail"], "narrow", StringComparison.Ordinal) ? "narrow" : null;
}
