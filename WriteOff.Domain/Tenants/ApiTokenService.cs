using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>A token on the list.</summary>
/// <param name="Why">Why it lets nobody in; null: it does.</param>
public sealed record ApiTokenLine(ApiToken Token, string MadeBy, string? Why);

/// <summary>The tenant's tokens, and what the reader may give to a new one.</summary>
public sealed record ApiTokenList(IReadOnlyList<ApiTokenLine> Lines, IReadOnlyList<Scope> Offers);

/// <summary>A token that was just made: the only moment at which its text is known.</summary>
public sealed record MadeApiToken(long Id, string Name, string Text);

/// <summary>Makes and revokes API tokens. Needs <c>api.manage</c>, which no token has: no token makes another one.</summary>
public sealed class ApiTokenService(WorkbenchWriter writer, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>All tokens, the newest first.</summary>
    public async Task<Outcome<ApiTokenList>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.ApiManage) is { } missing) return missing;
        var now = clock.GetUtcNow();
        var found = await db.Set<ApiToken>().AsNoTracking().Join(db.Set<Person>(), t => t.MadeBy, p => p.Id, (t, p) => new { t, p.DisplayName, p.IsActive })
            .OrderByDescending(x => x.t.Id).Take(2 * ApiTokenRules.Most).ToListAsync(cancellationToken);
        return new ApiTokenList(found.ConvertAll(x => new ApiTokenLine(x.t, x.DisplayName, Why(x.t, x.IsActive, now))), ApiTokenRules.Offers(grants.Scopes));
    }

    /// <summary>Makes a token for the actor, with scopes that they have themselves.</summary>
    public Task<Outcome<MadeApiToken>> Make(Actor actor, NewApiToken ask, CancellationToken cancellationToken = default) =>
        writer.Write<MadeApiToken>(actor, async (unit, cancel) =>
        {
            if (ApiTokenRules.Refuse(ask, unit.Grants.Scopes) is { } refusal) return refusal;
            if (await unit.Db.Set<ApiToken>().CountAsync(t => t.RevokedAt == null && t.ExpiresAt > unit.Now, cancel) >= ApiTokenRules.Most)
                return SettingsRefusals.Of(SettingsRefusal.TooMany, $"Your organisation has {ApiTokenRules.Most} live tokens.", "Revoke one that isn't needed any more.");
            var text = new TokenText(actor.TenantId, unit.NextKey(), Keys.Secret(TokenText.SecretBytes));
            var token = new ApiToken(actor.TenantId, text.Id, ask.Name!.Trim(), text.Hash, Scopes.Write(ask.Scopes), actor.UserId, unit.Now, unit.Now.AddDays(ask.Days!.Value));
            unit.Add(token);
            unit.Record(AuditAct.ApiTokenMade, new AuditRow { Detail = $"{token.Name}, until {token.ExpiresAt:yyyy-MM-dd}: {token.ScopeNames}" });
            return new MadeApiToken(token.Id, token.Name, text.ToString());
        }, cancellationToken);

    /// <summary>Ends a token, whoever made it, for its very next request.</summary>
    public Task<Outcome<bool>> Revoke(Actor actor, long tokenId, CancellationToken cancellationToken = default) =>
        writer.Write<bool>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.ApiManage) is { } missing) return missing;
            if (await unit.Db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == tokenId, cancel) is not { } token) return SettingsRefusals.NotFound("token");
            if (token.RevokedAt is not null) return SettingsRefusals.Of(SettingsRefusal.AlreadySo, $"{token.Name} is revoked already.", "Nothing is left to do.");
            token.Revoke(actor.UserId, unit.Now);
            unit.Record(AuditAct.ApiTokenRevoked, new AuditRow { Detail = token.Name });
            return true;
        }, cancellationToken);

    private static string? Why(ApiToken token, bool isMakerActive, DateTimeOffset now) =>
        token.RevokedAt is not null ? "Revoked" : now >= token.ExpiresAt ? "Expired" : isMakerActive ? null : "Its maker is locked out";
}
