using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Support;

/// <summary>Components on the real domain: a <see cref="TestWorkbench"/>'s database, clock and feed behind the product's own services.</summary>
internal sealed class PageContext : BunitContext
{
    /// <summary>One for all: another circuit of the same person reads the same drafts.</summary>
    private static readonly EphemeralDataProtectionProvider Protection = new();

    // Waiting ends as soon as it is so; a busy machine gets the time it needs.
    static PageContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    /// <param name="also">A last word on the services.</param>
    public PageContext(TestWorkbench workbench, Actor signedIn, Action<IServiceCollection>? also = null)
    {
        Workbench = workbench;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(workbench.Clock);
        Services.AddWriteOffDomain(workbench.Options);
        Services.AddSingleton(workbench.Feed);
        Services.AddSingleton(workbench.Gate);
        Services.AddSingleton(workbench.Access);
        Services.AddSingleton(workbench.Keys);
        Services.AddSingleton<IDataProtectionProvider>(Protection);
        Services.AddSingleton<SessionRules>();
        Services.AddScoped<CurrentActor>();
        Services.AddScoped<Accounts>();
        Services.AddSingleton<ReadSecondFactors>((_, _) => Task.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid>()));
        Services.AddSingleton(new OpenIdChoice(null));
        Services.AddSingleton(new Mailer(null, Microsoft.Extensions.Logging.Abstractions.NullLogger<Mailer>.Instance));
        also?.Invoke(Services);
        Services.AddSingleton<ReadUserContext>(scope => UserContexts.From(scope.GetRequiredService<Memberships>()));
        var auth = AddAuthorization();
        auth.SetAuthorized(signedIn.Name);
        auth.SetClaims(
            new(ClaimTypes.NameIdentifier, signedIn.UserId.ToString()), new(SessionClaims.Tenant, signedIn.TenantId.ToString(CultureInfo.InvariantCulture)),
            new(SessionClaims.Name, signedIn.Name), new(SessionClaims.Session, "s"), new(SessionClaims.Started, workbench.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
        Popovers = Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
    }

    public TestWorkbench Workbench { get; }

    public IRenderedComponent<MudPopoverProvider> Popovers { get; }

    /// <summary>Where dialogs appear.</summary>
    public IRenderedComponent<MudDialogProvider> Dialogs { get; }
}
