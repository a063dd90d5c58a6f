using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Reopens denials, with the payer's reversal and correction where they wait, and dismisses flags. Pages reopen here, whatever the denial.</summary>
public sealed class RemittanceReopen(Books books, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>
    /// With a certain reversal and its correction waiting: takes the write-offs back, posts both, resolves the denial. Otherwise as
    /// <see cref="ReopenDesk"/>: the balance returns, WRITE_OFF and RESOLVED become OPEN; an open flag stays. A reason is required.
    /// </summary>
    public Task<Outcome<DenialStamp>> Reopen(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        books.Write(actor, async (entry, cancel) =>
        {
            var denial = await entry.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancel);
            if (denial is null) return DenialJudge.NotFound;
            if (await Ready(entry, ask.DenialId, cancel) is not { } ready) return await ReopenDesk.ReopenPlainly(entry, ask, reason, cancel);
            if (entry.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            if (Notes.Refuse(reason, needed: true, "reason") is { } note) return note;
            if (denial.Version != ask.Version) return DenialJudge.Changed;
            var work = await ClaimWork.Load(entry.Db, ready.On.ClaimId, cancel);
            await new CaseBook(entry).Post(ready.On, work, await ClaimWork.Read(entry.Db, ready.Waiting, cancel), await CauseOf(entry, reason!, cancel), cancel);
            await entry.Save(cancel);
            return new DenialStamp(denial.Id, denial.Version, denial.Status);
        }, cancellationToken);

    /// <summary>Says with a reason that a flag is none: the case is closed, its payments wait on their own to be matched, released or rejected.</summary>
    public Task<Outcome<DenialStamp>> DismissFlag(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        books.Write<DenialStamp>(actor, async (entry, cancel) =>
        {
            var denial = await entry.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancel);
            if (denial is null) return DenialJudge.NotFound;
            if (entry.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            if (!denial.IsFlagged) return new Refusal("NotFlagged", "No reversal is flagged on this denial.", "There is nothing to dismiss; someone may have decided it just now.");
            if (Notes.Refuse(reason, needed: true, "reason") is { } note) return note;
            if (denial.Version != ask.Version) return DenialJudge.Changed;
            foreach (var on in await OpenCases(entry.Db, denial.Id).ToListAsync(cancel)) await new CaseBook(entry).Close(on, CaseStatus.Dismissed, reason!.Trim(), bySystem: false, cancel);
            await entry.Save(cancel);
            return new DenialStamp(denial.Id, denial.Version, denial.Status);
        }, cancellationToken);

    /// <summary>What reopening would do now, to the cent: the plan that the act itself executes. A denial without a ready case gets its plain undo.</summary>
    public async Task<Outcome<ReopenPreview>> Preview(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var denial = await db.Set<Denial>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == denialId, cancellationToken);
        if (denial is null) return DenialJudge.NotFound;
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var on = await OpenCases(db, denialId).FirstOrDefaultAsync(cancellationToken);
        var (waiting, hasStrays) = on is null ? ([], false) : await CaseBook.Waiting(db, on, cancellationToken);
        var isReady = on is not null && IsReady(on, waiting, hasStrays);
        var work = await ClaimWork.Load(db, denial.ClaimId, cancellationToken);
        var payments = isReady ? await ClaimWork.Read(db, waiting, cancellationToken) : [];
        var plan = isReady ? ReopenPlanner.Plan(work.Facts(payments)) : ReopenPlanner.Undo(work.Facts([]), denialId);
        return new ReopenPreview(denialId, isReady, plan, ReopenWords.Prefill(payments.Select(p => (p.Payment, p.Remittance.Trace))), clock.GetUtcNow());
    }

    internal static IQueryable<ReversalCase> OpenCases(WorkbenchDb db, long denialId) => db.Set<ReversalCase>()
        .Where(c => c.Status == CaseStatus.Open && db.Set<ReversalFlag>().Any(f => f.CaseId == c.Id && f.DenialId == denialId && f.Status == CaseStatus.Open)).OrderBy(c => c.Id);

    /// <summary>The denial's case that is certain and has its correction, with what waits in it.</summary>
    private static async Task<(ReversalCase On, List<RemittanceClaim> Waiting)?> Ready(BookEntry entry, long denialId, CancellationToken cancellationToken)
    {
        foreach (var on in await OpenCases(entry.Db, denialId).ToListAsync(cancellationToken))
        {
            var (waiting, hasStrays) = await CaseBook.Waiting(entry.Db, on, cancellationToken);
            if (IsReady(on, waiting, hasStrays)) return (on, waiting);
        }

        return null;
    }

    internal static bool IsReady(ReversalCase on, IReadOnlyList<RemittanceClaim> waiting, bool hasStrays) =>
        on.Confidence == MatchConfidence.Certain && !hasStrays && waiting.Any(c => c.Id == on.ReversalId) && CaseBook.HasCorrection(waiting);

    internal static async Task<PlanCause> CauseOf(BookEntry entry, string reason, CancellationToken cancellationToken)
    {
        var policy = await entry.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken);
        var tenant = await entry.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken);
        return new PlanCause(BySystem: false, reason.Trim(), policy, tenant.DayOf(entry.Now));
    }
}

/// <summary>What reopening a denial would write now.</summary>
/// <param name="HasCorrection">True: reversal and correction post with it. False: only the write-off is taken back.</param>
/// <param name="Plan">Every ledger row and the balances after each.</param>
/// <param name="SuggestedReason">To begin the reason with; the person may change it.</param>
public sealed record ReopenPreview(long DenialId, bool HasCorrection, ReopenPlan Plan, string SuggestedReason, DateTimeOffset At);

/// <summary>The reason that the reopen dialog begins with. Pure.</summary>
public static class ReopenWords
{
    /// <summary>From what waits: the traces, and whether money came.</summary>
    public static string Prefill(IEnumerable<(ClaimPayment Payment, string Trace)> waiting)
    {
        var all = waiting.ToList();
        var corrections = all.FindAll(w => !w.Payment.IsReversal);
        if (corrections.Count == 0) return all.Count == 0 ? "" : $"The payer took its denial back, trace {all[^1].Trace}";
        var paid = new Money(corrections.Sum(c => c.Payment.Paid.Cents));
        var traces = string.Join(", ", corrections.Select(c => c.Trace).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal));
        return $"Corrected 835{(traces.Length == 0 ? "" : $", trace {traces}")}: {(paid.IsPositive ? $"paid {paid} after write-off" : "decided anew after write-off")}";
    }
}
