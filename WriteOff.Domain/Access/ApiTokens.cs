using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Access;

/// <summary>Tells who acts behind a token, and notes its use. Noting moves nothing and says nothing about the ledger, so it takes no tenant lock and leaves no audit row.</summary>
public sealed class ApiTokens(WorkbenchDbs dbs, WriteGate gate, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>No token, or one that nobody made: the same words, so nothing is given away.</summary>
    public static Refusal Unknown { get; } = new("TokenUnknown", "This token isn't known.", "Send a live token as “Authorization: Bearer wo_…”.");

    /// <summary>The actor behind a token: its maker, by the token's name. Refused: unknown, revoked, expired, or its maker is locked out.</summary>
    public async Task<Outcome<Actor>> Find(string? text, CancellationToken cancellationToken = default)
    {
        if (!TokenText.TryRead(text, out var sent)) return Unknown;
        await using var db = dbs.Open(sent.TenantId);
        var found = await db.Set<ApiToken>().AsNoTracking().Where(t => t.Id == sent.Id)
            .Join(db.Set<Person>(), t => t.MadeBy, p => p.Id, (token, maker) => new { token, maker.DisplayName, maker.IsActive }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || !sent.Fits(found.token.SecretHash)) return Unknown;
        var now = clock.GetUtcNow();
        if (!found.token.IsLive(now) || !found.IsActive) return Ended;
        if (found.token.LastUsedAt is not { } last || now - last >= Between) await NoteUse(sent, now, cancellationToken);
        return new Actor(sent.TenantId, found.token.MadeBy, $"{found.token.Name} (token of {found.DisplayName})") { TokenId = sent.Id };
    }

    private static Refusal Ended { get; } = new("TokenEnded", "This token has expired, was revoked, or its maker is locked out.", "Ask whoever made it for a new one.");

    private async Task NoteUse(TokenText sent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(sent.TenantId);
        await db.Set<ApiToken>().Where(t => t.Id == sent.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), cancellationToken);
    }
}
