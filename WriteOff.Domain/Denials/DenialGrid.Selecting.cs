using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>What a selection comes to, and a denial's place in its list.</summary>
public sealed partial class DenialGrid
{
    /// <summary>How many rows are selected and what they come to: exact, under the filter as it is now.</summary>
    public Task<Outcome<GridTotal>> Total(Actor actor, GridAsk ask, GridSelection selection, CancellationToken cancellationToken = default) =>
        Ask<GridTotal>(actor, ask, async (_, query, _) =>
        {
            ArgumentNullException.ThrowIfNull(selection);
            var rows = query.Matching();
            if (!selection.IsAll) return await Sum(rows.Where(d => selection.Ids.Contains(d.Id)), cancellationToken);
            var all = await Sum(rows, cancellationToken);
            if (selection.Ids.Count == 0) return all;
            var left = await Sum(rows.Where(d => selection.Ids.Contains(d.Id)), cancellationToken);
            return new GridTotal(all.Count - left.Count, checked(all.BalanceCents - left.BalanceCents));
        }, cancellationToken);

    /// <summary>What the posted write-offs come to that the filter names (<c>written_off_on = today</c>): the rows that a report counts, beside the denials that the grid lists. Null when it names none.</summary>
    public Task<Outcome<PostedTotal?>> Posted(Actor actor, GridAsk ask, CancellationToken cancellationToken = default) =>
        Ask<PostedTotal?>(actor, ask, async (_, query, _) => query.Posted() is not { } rows ? (PostedTotal?)null
            : await rows.GroupBy(_ => 1).Select(g => new PostedTotal(g.Count(), g.Sum(w => w.AmountCents), g.Count(w => w.ReopenedOn != null), g.Sum(w => w.ReopenedOn != null ? w.AmountCents : 0)))
                .SingleOrDefaultAsync(cancellationToken) ?? new PostedTotal(0, 0, 0, 0), cancellationToken);

