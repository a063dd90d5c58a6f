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
        foreach (var sent in transaction.ProviderAdjustments) Add(sent.Code, sent.Reference, sent.Provider, sent.FiscalDate, sent.Amount.Cents);
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
        var references = rows.Select(r => r.Reference).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (references.Count == 0) return;
        var owed = await PayerMoneyStands.Of(unit.Db).Where(s => s.PayerIdentifier == remittance.PayerIdentifier && s.OwedCents > 0 && EF.Parameter(references).Contains(s.Reference))
            .Select(s => new OpenAnnouncement(s.Id, s.Reference, s.OwedCents)).ToListAsync(cancellationToken);
        Write(unit, PayerMoneyRules.Explain(rows, await Referred(unit.Db, remittance.Id, references, cancellationToken), owed), Guid.Empty);
    }

    /// <summary>Stages links.</summary>
    public static void Write(UnitOfWork unit, IEnumerable<PlannedLink> links, Guid by)
    {
        foreach (var link in links)
        {
            unit.Add(new PayerMoneyLink(unit.Actor.TenantId, unit.NextKey(), link.RowId, link.Kind, link.AmountCents)
            {
                PaymentId = link.PaymentId, OtherRowId = link.OtherRowId, Why = link.Why, LinkedBy = by, LinkedAt = unit.Now,
            });
        }
    }

    private static IQueryable<PayerMoneyRow> Of(WorkbenchDb db, long remittanceId) => db.Set<PayerMoneyRow>().Where(r => r.RemittanceId == remittanceId);

    private static Task<List<ReferredPayment>> Referred(WorkbenchDb db, long remittanceId, List<string> references, CancellationToken cancellationToken) =>
        db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittanceId && c.Outcome == ClaimPaymentOutcome.Posted
                && (EF.Parameter(references).Contains(c.PayerControlNumber) || EF.Parameter(references).Contains(c.ClaimNumber) || EF.Parameter(references).Contains(c.OriginalReference)))
            .Select(c => new ReferredPayment(c.Id, c.StatusCode == "22", c.PaidCents ?? 0, c.ClaimNumber, c.PayerControlNumber, c.OriginalReference)).ToListAsync(cancellationToken);
}
