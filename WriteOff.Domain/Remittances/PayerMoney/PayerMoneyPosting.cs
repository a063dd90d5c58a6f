using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>Keeps the provider-level adjustments of a remittance, and explains what is certain once its claim payments are posted.</summary>
internal static class PayerMoneyPosting
{
    /// <summary>Keeps the rows, once; a remittance that is held keeps them too, and they count when it posts.</summary>
    public static async Task Keep(UnitOfWork unit, Remittance remittance, RemittanceTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction.Totals.ProviderAdjustmentCount == 0 || await Of(unit.Db, remittance.Id).AnyAsync(cancellationToken)) return;
        var number = 0;
        foreach (var sent in transaction.ProviderAdjustments) Add(sent.Code, sent.Reference, sent.Provider, sent.FiscalDate, sent.Amount.IsSound ? sent.Amount.Cents : 0);
        // More than a list can hold: what isn't listed one by one still counts.
        var listed = transaction.ProviderAdjustments.Sum(a => a.Amount.Cents);
        if (transaction.Totals.ProviderAdjustmentCount > transaction.ProviderAdjustments.Count) Add("", "all that is not listed", "", "", transaction.Totals.ProviderAdjustedCents - listed);

        void Add(string code, string reference, string provider, string fiscalDate, long cents)
        {
            var clean = ClaimPoster.Cut(code.Trim().ToUpperInvariant(), 20);
            unit.Add(new PayerMoneyRow(remittance.TenantId, unit.NextKey(), remittance.Id, ++number, PayerMoneyRules.KindOf(clean, cents), cents)
            {
                Code = clean, Reference = ClaimPoster.Cut(reference.Trim(), 200), Provider = ClaimPoster.Cut(provider, 80), FiscalDate = ClaimPoster.Cut(fiscalDate, 40),
            });
        }
    }

    /// <summary>Links what is certain. Its claim payments are posted.</summary>
    public static async Task Explain(UnitOfWork unit, Remittance remittance, CancellationToken cancellationToken)
    {
        await unit.Save(cancellationToken);
        var rows = await Of(unit.Db, remittance.Id).AsNoTracking().OrderBy(r => r.Number).ToListAsync(cancellationToken);
        if (rows.Count == 0) return;
        foreach (var link in PayerMoneyRules.Explain(rows, await Referred(unit.Db, remittance.Id, rows, cancellationToken), await Open(unit.Db, remittance.PayerIdentifier, rows, cancellationToken)))
            Write(unit, link, Guid.Empty);
    }

    public static void Write(UnitOfWork unit, PlannedLink link, Guid by) => unit.Add(new PayerMoneyLink(unit.Actor.TenantId, unit.NextKey(), link.RowId, link.Kind, link.AmountCents)
    {
        PaymentId = link.PaymentId, OtherRowId = link.OtherRowId, Why = link.Why, LinkedBy = by, LinkedAt = unit.Now,
    });

    /// <summary>What remains of this payer's announcements with these references.</summary>
    public static async Task<List<OpenAnnouncement>> Open(WorkbenchDb db, string payer, IReadOnlyList<PayerMoneyRow> taken, CancellationToken cancellationToken)
    {
        var references = taken.Where(r => r is { Kind: PayerMoneyKind.Taken, Reference.Length: > 0 }).Select(r => r.Reference).Distinct(StringComparer.Ordinal).ToList();
        if (references.Count == 0) return [];
        var found = await db.Set<PayerMoneyRow>().AsNoTracking().Where(r => r.Kind == PayerMoneyKind.Announced && EF.Parameter(references).Contains(r.Reference))
            .Join(db.Set<Remittance>().Where(m => m.PayerIdentifier == payer && (m.Status == RemittanceStatus.Posted || m.Status == RemittanceStatus.Posting)), r => r.RemittanceId, m => m.Id, (r, m) => r).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(r => (long?)r.Id);
        var used = await db.Set<PayerMoneyLink>().Where(l => l.Kind == PayerMoneyLinkKind.Announcement && ids.Contains(l.OtherRowId)).GroupBy(l => l.OtherRowId!.Value).Select(g => new { g.Key, Cents = g.Sum(l => l.AmountCents) })
            .ToDictionaryAsync(g => g.Key, g => g.Cents, cancellationToken);
        return [.. found.OrderBy(r => r.Id).Select(r => new OpenAnnouncement(r.Id, r.Reference, r.SizeCents - used.GetValueOrDefault(r.Id))).Where(o => o.LeftCents > 0)];
    }

    private static IQueryable<PayerMoneyRow> Of(WorkbenchDb db, long remittanceId) => db.Set<PayerMoneyRow>().Where(r => r.RemittanceId == remittanceId);

    private static async Task<List<ReferredPayment>> Referred(WorkbenchDb db, long remittanceId, List<PayerMoneyRow> rows, CancellationToken cancellationToken)
    {
        var references = rows.Select(r => r.Reference).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (references.Count == 0) return [];
        return await db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittanceId && c.Outcome == ClaimPaymentOutcome.Posted
                && (EF.Parameter(references).Contains(c.PayerControlNumber) || EF.Parameter(references).Contains(c.ClaimNumber) || EF.Parameter(references).Contains(c.OriginalReference)))
            .Select(c => new ReferredPayment(c.Id, c.StatusCode == "22", c.PaidCents ?? 0, c.ClaimNumber, c.PayerControlNumber, c.OriginalReference)).ToListAsync(cancellationToken);
    }
}
