using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Unposting;

/// <summary>Writes the counter-rows of one remittance, a batch of claims at a time. The caller has decided that nothing stands on it.</summary>
internal sealed class UnpostWriter(UnitOfWork unit, Remittance remittance, string note)
{
    private readonly PostingRows _rows = new();
    private (int Payments, int Denials, int Rows) _written;
    private TenantPolicy _policy = null!;
    private DateOnly _today;
    private Dictionary<long, int?> _windows = [];

    public async Task<RemittanceReceipt> Write(CancellationToken cancellationToken)
    {
        _policy = await unit.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken);
        _today = (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(unit.Now);
        _windows = await unit.Db.Set<Payer>().ToDictionaryAsync(p => p.Id, p => p.AppealWindowDays, cancellationToken);
        unit.ExpectMany(RemittancePosting.PageCache);
        unit.Staged = _rows;
        await foreach (var batch in UnpostLookup.Batches(unit.Db, remittance, cancellationToken))
        {
            foreach (var claim in batch) Unpost(claim);
            await Flush(cancellationToken);
        }

        // What belongs to no claim waits no longer.
        while (await unit.Db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.RemittanceId == remittance.Id && c.Outcome != ClaimPaymentOutcome.Unposted).OrderBy(c => c.Number).Take(ClaimBatch.Size).ToListAsync(cancellationToken) is { Count: > 0 } rest)
        {
            rest.ForEach(End);
            await Flush(cancellationToken);
        }

        unit.Staged = null;
        return await Finish(cancellationToken);
    }

    private void Unpost(UnpostClaim claim)
    {
        var state = claim.State;
        _rows.Read(state);
        var before = state.Denials.ToDictionary(d => d.Id, d => (d.Status, d.BalanceCents));
        foreach (var row in claim.Live)
        {
            DenialLedger.Reverse(unit, state.Claim, state.Denials.Find(d => d.Id == row.DenialId), row, _today, remittance.Id, row.RemittanceClaimId);
            _written.Rows++;
        }

        if (UnpostRules.ChargeGrowth(claim) is not 0 and var grown) state.Claim.Extend(new Money(-grown));
        foreach (var denial in state.Denials)
        {
            if (claim.IsOwn(denial)) End(denial);
            else if (claim.StepsOf(denial.Id) is { Count: > 0 } steps) Restore(claim, denial, steps[0].BalanceBeforeCents ?? 0, isReopened: true);
            // What it posted on it and took off it came to nothing, so nobody recorded a step.
            else if (denial.BalanceCents != before[denial.Id].BalanceCents) Restore(claim, denial, before[denial.Id].BalanceCents, isReopened: false);
            else continue;
            Record(denial, before[denial.Id].Status, before[denial.Id].BalanceCents, claim.IsOwn(denial));
        }

        foreach (var payment in claim.Own) End(payment);
    }

    /// <summary>A denial that it made: nobody said that any more.</summary>
    private void End(Denial denial)
    {
        denial.TakeBack(denial.Balance);
        if (denial.Status == DenialStatus.Resolved) denial.Conclude(Resolution.Unposted);
        else denial.Step(DenialAct.Settle, resolution: Resolution.Unposted);
        _written.Denials++;
    }

    /// <summary>A denial that it had settled, or that it denied again: the balance of before, and open where it was resolved.</summary>
    private void Restore(UnpostClaim claim, Denial denial, long balanceCents, bool isReopened)
    {
        var missing = balanceCents - denial.BalanceCents;
        if (missing > 0) denial.DenyMore(new Money(missing));
        else if (missing < 0) denial.TakeBack(new Money(-missing));
        if (isReopened && denial.Status == DenialStatus.Resolved) denial.Step(DenialAct.Reopen);
        var said = Determinations.Standing(claim.Determinations).Where(d => d.DenialId == denial.Id).ToLookup(d => claim.Own.Any(p => p.Id == d.RemittanceClaimId));
        foreach (var own in said[true])
            unit.Add(new Determination(denial.TenantId, unit.NextKey(), denial.Id, denial.ClaimId, own.RemittanceClaimId, DeterminationKind.Withdrawn, _today) { PayerControlNumber = own.PayerControlNumber, AmountCents = own.AmountCents });
        if (!_policy.AppealFromLatest) return;
        var counts = said[false].Where(d => d.Kind == DeterminationKind.DeniedAgain).Select(d => d.DeterminedOn).Append(denial.DeniedOn).Max();
        denial.SetAppealWindow(counts.AddDays(_windows[denial.PayerId] ?? _policy.AppealWindowDays));
    }

    private void Record(Denial denial, DenialStatus status, long balance, bool isOwn)
    {
        unit.Touch(denial);
        unit.Record(AuditAct.Unposted, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, RemittanceId = remittance.Id, AmountCents = Math.Abs(balance - denial.BalanceCents), Note = note,
            StatusBefore = (int)status, StatusAfter = (int)denial.Status, BalanceBeforeCents = balance, BalanceAfterCents = denial.BalanceCents,
            Detail = isOwn ? "The remittance that denied it is unposted" : "The remittance that settled it, or denied it again, is unposted",
        });
    }

    private void End(RemittanceClaim payment)
    {
        if (payment.Outcome == ClaimPaymentOutcome.Posted) _written.Payments++;
        (payment.Outcome, payment.HoldWord, payment.Why, payment.Note, payment.DecidedBy, payment.DecidedAt) =
            (ClaimPaymentOutcome.Unposted, "", "Its remittance was posted in error and is unposted.", note, unit.Actor.UserId, unit.Now);
        _rows.Change(payment);
    }

    private async Task Flush(CancellationToken cancellationToken)
    {
        await unit.Flush(cancellationToken);
        _rows.Forget();
    }

    private async Task<RemittanceReceipt> Finish(CancellationToken cancellationToken)
    {
        var stored = await unit.Db.Set<Remittance>().SingleAsync(r => r.Id == remittance.Id, cancellationToken);
        (stored.Status, stored.PostedCount, stored.HeldCount, stored.UnmatchedCount, stored.DenialCount) = (RemittanceStatus.Unposted, 0, 0, 0, 0);
        stored.Why = ClaimPoster.Shorten(string.Create(CultureInfo.InvariantCulture, $"By {unit.Actor.Name} on {_today:d MMM yyyy}: {note}"), 400);
        unit.Record(AuditAct.RemittanceUnposted, new AuditRow
        {
            RemittanceId = stored.Id, AmountCents = stored.AmountCents, Note = note,
            Detail = string.Create(CultureInfo.InvariantCulture, $"{_written.Payments} claim payments unposted, {_written.Rows} ledger rows, {_written.Denials} denials"),
        });
        return RemittancePosting.Receipt(stored, null);
    }
}
