using MudBlazor;

namespace WriteOff.Web.Tenants;

/// <summary>How dialogs of administration are shown.</summary>
internal static class AdminDialogs
{
    public static readonly DialogOptions Small = new() { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true };

    /// <summary>For what is shown once: only its own button closes it.</summary>
    public static readonly DialogOptions Once = new() { CloseOnEscapeKey = false, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true };
}
