using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Undoes write-offs by hand: each live WRITEOFF row of the denial is taken back by a row of its own, never netted.</summary>
public sealed class ReopenService(WorkbenchWriter writer)
{
    /// <summary>WRITE_OFF or RESOLVED → OPEN; OPEN or IN_PROGRESS with a live partial write-off stays, with its balance back. A reason is required. With a key, once.</summary>
    public Task<Outcome<DenialStamp>> Reopen(Actor actor, DenialAsk ask, string? reason, ActKey? key = null, CancellationToken cancellationToken = default) =>
        writer.Write(actor, (unit, cancel) => ActKey.Once(unit, key, () => ReopenPlainly(unit, ask, reason, cancel), cancel), cancellationToken);

    /// <summary>The same inside another unit of work.</summary>
    internal static async Task<Outcome<DenialStamp>> ReopenPlainly(UnitOfWork unit, DenialAsk ask, string? reason, CancellationToken cancel)
    {
        var found = await Load(unit.Db, [ask.DenialId], null, cancel);
        var tenant = await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancel);
        return Reopen(unit, found.GetValueOrDefault(ask.DenialId), ask, reason, tenant.DayOf(unit.Now));
    }

    /// <summary>Denials with their claims and what is live of their write-offs, in two queries however many they are.</summary>
    /// <param name="rows">Where what the act does to them is staged; null: the mapper tracks it.</param>
    internal static async Task<Dictionary<long, ReopenCase>> Load(WorkbenchDb db, List<long> denialIds, DecidedRows? rows, CancellationToken cancellationToken)
    {
        if (denialIds.Count == 0) return [];
        var denials = rows is null ? db.Set<Denial>() : db.Set<Denial>().AsNoTracking();
        var found = await denials.Where(d => denialIds.Contains(d.Id)).Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (denial, claim) => new { denial, claim }).ToListAsync(cancellationToken);
        // All that the ledger has of them, told apart here: asked for by type or in order, SQLite walks the tenant's whole ledger.
        var ledger = await db.Set<PaymentApplication>().AsNoTracking().Where(a => denialIds.Contains(a.DenialId!.Value)).ToListAsync(cancellationToken);
        var undone = ledger.Select(a => a.ReversesId).OfType<long>().ToHashSet();
        var live = ledger.Where(a => a.Type == ApplicationType.WriteOff && a.ReversesId is null && !undone.Contains(a.Id)).OrderBy(a => a.Id).ToLookup(a => a.DenialId);
        return found.ToDictionary(f => f.denial.Id, f => new ReopenCase(rows?.Read(f.denial) ?? f.denial, rows?.Read(f.claim) ?? f.claim, [.. live[f.denial.Id]]));
    }

    /// <summary>Takes back what the case has live, or says why not.</summary>
    internal static Outcome<DenialStamp> Reopen(UnitOfWork unit, ReopenCase? on, DenialAsk ask, string? reason, DateOnly today)
    {
        if (on is null) return DenialDecider.NotFound;
        var act = ActFor(on.Denial.Status, on.Live.Count > 0);
        if (Judge(on.Denial, unit.Grants.Scopes, on.Live.Count > 0) is { } refusal) return refusal;
        if (Notes.Refuse(reason, needed: true, "reason") is { } note) return note;
        if (on.Denial.Version != ask.Version) return DenialDecider.Changed;
        Undo(unit, on, act, today, reason!.Trim());
        return new DenialStamp(on.Denial.Id, ask.Version + 1, on.Denial.Status);
    }

    /// <summary>Null when the denial may be reopened by hand; else why not. A denial that unposting ended never: nobody refused that amount.</summary>
    public static Refusal? Judge(Denial denial, IReadOnlySet<Scope> scopes, bool hasLiveWriteOff)
    {
        ArgumentNullException.ThrowIfNull(denial);
        return DenialDecider.Judge(denial.Status, scopes, ActFor(denial.Status, hasLiveWriteOff)) ?? (denial.Resolution == Resolution.Unposted
            ? new Refusal("Unposted", "The remittance that made this denial was posted in error.", "Post the right remittance, or release the copy that waits: it makes a denial of its own.") : null);
    }

    /// <summary>Which act a reopening is in a state: the same question that the button asks.</summary>
    public static DenialAct ActFor(DenialStatus status, bool hasLiveWriteOff) => status switch
    {
        DenialStatus.Open or DenialStatus.InProgress => hasLiveWriteOff ? DenialAct.UndoPart : DenialAct.Reopen,
        DenialStatus.AppealPending or DenialStatus.PendingWriteOff or DenialStatus.WrittenOff or DenialStatus.Resolved => DenialAct.Reopen,
    };

    private static void Undo(UnitOfWork unit, ReopenCase on, DenialAct act, DateOnly today, string reason)
    {
        var (denial, live) = (on.Denial, on.Live);
        var (before, balance) = (denial.Status, denial.BalanceCents);
        denial.Step(act);
        foreach (var row in live) DenialLedger.Reverse(unit, on.Claim, denial, row, today);
        unit.Record(AuditAct.Reopened, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, AmountCents = live.Sum(r => r.AmountCents), Note = reason,
            StatusBefore = (int)before, StatusAfter = (int)denial.Status, BalanceBeforeCents = balance, BalanceAfterCents = denial.BalanceCents,
            Detail = live.Count == 0 ? null : $"Took back {live.Count} write-off rows",
        });
    }
}

/// <summary>A denial to reopen, its claim, and the write-off rows to take back.</summary>
internal sealed record ReopenCase(Denial Denial, InsuranceClaim Claim, IReadOnlyList<PaymentApplication> Live);
