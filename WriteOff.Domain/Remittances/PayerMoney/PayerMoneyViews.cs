using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>Which rows the page lists.</summary>
public enum PayerMoneyShow
{
    /// <summary>Announced, not taken, and more than <see cref="PayerMoneyRules.OverdueDays"/> days old.</summary>
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

/// <summary>A row as the page lists it.</summary>
/// <param name="LinkedCents">How much of it is explained.</param>
/// <param name="TakenCents">For an announcement: how much of it was taken.</param>
public sealed record PayerMoneyLine(PayerMoneyRow Row, string PayerIdentifier, string PayerName, string Trace, DateOnly? PaidOn, long LinkedCents, long TakenCents, IReadOnlyList<string> Why)
{
    /// <summary>What of it nobody explained.</summary>
    public Money Unexplained => new(Row.SizeCents - LinkedCents);

    /// <summary>What of an explained announcement is still to be taken.</summary>
    public Money Owed => Row.Kind == PayerMoneyKind.Announced && LinkedCents == Row.SizeCents ? new(Row.SizeCents - TakenCents) : Money.Zero;

    /// <summary>It belongs to what is asked for.</summary>
    public bool IsIn(PayerMoneyShow show, DateOnly today) => show switch
    {
        PayerMoneyShow.Overdue => Owed > Money.Zero && PaidOn is { } on && today.DayNumber - on.DayNumber > PayerMoneyRules.OverdueDays,
        PayerMoneyShow.Unexplained => Unexplained > Money.Zero,
        PayerMoneyShow.Owed => Owed > Money.Zero,
        PayerMoneyShow.Announced => Row.Kind == PayerMoneyKind.Announced,
        PayerMoneyShow.Taken => Row.Kind == PayerMoneyKind.Taken,
        PayerMoneyShow.Interest => Row.Kind == PayerMoneyKind.Interest,
        PayerMoneyShow.Other => Row.Kind == PayerMoneyKind.Other,
    };

    /// <summary>What it adds to such a sum: announcements and what is open of them by size, what was taken as signed, the rest as it reached the office.</summary>
    public Money Counts(PayerMoneyShow show) => show switch
    {
        PayerMoneyShow.Overdue or PayerMoneyShow.Owed => Owed,
        PayerMoneyShow.Unexplained => Unexplained,
        PayerMoneyShow.Announced => new(Row.SizeCents),
        PayerMoneyShow.Taken => Row.Amount,
        PayerMoneyShow.Interest or PayerMoneyShow.Other => -Row.Amount,
    };
}

/// <summary>All rows of posted remittances, the newest first.</summary>
/// <param name="Today">The tenant's day.</param>
public sealed record PayerMoneyPage(IReadOnlyList<PayerMoneyLine> Lines, DateOnly Today)
{
    /// <summary>The sum of what is asked for, of one payer or of all.</summary>
    public Money Sum(PayerMoneyShow show, string? payer = null) => Rows(show, payer).Aggregate(Money.Zero, (sum, l) => sum + l.Counts(show));

    /// <summary>Its rows.</summary>
    public IEnumerable<PayerMoneyLine> Rows(PayerMoneyShow show, string? payer = null) =>
        Lines.Where(l => (payer is null || string.Equals(l.PayerIdentifier, payer, StringComparison.Ordinal)) && l.IsIn(show, Today));
}

/// <summary>Reads payer money for pages. Needs <c>billing.receivable.read</c>.</summary>
public sealed class PayerMoneyViews(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>The rows of all posted remittances, or of one.</summary>
    public async Task<Outcome<PayerMoneyPage>> Open(Actor actor, long? remittanceId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        var today = (await db.Set<Tenant>().SingleAsync(cancellationToken)).DayOf(clock.GetUtcNow());
        var rows = await db.Set<PayerMoneyRow>().Where(r => remittanceId == null || r.RemittanceId == remittanceId)
            .Join(db.Set<Remittance>().Where(m => m.Status == RemittanceStatus.Posted), r => r.RemittanceId, m => m.Id, (r, m) => new { r, m.PayerIdentifier, m.PayerName, m.Trace, m.PaidOn, m.AdjudicatedOn })
            .OrderByDescending(x => x.r.Id).ToListAsync(cancellationToken);
        var links = (await Links(db, remittanceId).ToListAsync(cancellationToken)).ToLookup(l => l.RowId);
        var taken = (await db.Set<PayerMoneyLink>().Where(l => l.Kind == PayerMoneyLinkKind.Announcement).Select(l => new { l.OtherRowId, l.AmountCents }).ToListAsync(cancellationToken)).ToLookup(l => l.OtherRowId, l => l.AmountCents);
        return new PayerMoneyPage([.. rows.Select(x => new PayerMoneyLine(x.r, x.PayerIdentifier, x.PayerName.Length == 0 ? x.PayerIdentifier : x.PayerName, x.Trace, x.PaidOn ?? x.AdjudicatedOn,
            links[x.r.Id].Sum(l => l.AmountCents), taken[x.r.Id].Sum(), [.. links[x.r.Id].OrderBy(l => l.Id).Select(l => l.Why)]))], today);
    }

    private static IQueryable<PayerMoneyLink> Links(WorkbenchDb db, long? remittanceId) => remittanceId is null
        ? db.Set<PayerMoneyLink>()
        : db.Set<PayerMoneyLink>().Where(l => db.Set<PayerMoneyRow>().Any(r => r.Id == l.RowId && r.RemittanceId == remittanceId));
}
