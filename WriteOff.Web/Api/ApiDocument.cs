using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Api;

/// <summary>The API's OpenAPI document and its pages, for signed-in people. Scripts come from this server: the bundle lies in the package.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Scheme = "token";

    /// <summary>Registers the document.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, document =>
    {
        document.ShouldInclude = described => string.Equals(described.GroupName, Name, StringComparison.Ordinal);
        document.AddDocumentTransformer(Head);
        document.AddOperationTransformer(Headers);
    });

    /// <summary>Maps document and pages under the fallback policy: a signed-in person, by cookie, and never a token.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi(Urls.ApiDocs + "/{documentName}.json");
        app.MapScalarApiReference(Urls.ApiDocs, (page, http) =>
        {
            page.WithTitle("WriteOff API").WithOpenApiRoutePattern(Urls.ApiDocs + "/{documentName}.json").AddDocument(Name).WithNonce();
            (page.DefaultFonts, page.Telemetry, page.ShowDeveloperTools, page.DynamicBaseServerUrl, page.PersistentAuthentication) = (false, false, DeveloperToolsVisibility.Never, true, false);
            page.Agent = new ScalarAgentOptions { Disabled = true };
            page.Favicon = "/favicon.svg";
            http.Response.OnStarting(() =>
            {
                AllowOwnScript(http);
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>The page begins with a script in itself. Our policy allows none, so this answer alone names the one-time word that the package put on its own.</summary>
    private static void AllowOwnScript(HttpContext http)
    {
        if (http.Items.TryGetValue(ScalarOptions.NonceHttpContextItemKey, out var nonce) && nonce is string { Length: > 0 } word)
            http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy.ToString().Replace("script-src 'self'", $"script-src 'self' 'nonce-{word}'", StringComparison.Ordinal);
    }

    private static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "WriteOff API", Version = Name,
            Description = "Denials, write-offs, approvals and remittances, under the same rules as the pages. Refusals are application/problem+json with code, detail (a sentence) and step (what unblocks it). Amounts are whole cents; ids are text.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token made under Administration, API." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task Headers(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody?.Content?.Remove(ApiRoutes.AnyType);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiAct>().FirstOrDefault() is not { } act) return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(Header("Idempotency-Key", "Made by you for this request and repeated with each try of it: the same key and body change nothing and get the same answer."));
        if (act.HasVersion) operation.Parameters.Add(Header("If-Match", "The ETag of what you looked at."));
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string says) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = true, Description = says, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
