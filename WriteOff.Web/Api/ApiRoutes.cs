using System.Data.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Api;

/// <summary>Who a token is.</summary>
/// <param name="Name">The token's, with its maker's.</param>
/// <param name="Scopes">What it may do now: what it was given of what its maker has.</param>
public sealed record ApiSelf(int Tenant, string Name, IReadOnlyList<string> Scopes);

/// <summary>The API: where it lies, who gets in, how it refuses.</summary>
public static class ApiRoutes
{
    /// <summary>Everything below is the API's.</summary>
    public const string Root = "/api";

    /// <summary>Where version 1 lies.</summary>
    public const string V1 = Root + "/v1";

    private const int LargestBody = 64 * 1024;

    /// <summary>Registers the tokens' scheme and limits.</summary>
    public static void AddWriteOffApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ApiTokens>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Name, null);
        ApiLimits.Register(builder.Services, builder.Configuration);
        builder.Services.AddApiDocument();
    }

    /// <summary>Maps it. The policy names the tokens' scheme alone: a browser's cookie is nobody here, so no other site can act through it.</summary>
    public static void MapWriteOffApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var api = app.MapGroup(V1).WithGroupName("v1")
            .RequireAuthorization(new AuthorizationPolicyBuilder(TokenHandler.Name).RequireAuthenticatedUser().Build())
            .RequireRateLimiting(ApiLimits.PerToken).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).DisableAntiforgery()
            .AddEndpointFilter(Answer);
        api.MapGet("/me", Self).WithTags("Token").Answers<ApiSelf>("Who the token is and what it may do now.");
        DenialRoutes.Map(api);
        RequestRoutes.Map(api);
        RunRoutes.Map(api);
        RemittanceRoutes.Map(api);
        // Said by the API itself, and to tokens only: the page for people says nothing to a program.
        api.Map("/{**rest}", () => ApiProblem.Of(new Refusal("NotFound", "There is no such address.", "Look at the API's document."))).ExcludeFromDescription();
    }

    /// <summary>A program gets no error page.</summary>
    internal static Task NoPages(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(context);
    }

    /// <summary>What an address answers, and that it refuses as problem+json.</summary>
    internal static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string says)
    {
        route.WithSummary(says).Produces<T>();
        foreach (var status in (int[])[401, 403, 404, 409, 412, 422, 429]) route.Produces<ApiProblem>(status, ApiProblem.ContentType);
        return route;
    }

    /// <summary>What body it takes. Any type reaches the handler, which says what is wrong with it; the document names the one.</summary>
    internal static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string contentType) where T : class => route.Accepts<T>(isOptional: true, contentType, AnyType);

    /// <summary>Stands beside the one type that is meant; the document leaves it out.</summary>
    internal const string AnyType = "*/*";

    /// <summary>It changes something: the document names the headers that it asks for.</summary>
    internal static RouteHandlerBuilder Acts(this RouteHandlerBuilder route, bool hasVersion) => route.WithMetadata(new ApiAct(hasVersion));

    private static async Task<IResult> Self(HttpContext http, Memberships memberships)
    {
        var actor = http.ToTokenActor();
        var membership = await memberships.Of(actor, http.RequestAborted);
        return Results.Ok(new ApiSelf(actor.TenantId, actor.Name, [.. membership.Scopes.Order().Select(s => s.Name())]));
    }

    /// <summary>What breaks is said as a problem, too; the log has the rest.</summary>
    private static async ValueTask<object?> Answer(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (Exception gone) when (gone is DbException or AccessLogFullException or WriteGateTimeoutException || DatabaseUnavailable.Is(gone))
        {
            Log(context.HttpContext).LogError(gone, "The database did not answer the API");
            return ApiProblem.Of(DatabaseUnavailable.Refusal);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            Log(context.HttpContext).LogError(broken, "The API broke");
            return ApiProblem.Of(new Refusal("Broken", "Something broke here.", "Try again with the same Idempotency-Key; tell your administrator if it stays so."));
        }
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiRoutes));
}

/// <summary>An act of the API.</summary>
/// <param name="HasVersion">It asks for <c>If-Match</c>.</param>
internal sealed record ApiAct(bool HasVersion);
