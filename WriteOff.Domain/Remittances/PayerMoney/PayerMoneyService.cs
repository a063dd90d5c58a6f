using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>Where a person explains what isn't certain.</summary>
public sealed class PayerMoneyService(WorkbenchWriter writer)
{
    /// <summary>Says what a row belongs to, or explains it with the note alone. Needs <c>billing.payment.write</c> and a note.</summary>
    /// <param name="targetId">For what was taken: the announcement's row; for what was announced: the reversal's claim payment.</param>
    public Task<Outcome<long>> Explain(Actor actor, long rowId, long? targetId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<long>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var stand = await PayerMoneyStands.Of(unit.Db).SingleOrDefaultAsync(s => s.Id == rowId, cancel);
            if (stand is null) return NotFound;
            var row = await unit.Db.Set<PayerMoneyRow>().AsNoTracking().SingleAsync(r => r.Id == rowId, cancel);
            var target = targetId is { } id ? await Target(unit.Db, stand, id, cancel) : null;
            if (targetId is not null && target is null && PayerMoneyRules.CanHaveTarget(row.Kind, row.AmountCents)) return NotFound;
            var links = PayerMoneyRules.ByHand(row, stand.UnexplainedCents, targetId is null ? null : target ?? new PayerMoneyTarget(targetId.Value, false, 0), note?.Trim() ?? "");
            if (!links.IsDone) return links.Refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            PayerMoneyPosting.Write(unit, links.Value, unit.Actor.UserId);
            unit.Record(AuditAct.PayerMoneyExplained, new AuditRow
            {
                RemittanceId = row.RemittanceId, AmountCents = stand.UnexplainedCents, Note = note!.Trim(), Detail = $"{(row.Code.Length == 0 ? "No code" : row.Code)} {row.Reference}{(targetId is null ? "" : $" belongs to {targetId}")}",
            });
            return row.Id;
        }, cancellationToken);

    /// <summary>What was chosen, as it stands; null: nothing of the kind is here.</summary>
    private static async Task<PayerMoneyTarget?> Target(WorkbenchDb db, PayerMoneyStand of, long id, CancellationToken cancellationToken)
    {
        if (of.Kind == PayerMoneyKind.Taken)
        {
            var announced = await PayerMoneyStands.Of(db).SingleOrDefaultAsync(s => s.Id == id && s.Kind == PayerMoneyKind.Announced, cancellationToken);
            return announced is null ? null : new PayerMoneyTarget(id, IsSame(announced.PayerIdentifier), announced.OwedCents);
        }

        var reversal = await PayerMoneyReversals.Of(db).SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        return reversal is null ? null : new PayerMoneyTarget(id, IsSame(reversal.PayerIdentifier), reversal.LeftCents);

        bool IsSame(string payer) => string.Equals(payer, of.PayerIdentifier, StringComparison.Ordinal);
    }

    private static Refusal NotFound { get; } = new("NotFound", "This row isn't here.", "Go back to the payer money; it may belong to another organisation.");
}
