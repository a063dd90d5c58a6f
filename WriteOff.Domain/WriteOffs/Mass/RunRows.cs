using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>One denial of a group, to look at.</summary>
/// <param name="Code">Group and adjustment code: what tells denials of one claim apart.</param>
/// <param name="Balance">What remains now.</param>
public sealed record SampleRow(long DenialId, string ClaimNumber, string Code, string PayerName, Money Balance);

/// <summary>What became of one row of a run, for a file.</summary>
/// <param name="Amount">What was written off or asked for; what was open where nothing was.</param>
public sealed record RunOutcome(long DenialId, string ClaimNumber, string Code, DateOnly DeniedOn, string PayerName, RowOutcomeKind Outcome, string Cause, Money Amount);

/// <summary>Reads single rows of previews and runs. Nothing is written.</summary>
public sealed class RunRows(WorkbenchDbs dbs)
{
    private const int Chunk = 1_000;

    /// <summary>These denials, a handful, by claim number. Refused: the scope to see denials is missing.</summary>
    public async Task<Outcome<IReadOnlyList<SampleRow>>> Sample(Actor actor, IReadOnlyList<long> denialIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var ids = denialIds.ToList();
        var found = await db.Set<Denial>().AsNoTracking().Where(d => ids.Contains(d.Id))
            .Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (d, c) => new { d.Id, d.PayerId, d.BalanceCents, d.Group, d.Carc, c.ClaimNumber })
            .Join(db.Set<Payer>(), x => x.PayerId, p => p.Id, (x, p) => new { x.Id, x.BalanceCents, x.ClaimNumber, x.Group, x.Carc, p.Name }).ToListAsync(cancellationToken);
        return found.OrderBy(x => x.ClaimNumber, StringComparer.Ordinal).ThenBy(x => x.Id).Select(x => new SampleRow(x.Id, x.ClaimNumber, $"{x.Group}-{x.Carc}", x.Name, new Money(x.BalanceCents))).ToList();
    }

    /// <summary>Every row of a run that has its outcome, read chunk by chunk: flat in memory whatever the number.</summary>
    /// <exception cref="InvalidOperationException">The scope to see denials is missing: ask <see cref="RunViews.Open"/> first.</exception>
    public async IAsyncEnumerable<RunOutcome> Stream(Actor actor, int number, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = long.MinValue;
        while (true)
        {
            var lines = (await Read(actor, number, after, cancellationToken)).Value;
            foreach (var line in lines) yield return line;
            if (lines.Count < Chunk) yield break;
            after = lines[^1].DenialId;
        }
    }

    private async Task<Outcome<List<RunOutcome>>> Read(Actor actor, int number, long after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var found = await db.Set<MassRunRow>().AsNoTracking().Where(r => r.RunNumber == number && r.DenialId > after).OrderBy(r => r.DenialId).Take(Chunk)
            .Join(db.Set<Denial>(), r => r.DenialId, d => d.Id, (r, d) => new { Row = r, d.ClaimId, d.PayerId, d.Group, d.Carc, d.DeniedOn })
            .Join(db.Set<InsuranceClaim>(), x => x.ClaimId, c => c.Id, (x, c) => new { x.Row, x.PayerId, x.Group, x.Carc, x.DeniedOn, c.ClaimNumber })
            .Join(db.Set<Payer>(), x => x.PayerId, p => p.Id, (x, p) => new { x.Row, x.ClaimNumber, x.Group, x.Carc, x.DeniedOn, p.Name }).OrderBy(x => x.Row.DenialId).ToListAsync(cancellationToken);
        return found.ConvertAll(x => new RunOutcome(x.Row.DenialId, x.ClaimNumber, $"{x.Group}-{x.Carc}", x.DeniedOn, x.Name, x.Row.Outcome, x.Row.Cause, new Money(x.Row.AmountCents)));
    }
}
