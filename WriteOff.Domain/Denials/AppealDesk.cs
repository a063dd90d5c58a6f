using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials;

/// <summary>File, withdraw and decide appeals.</summary>
public sealed class AppealDesk(Books books)
{
    /// <summary>OPEN, IN_PROGRESS → APPEAL_PENDING.</summary>
    public Task<Outcome<DenialStamp>> File(Actor actor, DenialAsk ask, AppealAsk appeal, CancellationToken cancellationToken = default) =>
        Act(actor, ask, DenialAct.FileAppeal, AuditAct.AppealFiled, async (entry, denial, cancel) =>
        {
            var appeals = await Appeals(entry, denial, cancel);
            if (AppealRules.Refuse(denial, appeals, appeal, entry.Grants.Scopes, await Today(entry, cancel)) is { } refusal) return refusal;
            entry.Add(new Appeal(denial.TenantId, entry.NextKey(), denial.Id, appeal.Level, appeal.FiledOn, denial.AppealBy) { Note = appeal.Note?.Trim() ?? "" });
            return new AuditRow { Note = appeal.Note?.Trim(), Detail = string.Create(CultureInfo.InvariantCulture, $"Level {appeal.Level}, filed {appeal.FiledOn:yyyy-MM-dd}, window to {denial.AppealBy:yyyy-MM-dd}") };
        }, cancellationToken);

    /// <summary>APPEAL_PENDING → IN_PROGRESS; the appeal is kept as WITHDRAWN. The window does not move.</summary>
    public Task<Outcome<DenialStamp>> Withdraw(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        Act(actor, ask, DenialAct.WithdrawAppeal, AuditAct.AppealWithdrawn, async (entry, denial, cancel) =>
        {
            if (Notes.Refuse(reason, needed: true, "reason") is { } refusal) return refusal;
            var appeal = await Running(entry, denial, cancel);
            appeal.End(AppealOutcome.Withdrawn, await Today(entry, cancel), reason!.Trim());
            return new AuditRow { Note = reason.Trim(), Detail = $"Level {appeal.Level}" };
        }, cancellationToken);

    /// <summary>APPEAL_PENDING → IN_PROGRESS with the payer's answer. Upheld opens the next level's window; overturned waits for the money.</summary>
    public Task<Outcome<DenialStamp>> Decide(Actor actor, DenialAsk ask, AppealOutcome outcome, string? note, CancellationToken cancellationToken = default)
    {
        if (outcome is not (AppealOutcome.Upheld or AppealOutcome.Overturned)) throw new ArgumentOutOfRangeException(nameof(outcome));
        var audit = outcome == AppealOutcome.Upheld ? AuditAct.AppealUpheld : AuditAct.AppealOverturned;
        return Act(actor, ask, DenialAct.DecideAppeal, audit, async (entry, denial, cancel) =>
        {
            if (Notes.Refuse(note, needed: false) is { } refusal) return refusal;
            var (today, appeal) = (await Today(entry, cancel), await Running(entry, denial, cancel));
            appeal.End(outcome, today, note?.Trim() ?? "");
            if (outcome == AppealOutcome.Upheld) denial.SetAppealWindow(today.AddDays(await WindowDays(entry, denial, cancel)));
            return new AuditRow { Note = note?.Trim(), Detail = $"Level {appeal.Level}" };
        }, cancellationToken);
    }

    private static Task<List<Appeal>> Appeals(BookEntry entry, Denial denial, CancellationToken cancellationToken) =>
        entry.Db.Set<Appeal>().Where(a => a.DenialId == denial.Id).ToListAsync(cancellationToken);

    private static async Task<Appeal> Running(BookEntry entry, Denial denial, CancellationToken cancellationToken) =>
        (await Appeals(entry, denial, cancellationToken)).Single(a => a.Outcome == AppealOutcome.Waiting);

    private static async Task<DateOnly> Today(BookEntry entry, CancellationToken cancellationToken) =>
        (await entry.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(entry.Now);

    private static async Task<int> WindowDays(BookEntry entry, Denial denial, CancellationToken cancellationToken)
    {
        var payer = await entry.Db.Set<Payer>().AsNoTracking().SingleAsync(p => p.Id == denial.PayerId, cancellationToken);
        return payer.AppealWindowDays ?? (await entry.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken)).AppealWindowDays;
    }

    private Task<Outcome<DenialStamp>> Act(Actor actor, DenialAsk ask, DenialAct act, AuditAct audit,
        Func<BookEntry, Denial, CancellationToken, Task<Outcome<AuditRow>>> then, CancellationToken cancellationToken) =>
        books.Write(actor, (entry, cancel) => DenialStep.Take(entry, ask, act, (denial, c) => then(entry, denial, c), audit, cancel), cancellationToken);
}
