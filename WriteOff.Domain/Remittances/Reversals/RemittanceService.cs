using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Where a posting clerk decides remittances that are held whole.</summary>
public sealed class RemittanceService(WorkbenchWriter writer)
{
    /// <summary>
    /// Posts its claim payments by the same rules as if it came now, without the check that held the whole; what holds a single claim still
    /// holds it. Refused: scope, not held, the same payment posted, a part of it missing, no note.
    /// </summary>
    public Task<Outcome<RemittanceReceipt>> Release(Actor actor, long remittanceId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<RemittanceReceipt>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var held = await unit.Db.Set<Remittance>().SingleOrDefaultAsync(r => r.Id == remittanceId, cancel);
            if (held is null) return NotFound;
            var kept = await HeldClaimPayments.Of(unit, held.Id).CountAsync(cancel);
            if (HeldRules.RefuseRelease(held, kept, await IsPosted(unit, held, cancel)) is { } refusal) return refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            unit.Record(AuditAct.RemittanceReleased, Row(held, note!));
            return await HeldClaimPayments.Post(unit, held, cancel);
        }, cancellationToken);

    /// <summary>Decides that nothing of it is posted. A resend is judged anew. Refused: scope, not held, no note.</summary>
    public Task<Outcome<RemittanceReceipt>> Reject(Actor actor, long remittanceId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<RemittanceReceipt>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var held = await unit.Db.Set<Remittance>().SingleOrDefaultAsync(r => r.Id == remittanceId, cancel);
            if (held is null) return NotFound;
            if (HeldRules.RefuseReject(held) is { } refusal) return refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            unit.Record(AuditAct.RemittanceRejected, Row(held, note!));
            (held.Status, held.Why) = (RemittanceStatus.Rejected, ClaimPoster.Cut($"Rejected: {note!.Trim()}", 400));
            return RemittancePosting.Receipt(held, null);
        }, cancellationToken);

    private static Refusal NotFound { get; } = new("NotFound", "This remittance isn't here.", "Go back to the remittances; it may belong to another organisation.");

    private static Task<bool> IsPosted(UnitOfWork unit, Remittance held, CancellationToken cancellationToken) =>
        unit.Db.Set<Remittance>().AnyAsync(r => r.Identity == held.Identity && r.Id != held.Id && (r.Status == RemittanceStatus.Posted || r.Status == RemittanceStatus.Posting), cancellationToken);

    private static AuditRow Row(Remittance held, string note) =>
        new() { RemittanceId = held.Id, AmountCents = held.AmountCents, Note = note.Trim(), Detail = $"{held.HoldWord}: {held.Why}" };
}
