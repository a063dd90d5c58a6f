using System.Globalization;
using System.Security.Claims;
using WriteOff.Domain.Access;

namespace WriteOff.Web.Identity;

/// <summary>What our tickets say: who, which tenant, which session and since when. Nothing about rights.</summary>
public static class SessionClaims
{
    public const string Tenant = "writeoff:tenant";
    public const string Name = "writeoff:name";
    public const string Session = "writeoff:session";
    public const string Started = "writeoff:started";

    /// <summary>How the person came in: <see cref="Passkey"/>, or a word of the framework.</summary>
    public const string Method = "amr";

    /// <summary>With a passkey, which is two factors in one.</summary>
    public const string Passkey = "passkey";

    /// <summary>The password is a temporary one: only the page that changes it is open.</summary>
    public const string Temporary = "writeoff:temporary";

    /// <summary>The API token of a program; no cookie has it.</summary>
    public const string Token = "writeoff:token";

    /// <summary>The person of a ticket; null for nobody or a ticket that isn't ours.</summary>
    public static Actor? ToActor(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
        && int.TryParse(principal.FindFirstValue(Tenant), NumberStyles.None, CultureInfo.InvariantCulture, out var tenant)
            ? new Actor(tenant, user, principal.FindFirstValue(Name) ?? "")
            {
                TokenId = long.TryParse(principal.FindFirstValue(Token), NumberStyles.None, CultureInfo.InvariantCulture, out var token) ? token : null,
            }
            : null;

    /// <summary>When the person signed in; null when the ticket doesn't say, which counts as too long ago.</summary>
    public static DateTimeOffset? StartedAt(this ClaimsPrincipal principal) =>
        DateTimeOffset.TryParse(principal.FindFirstValue(Started), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : null;

    /// <summary>The session's id.</summary>
    public static string? SessionId(this ClaimsPrincipal principal) => principal.FindFirstValue(Session);

    /// <summary>Marks a fresh ticket with its session and start.</summary>
    public static void Begin(this ClaimsIdentity identity, DateTimeOffset now) => identity.AddClaims(
    [
        new Claim(Session, Guid.NewGuid().ToString("N")),
        new Claim(Started, now.ToString("O", CultureInfo.InvariantCulture)),
    ]);

    /// <summary>Carries session, start and way in over when the security stamp check replaced the principal, else each check would begin a new 12 hours.</summary>
    public static void CarryOver(this ClaimsPrincipal fresh, ClaimsPrincipal old)
    {
        foreach (var type in (string[])[Session, Started, Method])
        {
            if (fresh.FindFirst(type) is null && old.FindFirst(type) is { } kept)
                (fresh.Identity as ClaimsIdentity)?.AddClaim(new Claim(type, kept.Value));
        }
    }
}
