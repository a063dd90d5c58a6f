using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>Where a person explains what isn't certain.</summary>
public sealed class PayerMoneyService(WorkbenchWriter writer)
{
    /// <summary>Says which announcement money was taken for, or explains a row with the note alone. Needs <c>billing.payment.write</c> and a note.</summary>
    public Task<Outcome<long>> Explain(Actor actor, long rowId, long? announcedId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<long>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var row = await unit.Db.Set<PayerMoneyRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == rowId, cancel);
            var announced = announcedId is null ? null : await unit.Db.Set<PayerMoneyRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == announcedId, cancel);
            if (row is null || (announcedId is not null && announced is null)) return NotFound;
            var linked = await unit.Db.Set<PayerMoneyLink>().Where(l => l.RowId == rowId).SumAsync(l => l.AmountCents, cancel);
            var used = announced is null ? 0 : await unit.Db.Set<PayerMoneyLink>().Where(l => l.OtherRowId == announced.Id && l.Kind == PayerMoneyLinkKind.Announcement).SumAsync(l => l.AmountCents, cancel);
            var payers = await unit.Db.Set<Remittance>().Where(m => m.Id == row.RemittanceId || (announced != null && m.Id == announced.RemittanceId)).Select(m => m.PayerIdentifier).Distinct().CountAsync(cancel);
            if (PayerMoneyRules.RefuseByHand(row, linked, announced, (announced?.SizeCents ?? 0) - used, payers == 1) is { } refusal) return refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            var cents = row.SizeCents - linked;
            PayerMoneyPosting.Write(unit, new PlannedLink(row.Id, announced is null ? PayerMoneyLinkKind.ByHand : PayerMoneyLinkKind.Announcement, cents, null, announced?.Id, note!.Trim()), unit.Actor.UserId);
            unit.Record(AuditAct.PayerMoneyExplained, new AuditRow { RemittanceId = row.RemittanceId, AmountCents = cents, Note = note.Trim(), Detail = $"{(row.Code.Length == 0 ? "No code" : row.Code)} {row.Reference}{(announced is null ? "" : $", announced as {announced.Code} {announced.Reference}")}" });
            return row.Id;
        }, cancellationToken);

    private static Refusal NotFound { get; } = new("NotFound", "This row isn't here.", "Go back to the payer money; it may belong to another organisation.");
}
