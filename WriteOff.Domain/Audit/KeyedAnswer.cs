using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Audit;

/// <summary>A key that a program made for one act, and what it asks: a repeat with both changes nothing and gets the same answer.</summary>
/// <param name="Content">SHA-256 of who asks for what; without versions, since after the act they have changed.</param>
public sealed record ActKey(Guid Key, byte[] Content)
{
    /// <summary>The key was used for another ask.</summary>
    public static Refusal UsedForOther { get; } = new("KeyUsedForOther", "This key was used for another request already.", "Send a new Idempotency-Key with a new request.");

    /// <summary>Does an act once: with a key that was answered before it gives that answer. A refusal isn't kept: the next try is judged anew.</summary>
    internal static async Task<Outcome<T>> Once<T>(UnitOfWork unit, ActKey? key, Func<Task<Outcome<T>>> act, CancellationToken cancellationToken)
    {
        if (key is null) return await act();
        if (await unit.Db.Set<KeyedAnswer>().AsNoTracking().SingleOrDefaultAsync(a => a.ActKey == key.Key, cancellationToken) is { } earlier)
            return earlier.ContentHash.AsSpan().SequenceEqual(key.Content) ? JsonSerializer.Deserialize<T>(earlier.Answer)! : UsedForOther;
        var done = await act();
        if (done.IsDone) unit.Add(new KeyedAnswer(unit.Actor.TenantId, key.Key, key.Content, JsonSerializer.Serialize(done.Value), unit.Now));
        return done;
    }
}

/// <summary>The answer that an act with a key got, kept in the act's own transaction. Ids, amounts and states; nothing about patients.</summary>
public sealed class KeyedAnswer(int tenantId, Guid actKey, byte[] contentHash, string answer, DateTimeOffset at) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public Guid ActKey { get; private set; } = actKey;

    public byte[] ContentHash { get; private set; } = contentHash;

    /// <summary>The answer as JSON.</summary>
    public string Answer { get; private set; } = answer;

    public DateTimeOffset At { get; private set; } = at;
}

internal sealed class KeyedAnswerTable : IEntityTypeConfiguration<KeyedAnswer>
{
    public void Configure(EntityTypeBuilder<KeyedAnswer> builder)
    {
        builder.ToTable("keyed_answer");
        builder.HasKey(a => new { a.TenantId, a.ActKey });
        builder.Property(a => a.ContentHash).HasMaxLength(32).IsFixedLength();
        builder.Property(a => a.Answer).HasMaxLength(1000);
    }
}
