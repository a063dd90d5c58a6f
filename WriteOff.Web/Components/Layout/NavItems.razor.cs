using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WriteOff.Domain.Access;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Components.Controls;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Components.Layout;

/// <summary>One entry of the navigation.</summary>
/// <param name="Group">The heading it stands under.</param>
/// <param name="Label">Its words.</param>
/// <param name="Href">Where it leads; of two that fit the address, the longer is current.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Needs">The scope that its page asks for; null: it is everyone's.</param>
public sealed record NavItem(string Group, string Label, string Href, IconName Icon, Scope? Needs);

/// <summary>The navigation; only what exists.</summary>
public sealed partial class NavItems(NavigationManager navigation, PersonNotifications notifications)
{
    /// <summary>All entries, in their order; a new page is one line here.</summary>
    internal static readonly IReadOnlyList<NavItem> Items =
    [
        new("Work", "Start", Urls.Home, IconName.Start, null),
        new("Work", "Denials", Urls.Denials, IconName.Denials, Scope.DenialRead),
        new("Work", "Approvals", Urls.Approvals, IconName.Approvals, Scope.DenialRead),
        new("Work", "Mass runs", Urls.Runs, IconName.Runs, Scope.DenialRead),
        new("Work", "Remittances", Urls.Remittances, IconName.Remittances, Scope.ReceivableRead),
        new("Work", "Payer money", Urls.PayerMoney, IconName.Undo, Scope.ReceivableRead),
        new("Work", "Posting batches", Urls.PostingBatches, IconName.Upload, Scope.ReceivableRead),
        new("Insight", "Reports", Urls.Reports, IconName.Reports, Scope.ReportsRead),
        new("Insight", "Audit trail", Urls.Audit, IconName.Audit, Scope.AuditRead),
        new("Set up", "Administration", Urls.Admin, IconName.Gear, Scope.TenantAdmin),
        new("Set up", "API", Urls.AdminApi, IconName.OpenOut, Scope.ApiManage),
    ];

    [CascadingParameter] private UserContext? UserContext { get; set; }

    private NavItem? Current
    {
        get
        {
            var here = new Uri(navigation.Uri).PathAndQuery;
            return Items.Where(i => Fits(here, i.Href)).MaxBy(i => i.Href.Length);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Listen(() => navigation.LocationChanged += Moved, () => navigation.LocationChanged -= Moved);
        Listen(() => notifications.Changed += Told, () => notifications.Changed -= Told);
        await notifications.Start();
    }

    /// <summary>The number behind an entry, where it has one worth showing.</summary>
    private string? Count(NavItem item) => !string.Equals(item.Href, Urls.Approvals, StringComparison.Ordinal) || notifications.Tally is not { Waiting: > 0 } tally ? null
        : tally.Waiting > QueueAsk.CountCap ? "1,000+" : tally.Waiting.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private void Told() => Later(StateHasChanged);

    private static bool Fits(string here, string href) =>
        here.StartsWith(href, StringComparison.OrdinalIgnoreCase) && (here.Length == href.Length || here[href.Length] is '/' or '?' or '&');

    private void Moved(object? sender, LocationChangedEventArgs e) => Later(StateHasChanged);
}
