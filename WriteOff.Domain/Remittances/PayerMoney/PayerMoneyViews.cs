using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>Which rows the page lists, and which sum they make.</summary>
public enum PayerMoneyShow
{
    /// <summary>Owed, and announced more than <see cref="PayerMoneyRules.OverdueDays"/> days ago.</summary>
    Overdue = 1,
    /// <summary>Without a whole explanation.</summary>
    Unexplained,
    /// <summary>Announced and not yet taken.</summary>
    Owed,
    Announced,
    Taken,
    Interest,
    Other,
}

/// <summary>What a payer's rows come to, in cents: announcements by size, what was taken as signed, interest and the rest as it reached the office.</summary>
public sealed record PayerMoneySums(string PayerIdentifier, string PayerName, long Announced, long Owed, long Overdue, long Taken, long Unexplained, long Interest, long Other)
{
    /// <summary>One of them.</summary>
    public Money Of(PayerMoneyShow show) => new(show switch
    {
        PayerMoneyShow.Overdue => Overdue,
        PayerMoneyShow.Unexplained => Unexplained,
        PayerMoneyShow.Owed => Owed,
        PayerMoneyShow.Announced => Announced,
        PayerMoneyShow.Taken => Taken,
        PayerMoneyShow.Interest => Interest,
        PayerMoneyShow.Other => Other,
    });
}

/// <summary>A row as the pages list it.</summary>
/// <param name="Why">Its links in words.</param>
public sealed record PayerMoneyLine(PayerMoneyStand Row, IReadOnlyList<string> Why)
{
    public Money Amount => new(Row.AmountCents);

    public Money Unexplained => new(Row.UnexplainedCents);

    public Money Owed => new(Row.OwedCents);
}

/// <summary>The page.</summary>
/// <param name="Payers">By name.</param>
/// <param name="Lines">The newest first, at most <see cref="MostLines"/>.</param>
/// <param name="HasMore">There are more of them.</param>
public sealed record PayerMoneyPage(IReadOnlyList<PayerMoneySums> Payers, IReadOnlyList<PayerMoneyLine> Lines, bool HasMore)
{
    /// <summary>Most rows that a page lists.</summary>
    public const int MostLines = 200;

    /// <summary>The sum of all payers.</summary>
    public Money Sum(PayerMoneyShow show) => Payers.Aggregate(Money.Zero, (sum, p) => sum + p.Of(show));
}

/// <summary>The rows of one remittance.</summary>
/// <param name="Lines">At most <see cref="PayerMoneyPage.MostLines"/> of them.</param>
/// <param name="Sum">Σ PLB, signed as sent.</param>
public sealed record PayerMoneyOfRemittance(IReadOnlyList<PayerMoneyLine> Lines, int Count, Money Sum);

/// <summary>Something that a row could belong to.</summary>
/// <param name="Words">The reference of an announcement, the claim of a reversal.</param>
public sealed record PayerMoneyCandidate(long Id, Money Left, string Words, DateOnly? PaidOn);

/// <summary>Reads payer money for pages. Every method needs <c>billing.receivable.read</c>.</summary>
public sealed class PayerMoneyViews(WorkbenchDbs dbs, TimeProvider clock)
{
    private const int MostCandidates = 50;