    /// <summary>The selected denials with the versions they have now, in no promised order, and no more than so many.</summary>
    public Task<Outcome<IReadOnlyList<DenialAsk>>> Selected(Actor actor, GridAsk ask, GridSelection selection, int most, CancellationToken cancellationToken = default) =>
        Ask<IReadOnlyList<DenialAsk>>(actor, ask, async (_, query, _) =>
        {
            ArgumentNullException.ThrowIfNull(selection);
            var rows = query.Matching();
            rows = selection.IsAll ? rows.Where(d => !selection.Ids.Contains(d.Id)) : rows.Where(d => selection.Ids.Contains(d.Id));
            return await rows.Select(d => new DenialAsk(d.Id, d.Version)).Take(most).ToListAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Hands over the selected denials one by one, those of a claim together, and no more than so many; answers how many they were.</summary>
    internal Task<Outcome<int>> Each(Actor actor, GridAsk ask, GridSelection selection, int most, Action<DenialAsk> take, CancellationToken cancellationToken = default) =>
        Ask<int>(actor, ask, async (_, query, _) =>
        {
            var rows = query.Matching();
            if (!selection.IsAll || selection.Ids.Count > 0) rows = selection.IsAll ? rows.Where(d => !selection.Ids.Contains(d.Id)) : rows.Where(d => selection.Ids.Contains(d.Id));
            var count = 0;
            await foreach (var row in rows.OrderBy(d => d.ClaimId).ThenBy(d => d.Id).Select(d => new DenialAsk(d.Id, d.Version)).Take(most).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                take(row);
                count++;
            }

            return count;
        }, cancellationToken);

    /// <summary>What stands before and behind a denial in a list.</summary>
    public Task<Outcome<GridPlace>> Place(Actor actor, GridAsk ask, long denialId, CancellationToken cancellationToken = default) =>
        Ask<GridPlace>(actor, ask, async (db, query, _) =>
        {
            var here = await db.Set<Denial>().AsNoTracking().Where(d => d.Id == denialId).Select(d => new { d.BalanceCents, d.DeniedOn }).SingleOrDefaultAsync(cancellationToken);
            if (here is null) return DenialDecider.NotFound;
            var row = new GridCursor(query.Sort == GridSort.Age ? here.DeniedOn.DayNumber : here.BalanceCents, denialId, false);
            var back = row with { IsBackward = true };
            Task<long?> First(GridCursor from, CursorPart part) => query.Narrow(query.Start(from, part), 1).Select(d => (long?)d.Id).FirstOrDefaultAsync(cancellationToken);
            Task<int> Behind(CursorPart part, int most) => query.Ids(query.Start(back, part), most).CountAsync(cancellationToken);
            var next = await First(row, CursorPart.Ties) ?? await First(row, CursorPart.Beyond);
            var previous = await First(back, CursorPart.Ties) ?? await First(back, CursorPart.Beyond);
            var before = await Behind(CursorPart.Ties, GridAsk.CountCap);
            if (before < GridAsk.CountCap) before += await Behind(CursorPart.Beyond, GridAsk.CountCap - before);
            var count = await query.Counted(GridAsk.CountCap + 1).CountAsync(cancellationToken);
            return new GridPlace(previous, next, before < GridAsk.CountCap ? before + 1 : null, count);
        }, cancellationToken);

    /// <summary>Claim numbers and patients that begin with the text: for the search box. At most <paramref name="most"/> of each.</summary>
    public async Task<Outcome<IReadOnlyList<ClaimHit>>> Search(Actor actor, string text, int most, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var key = SearchText.Of(text);
        if (key.Length == 0) return Array.Empty<ClaimHit>();
        // Above every text that begins with the key: the highest character that can be stored.
        var end = key + '\uFFFD';
        var claims = db.Set<Claims.InsuranceClaim>().AsNoTracking();
#pragma warning disable CA1309 // Becomes SQL, where the keys compare byte by byte.
        var byNumber = await Hits(db, claims.Where(c => string.Compare(c.ClaimKey, key) >= 0 && string.Compare(c.ClaimKey, end) <= 0).OrderBy(c => c.ClaimKey).ThenBy(c => c.Id).Take(most), cancellationToken);
        var byPatient = await Hits(db, claims.Where(c => string.Compare(c.PatientKey, key) >= 0 && string.Compare(c.PatientKey, end) <= 0).OrderBy(c => c.PatientKey).ThenBy(c => c.Id).Take(most), cancellationToken);
#pragma warning restore CA1309
        var hits = byNumber.Concat(byPatient).DistinctBy(h => h.ClaimId).ToList();
        foreach (var hit in hits) access.Note(actor, AccessKind.ClaimFound, claimId: hit.ClaimId);
        return hits;
    }

    private static Task<List<ClaimHit>> Hits(Persistence.WorkbenchDb db, IQueryable<Claims.InsuranceClaim> claims, CancellationToken cancellationToken) =>
        claims.Select(c => new ClaimHit(c.Id, c.ClaimNumber, c.PatientName,
            db.Set<Denial>().Where(d => d.ClaimId == c.Id).OrderBy(d => d.Id).Select(d => (long?)d.Id).FirstOrDefault(),
            db.Set<Denial>().Count(d => d.ClaimId == c.Id))).ToListAsync(cancellationToken);

    private static async Task<GridTotal> Sum(IQueryable<Denial> rows, CancellationToken cancellationToken) =>
        await rows.GroupBy(_ => 1).Select(g => new GridTotal(g.Count(), g.Sum(d => d.BalanceCents))).SingleOrDefaultAsync(cancellationToken);
}

/// <summary>A claim that the search box found, and the denial to open: its first.</summary>
/// <param name="DenialId">Null where nothing was denied on it.</param>
public sealed record ClaimHit(long ClaimId, string ClaimNumber, string PatientName, long? DenialId, int DenialCount);

/// <summary>Posted write-offs: rows and cents, and of them those that were taken back since.</summary>
public sealed record PostedTotal(int Rows, long Cents, int ReopenedRows, long ReopenedCents);
