using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Unposting;

/// <summary>What unposting a remittance would do now.</summary>
/// <param name="Denials">Denials that it made and that end with it.</param>
/// <param name="PaidOnClaims">Σ CLP04 of what it posted; provider-level money is beside it.</param>
/// <param name="PayerMoney">Provider-level rows that count nowhere any more.</param>
/// <param name="Blocks">What stands on it; empty: it can be unposted.</param>
public sealed record UnpostPreview(int Posted, int Waiting, int Denials, Money Denied, int Rows, Money PaidOnClaims, int PayerMoney, IReadOnlyList<UnpostBlock> Blocks)
{
    /// <summary>Why it can't be unposted; null: it can.</summary>
    public Refusal? Refusal => UnpostRules.Refuse(Blocks);
}

/// <summary>Unposts a whole remittance that was posted in error: the wrong organisation, the wrong file.</summary>
public sealed class UnpostService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>
    /// Writes a counter-row for each of its ledger rows, ends its denials as <see cref="Resolution.Unposted"/>, and opens again what it had settled.
    /// One transaction. Refused: scope, not posted, no note, or something later stands on it; then the first rows are named.
    /// </summary>
    public Task<Outcome<RemittanceReceipt>> Unpost(Actor actor, long remittanceId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<RemittanceReceipt>(actor, async (unit, cancel) =>
        {
            var found = await Find(unit.Db, unit.Grants, remittanceId, cancel);
            if (!found.IsDone) return found.Refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            if (UnpostRules.Refuse(await UnpostLookup.Blocks(unit.Db, found.Value, cancel)) is { } blocked) return blocked;
            return await new UnpostWriter(unit, found.Value, note!.Trim()).Write(cancel);
        }, cancellationToken);

    /// <summary>What it would do, by the same rules. Refused: scope, not posted.</summary>
    public async Task<Outcome<UnpostPreview>> Preview(Actor actor, long remittanceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var found = await Find(db, await Grants.Read(db, actor, cancellationToken), remittanceId, cancellationToken);
        if (!found.IsDone) return found.Refusal;
        var payments = db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittanceId);
        var rows = db.Set<PaymentApplication>().Where(a => a.RemittanceId == remittanceId);
        var denials = db.Set<Denial>().Where(d => d.RemittanceId == remittanceId && d.Status != DenialStatus.Resolved);
        return new UnpostPreview(
            await payments.CountAsync(c => c.Outcome == ClaimPaymentOutcome.Posted, cancellationToken),
            await payments.CountAsync(c => c.Outcome == ClaimPaymentOutcome.Held || c.Outcome == ClaimPaymentOutcome.Unmatched, cancellationToken),
            await denials.CountAsync(cancellationToken), new Money(await denials.SumAsync(d => d.BalanceCents, cancellationToken)),
            await rows.CountAsync(cancellationToken), new Money(await rows.Where(a => a.Type == ApplicationType.Payment).SumAsync(a => a.AmountCents, cancellationToken)),
            await db.Set<PayerMoneyRow>().CountAsync(r => r.RemittanceId == remittanceId, cancellationToken),
            await UnpostLookup.Blocks(db, found.Value, cancellationToken));
    }

    private static async Task<Outcome<Remittance>> Find(WorkbenchDb db, Grants grants, long remittanceId, CancellationToken cancellationToken)
    {
        if (grants.Require(Scope.PaymentWrite) is { } missing) return missing;
        var remittance = await db.Set<Remittance>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == remittanceId, cancellationToken);
        if (remittance is null) return UnpostRules.NotFound;
        return UnpostRules.Refuse(remittance.Status) is { } status ? status : remittance;
    }
}
