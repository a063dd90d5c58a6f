using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Reopens denials, with the payer's reversal and correction where they wait, and dismisses flags. Pages reopen here, whatever the denial.</summary>
public sealed class RemittanceReopen(WorkbenchWriter writer, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>
    /// With a certain reversal and its correction waiting: takes the write-offs back, posts both, resolves the denial. Otherwise as
    /// <see cref="ReopenService"/>: the balance returns, WRITE_OFF and RESOLVED become OPEN; an open flag stays. A reason is required.
    /// </summary>
    public Task<Outcome<DenialStamp>> Reopen(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        writer.Write(actor, async (unit, cancel) =>
        {
            var denial = await unit.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancel);
            if (denial is null) return DenialDecider.NotFound;
            if (await Ready(unit, ask.DenialId, cancel) is not { } ready) return await ReopenService.ReopenPlainly(unit, ask, reason, cancel);
            if (unit.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            if (Notes.Refuse(reason, needed: true, "reason") is { } note) return note;
            if (denial.Version != ask.Version) return DenialDecider.Changed;
            var work = await ClaimPlanState.Load(unit.Db, ready.On.ClaimId, cancel);
            await new ReversalCaseWriter(unit).Post(ready.On, work, await ClaimPlanState.Read(unit.Db, ready.Waiting, cancel), await CauseOf(unit, reason!, cancel), cancel);
            await unit.Save(cancel);
            return new DenialStamp(denial.Id, denial.Version, denial.Status);
        }, cancellationToken);

    /// <summary>Says with a reason that a flag is none: the case is closed, its payments wait on their own to be matched, released or rejected.</summary>
    public Task<Outcome<DenialStamp>> DismissFlag(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        writer.Write<DenialStamp>(actor, async (unit, cancel) =>
        {
            var denial = await unit.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancel);
            if (denial is null) return DenialDecider.NotFound;
            if (unit.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            if (!denial.IsFlagged) return new Refusal("NotFlagged", "No reversal is flagged on this denial.", "There is nothing to dismiss; someone may have decided it just now.");
            if (Notes.Refuse(reason, needed: true, "reason") is { } note) return note;
            if (denial.Version != ask.Version) return DenialDecider.Changed;
            foreach (var on in await OpenCases(unit.Db, denial.Id).ToListAsync(cancel)) await new ReversalCaseWriter(unit).Close(on, CaseStatus.Dismissed, reason!.Trim(), bySystem: false, cancel);
            await unit.Save(cancel);
            return new DenialStamp(denial.Id, denial.Version, denial.Status);
        }, cancellationToken);

    /// <summary>What reopening would do now, to the cent: the plan that the act itself executes. A denial without a ready case gets its plain undo.</summary>
    public async Task<Outcome<ReopenPreview>> Preview(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var denial = await db.Set<Denial>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == denialId, cancellationToken);
        if (denial is null) return DenialDecider.NotFound;
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var on = await OpenCases(db, denialId).FirstOrDefaultAsync(cancellationToken);
        var (waiting, hasStrays) = on is null ? ([], false) : await ReversalCaseWriter.Waiting(db, on, cancellationToken);
        var isReady = on is not null && IsReady(on, waiting, hasStrays);
        var work = await ClaimPlanState.Load(db, denial.ClaimId, cancellationToken);
        var payments = isReady ? await ClaimPlanState.Read(db, waiting, cancellationToken) : [];
        var plan = isReady ? ReopenPlanner.Plan(work.Facts(payments)) : ReopenPlanner.Undo(work.Facts([]), denialId);
        return new ReopenPreview(denialId, isReady, plan, ReopenWords.Prefill(payments.Select(p => (p.Payment, p.Remittance.Trace))), clock.GetUtcNow());
    }

    internal static IQueryable<ReversalCase> OpenCases(WorkbenchDb db, long denialId) => db.Set<ReversalCase>()
        .Where(c => c.Status == CaseStatus.Open && db.Set<ReversalFlag>().Any(f => f.CaseId == c.Id && f.DenialId == denialId && f.Status == CaseStatus.Open)).OrderBy(c => c.Id);

    /// <summary>The denial's case that is certain and has its correction, with what waits in it.</summary>
    private static async Task<(ReversalCase On, List<RemittanceClaim> Waiting)?> Ready(UnitOfWork unit, long denialId, CancellationToken cancellationToken)
    {
        foreach (var on in await OpenCases(unit.Db, denialId).ToListAsync(cancellationToken))
        {
            var (waiting, hasStrays) = await ReversalCaseWriter.Waiting(unit.Db, on, cancellationToken);
            if (IsReady(on, waiting, hasStrays)) return (on, waiting);
        }

        return null;
    }

    internal static bool IsReady(ReversalCase on, IReadOnlyList<RemittanceClaim> waiting, bool hasStrays) =>
        on.Confidence == MatchConfidence.Certain && !hasStrays && waiting.Any(c => c.Id == on.ReversalId) && ReversalCaseWriter.HasCorrection(waiting);

    internal static async Task<PlanCause> CauseOf(UnitOfWork unit, string reason, CancellationToken cancellationToken)
    {
        var policy = await unit.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken);
        var tenant = await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken);
        return new PlanCause(BySystem: false, reason.Trim(), policy, await RouteTable.Read(unit.Db, cancellationToken), tenant.DayOf(unit.Now));
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
