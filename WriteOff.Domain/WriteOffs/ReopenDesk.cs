using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Undoes write-offs by hand: each live WRITEOFF row of the denial is taken back by a row of its own, never netted.</summary>
public sealed class ReopenDesk(Books books)
{
    /// <summary>WRITE_OFF or RESOLVED → OPEN; OPEN or IN_PROGRESS with a live partial write-off stays, with its balance back. A reason is required.</summary>
    public Task<Outcome<DenialStamp>> Reopen(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        books.Write(actor, (entry, cancel) => ReopenPlainly(entry, ask, reason, cancel), cancellationToken);

    /// <summary>The same inside another act of the books.</summary>
    /// <param name="onlyRequest">Takes back what this request posted and nothing else; refused when nothing of it is live any more.</param>
    internal static async Task<Outcome<DenialStamp>> ReopenPlainly(BookEntry entry, DenialAsk ask, string? reason, CancellationToken cancel, long? onlyRequest = null)
    {
        var denial = await entry.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancel);
        if (denial is null) return DenialJudge.NotFound;
        var live = await Live(entry, denial, cancel);
        if (onlyRequest is { } request && live.RemoveAll(row => row.RequestId != request) >= 0 && live.Count == 0) return NothingLeft;
        var act = ActFor(denial.Status, live.Count > 0);
        if (DenialJudge.Judge(denial.Status, entry.Grants.Scopes, act) is { } refusal) return refusal;
        if (Notes.Refuse(reason, needed: true, "reason") is { } note) return note;
        if (denial.Version != ask.Version) return DenialJudge.Changed;
        var claim = await entry.Db.Set<InsuranceClaim>().SingleAsync(c => c.Id == denial.ClaimId, cancel);
        var tenant = await entry.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancel);
        Undo(entry, denial, claim, live, act, tenant.DayOf(entry.Now), reason!.Trim());
        return new DenialStamp(denial.Id, ask.Version + 1, denial.Status);
    }

    /// <summary>Which act a reopening is in a state: the same question that the button asks.</summary>
    public static DenialAct ActFor(DenialStatus status, bool hasLiveWriteOff) => status switch
    {
        DenialStatus.Open or DenialStatus.InProgress => hasLiveWriteOff ? DenialAct.UndoPart : DenialAct.Reopen,
        DenialStatus.AppealPending or DenialStatus.PendingWriteOff or DenialStatus.WrittenOff or DenialStatus.Resolved => DenialAct.Reopen,
    };

    private static Refusal NothingLeft { get; } = new("NotWrittenOff", "What this run posted on the denial was taken back already.", "Nothing is left to undo.");

    private static void Undo(BookEntry entry, Denial denial, InsuranceClaim claim, List<PaymentApplication> live, DenialAct act, DateOnly today, string reason)
    {
        var (before, balance) = (denial.Status, denial.BalanceCents);
        denial.Step(act);
        foreach (var row in live) DenialLedger.Reverse(entry, claim, denial, row, today);
        entry.Record(AuditAct.Reopened, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, AmountCents = live.Sum(r => r.AmountCents), Note = reason,
            StatusBefore = (int)before, StatusAfter = (int)denial.Status, BalanceBeforeCents = balance, BalanceAfterCents = denial.BalanceCents,
            Detail = live.Count == 0 ? null : $"Took back {live.Count} write-off rows",
        });
    }

    private static Task<List<PaymentApplication>> Live(BookEntry entry, Denial denial, CancellationToken cancellationToken) =>
        entry.Db.Set<PaymentApplication>()
            .Where(a => a.DenialId == denial.Id && a.Type == ApplicationType.WriteOff && a.ReversesId == null)
            .Where(a => !entry.Db.Set<PaymentApplication>().Any(undo => undo.ReversesId == a.Id))
            .OrderBy(a => a.Id).AsNoTracking().ToListAsync(cancellationToken);
}
