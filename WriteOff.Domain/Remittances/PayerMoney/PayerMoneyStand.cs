using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>A row of a posted remittance with what follows from its links. Derived in one query, which posting, the acts and the pages all ask.</summary>
public sealed class PayerMoneyStand
{
    public long Id { get; init; }

    public long RemittanceId { get; init; }

    public PayerMoneyKind Kind { get; init; }

    /// <summary>PLB03-1.</summary>
    public string Code { get; init; } = "";

    /// <summary>PLB03-2.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Signed as sent, in cents.</summary>
    public long AmountCents { get; init; }

    public string PayerIdentifier { get; init; } = "";

    public string PayerName { get; init; } = "";

    /// <summary>TRN02 of its remittance.</summary>
    public string Trace { get; init; } = "";

    /// <summary>The day of its remittance.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>What of it nobody explained, in cents.</summary>
    public long UnexplainedCents { get; init; }

    /// <summary>What is still to be taken of an announcement that belongs to a reversal, in cents.</summary>
    public long OwedCents { get; init; }
}

/// <summary>The query.</summary>
internal static class PayerMoneyStands
{
    /// <summary>The links that count: what an unposted remittance explained takes nothing from anything any more.</summary>
    public static IQueryable<PayerMoneyLink> Links(WorkbenchDb db) =>
        db.Set<PayerMoneyLink>().Where(l => db.Set<PayerMoneyRow>().Any(r => r.Id == l.RowId && db.Set<Remittance>().Any(m => m.Id == r.RemittanceId && m.Status == RemittanceStatus.Posted)));

    /// <summary>All rows of posted remittances.</summary>
    public static IQueryable<PayerMoneyStand> Of(WorkbenchDb db) => Of(db, db.Set<Remittance>().Where(m => m.Status == RemittanceStatus.Posted));

    /// <summary>The rows of these remittances. An announcement counts as owed when all of it belongs to a reversal; explained by a note alone it is not.</summary>
    public static IQueryable<PayerMoneyStand> Of(WorkbenchDb db, IQueryable<Remittance> remittances)
    {
        var explained = db.Set<PayerMoneyLink>().GroupBy(l => l.RowId).Select(g => new
        {
            RowId = g.Key, Cents = g.Sum(l => l.AmountCents),
            Reversed = g.Sum(l => l.Kind == PayerMoneyLinkKind.Reversal || l.Kind == PayerMoneyLinkKind.Difference ? l.AmountCents : 0),
        });
        var taken = Links(db).Where(l => l.Kind == PayerMoneyLinkKind.Announcement).GroupBy(l => l.OtherRowId).Select(g => new { RowId = g.Key, Cents = g.Sum(l => l.AmountCents) });
        return from row in db.Set<PayerMoneyRow>()
               join remittance in remittances on row.RemittanceId equals remittance.Id
               join links in explained on row.Id equals links.RowId into linked
               from link in linked.DefaultIfEmpty()
               join takings in taken on (long?)row.Id equals takings.RowId into took
               from taking in took.DefaultIfEmpty()
               select new PayerMoneyStand
               {
                   Id = row.Id, RemittanceId = row.RemittanceId, Kind = row.Kind, Code = row.Code, Reference = row.Reference, AmountCents = row.AmountCents,
                   PayerIdentifier = remittance.PayerIdentifier, PayerName = remittance.PayerName, Trace = remittance.Trace, PaidOn = remittance.PaidOn ?? remittance.AdjudicatedOn,
                   UnexplainedCents = Math.Abs(row.AmountCents) - ((long?)link!.Cents ?? 0),
                   OwedCents = row.Kind == PayerMoneyKind.Announced && ((long?)link!.Reversed ?? 0) == Math.Abs(row.AmountCents) ? Math.Abs(row.AmountCents) - ((long?)taking!.Cents ?? 0) : 0,
               };
    }
}
