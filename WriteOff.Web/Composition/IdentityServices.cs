using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Composition;

/// <summary>Sign-in, session and the current actor.</summary>
public static class IdentityServices
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA512 (OWASP password storage, 2023). A password that was hashed with fewer is hashed anew when its person signs in.</summary>
    private const int HashRounds = 210_000;

    /// <summary>Registers them. Everything asks for a signed-in person unless it says otherwise.</summary>
    public static void AddWriteOffIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var site = Site.Read(builder.Configuration);
        services.AddSingleton(site);
        var openId = new OpenIdChoice(OpenIdSettings.Read(builder.Configuration));
        services.AddSingleton(openId);
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        if (openId.Settings is { } settings) OpenIdSignIn.Use(authentication, settings, site);
        authentication.AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(cookie => SessionCookie.Use(cookie, site.IsHttps));
                // Identity signs out of all of them when a security stamp changed: a scheme that isn't there would be an error on every request.
                foreach (var other in new[] { cookies.ExternalCookie!, cookies.TwoFactorRememberMeCookie!, cookies.TwoFactorUserIdCookie! })
                    other.Configure(cookie => SessionCookie.UseBeside(cookie, site.IsHttps));
            });
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashRounds);
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddIdentityCore<AppUser>(Rules)
            .AddUserStore<AppUserStore>()
            .AddTokenProvider<DataProtectorTokenProvider<AppUser>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddClaimsPrincipalFactory<AppPrincipals>()
            .AddSignInManager<AppSignIn>();
        services.AddScoped<AppSignIn>(scope => (AppSignIn)scope.GetRequiredService<SignInManager<AppUser>>());
        services.AddHttpContextAccessor();
        services.AddScoped<ISecurityStampValidator, SecurityStampValidator<AppUser>>();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = site.IsHttps ? "__Host-writeoff-form" : "writeoff-form";
            antiforgery.Cookie.SecurePolicy = site.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.Cookie.Path = "/";
        });

        services.AddSingleton<SessionRules>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<CircuitActivity>();
        services.AddScoped<CircuitHandler, CircuitActivityHandler>();
        services.AddScoped<AuthenticationStateProvider, RevalidatingCircuit>();
        services.AddScoped<CurrentActor>();
        services.Configure<DataProtectionTokenProviderOptions>(link => link.TokenLifespan = TemporaryPasswords.Lasts);
        var mail = MailSettings.Read(builder.Configuration, site);
        services.AddSingleton(scope => new Mailer(mail, scope.GetRequiredService<ILogger<Mailer>>()));
        services.AddScoped<Accounts>();
        services.AddScoped<OwnSecondFactor>();
        services.AddScoped<OwnPasskeys>();
        services.TryAddScoped<IPasskeyHandler<AppUser>, PasskeyHandler<AppUser>>();
        // A passkey stands for password and second factor, so the device has to ask who holds it, and knows whom it is for.
        services.Configure<IdentityPasskeyOptions>(passkey => (passkey.UserVerificationRequirement, passkey.ResidentKeyRequirement) = ("required", "required"));
        services.AddScoped<OpenIdSignIn>();
        services.AddSingleton<GroupQuestions>();
        services.AddSingleton<GroupCheck>();
        services.AddSingleton<SecondFactorCheck>();
        services.AddSingleton<ReadSecondFactors>(scope => Accounts.SecondFactorsIn(scope.GetRequiredService<IServiceScopeFactory>()));
        services.AddSingleton<ReadUserContext>(scope => UserContexts.From(scope.GetRequiredService<Memberships>()));
    }

    /// <summary>Long passwords, no composition rules; five failures lock for 15 minutes.</summary>
    private static void Rules(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        identity.Password.RequiredLength = 12;
        identity.Password.RequiredUniqueChars = 1;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.AllowedForNewUsers = true;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }
}