    /// <summary>The sums of all payers, and the rows that are asked for, of one payer or of all.</summary>
    public Task<Outcome<PayerMoneyPage>> Open(Actor actor, PayerMoneyShow show, string? payer = null, CancellationToken cancellationToken = default) => Read<PayerMoneyPage>(actor, async db =>
    {
        var before = (await db.Set<Tenant>().SingleAsync(cancellationToken)).DayOf(clock.GetUtcNow()).AddDays(-PayerMoneyRules.OverdueDays);
        var stands = PayerMoneyStands.Of(db);
        var sums = await stands.GroupBy(s => s.PayerIdentifier).Select(g => new PayerMoneySums(g.Key, g.Max(s => s.PayerName)!,
            g.Sum(s => s.Kind == PayerMoneyKind.Announced ? -s.AmountCents : 0), g.Sum(s => s.OwedCents), g.Sum(s => s.PaidOn < before ? s.OwedCents : 0), g.Sum(s => s.Kind == PayerMoneyKind.Taken ? s.AmountCents : 0),
            g.Sum(s => s.UnexplainedCents), g.Sum(s => s.Kind == PayerMoneyKind.Interest ? -s.AmountCents : 0), g.Sum(s => s.Kind == PayerMoneyKind.Other ? -s.AmountCents : 0))).ToListAsync(cancellationToken);
        var asked = (payer is null ? stands : stands.Where(s => s.PayerIdentifier == payer)).OrderByDescending(s => s.Id);
        var rows = await (show switch
        {
            PayerMoneyShow.Overdue => asked.Where(s => s.OwedCents > 0 && s.PaidOn < before),
            PayerMoneyShow.Unexplained => asked.Where(s => s.UnexplainedCents > 0),
            PayerMoneyShow.Owed => asked.Where(s => s.OwedCents > 0),
            PayerMoneyShow.Announced => asked.Where(s => s.Kind == PayerMoneyKind.Announced),
            PayerMoneyShow.Taken => asked.Where(s => s.Kind == PayerMoneyKind.Taken),
            PayerMoneyShow.Interest => asked.Where(s => s.Kind == PayerMoneyKind.Interest),
            PayerMoneyShow.Other => asked.Where(s => s.Kind == PayerMoneyKind.Other),
        }).Take(PayerMoneyPage.MostLines + 1).ToListAsync(cancellationToken);
        return new PayerMoneyPage([.. sums.OrderBy(p => p.PayerName, StringComparer.OrdinalIgnoreCase)], await Lines(db, [.. rows.Take(PayerMoneyPage.MostLines)], cancellationToken), rows.Count > PayerMoneyPage.MostLines);
    }, cancellationToken);

    /// <summary>The rows of one remittance, in its order: posted, or unposted, when they count nowhere any more.</summary>
    public Task<Outcome<PayerMoneyOfRemittance>> Of(Actor actor, long remittanceId, CancellationToken cancellationToken = default) => Read(actor, async db =>
    {
        var rows = PayerMoneyStands.Of(db, db.Set<Remittance>().Where(m => m.Id == remittanceId && (m.Status == RemittanceStatus.Posted || m.Status == RemittanceStatus.Unposted)));
        var count = await rows.CountAsync(cancellationToken);
        return new PayerMoneyOfRemittance(await Lines(db, await rows.OrderBy(s => s.Id).Take(PayerMoneyPage.MostLines).ToListAsync(cancellationToken), cancellationToken), count, new Money(await rows.SumAsync(s => s.AmountCents, cancellationToken)));
    }, cancellationToken);

    /// <summary>What a row could belong to: announcements with enough still owed for what was taken, reversals that nobody announced yet for what was announced. The newest first.</summary>
    public Task<Outcome<IReadOnlyList<PayerMoneyCandidate>>> Candidates(Actor actor, long rowId, CancellationToken cancellationToken = default) => Read<IReadOnlyList<PayerMoneyCandidate>>(actor, async db =>
    {
        if (await PayerMoneyStands.Of(db).SingleOrDefaultAsync(s => s.Id == rowId, cancellationToken) is not { } row || !PayerMoneyRules.CanHaveTarget(row.Kind, row.AmountCents)) return new List<PayerMoneyCandidate>();
        if (row.Kind == PayerMoneyKind.Taken)
            return (await PayerMoneyStands.Of(db).Where(s => s.PayerIdentifier == row.PayerIdentifier && s.OwedCents >= row.UnexplainedCents && s.OwedCents > 0).OrderByDescending(s => s.Id).Take(MostCandidates).ToListAsync(cancellationToken))
                .ConvertAll(s => new PayerMoneyCandidate(s.Id, new Money(s.OwedCents), s.Reference, s.PaidOn));
        return (await PayerMoneyReversals.Of(db).Where(r => r.PayerIdentifier == row.PayerIdentifier && r.LeftCents > 0).OrderByDescending(r => r.Id).Take(MostCandidates).ToListAsync(cancellationToken))
            .ConvertAll(r => new PayerMoneyCandidate(r.Id, new Money(r.LeftCents), r.ClaimNumber, r.PaidOn));
    }, cancellationToken);

    private async Task<Outcome<T>> Read<T>(Actor actor, Func<WorkbenchDb, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        return await read(db);
    }

    private static async Task<List<PayerMoneyLine>> Lines(WorkbenchDb db, List<PayerMoneyStand> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var links = (await db.Set<PayerMoneyLink>().Where(l => ids.Contains(l.RowId)).Select(l => new { l.Id, l.RowId, l.Why }).ToListAsync(cancellationToken)).OrderBy(l => l.Id).ToLookup(l => l.RowId, l => l.Why);
        return rows.ConvertAll(r => new PayerMoneyLine(r, [.. links[r.Id].Distinct(StringComparer.Ordinal)]));
    }
}
