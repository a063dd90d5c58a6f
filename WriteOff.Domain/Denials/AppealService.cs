using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials;

/// <summary>File, withdraw and decide appeals.</summary>
public sealed class AppealService(WorkbenchWriter writer)
{
    /// <summary>OPEN, IN_PROGRESS → APPEAL_PENDING.</summary>
    public Task<Outcome<DenialStamp>> File(Actor actor, DenialAsk ask, AppealAsk appeal, CancellationToken cancellationToken = default) =>
        Act(actor, ask, DenialAct.FileAppeal, AuditAct.AppealFiled, async (unit, denial, cancel) =>
        {
            var appeals = await Appeals(unit, denial, cancel);
            if (AppealRules.Refuse(denial, appeals, appeal, unit.Grants.Scopes, await Today(unit, cancel)) is { } refusal) return refusal;
            unit.Add(new Appeal(denial.TenantId, unit.NextKey(), denial.Id, appeal.Level, appeal.FiledOn, denial.AppealBy) { Note = appeal.Note?.Trim() ?? "" });
            return new AuditRow { Note = appeal.Note?.Trim(), Detail = string.Create(CultureInfo.InvariantCulture, $"Level {appeal.Level}, filed {appeal.FiledOn:yyyy-MM-dd}, window to {denial.AppealBy:yyyy-MM-dd}") };
        }, cancellationToken);

    /// <summary>APPEAL_PENDING → IN_PROGRESS; the appeal is kept as WITHDRAWN. The window does not move.</summary>
    public Task<Outcome<DenialStamp>> Withdraw(Actor actor, DenialAsk ask, string? reason, CancellationToken cancellationToken = default) =>
        Act(actor, ask, DenialAct.WithdrawAppeal, AuditAct.AppealWithdrawn, async (unit, denial, cancel) =>
        {
            if (Notes.Refuse(reason, needed: true, "reason") is { } refusal) return refusal;
            var appeal = await Running(unit, denial, cancel);
            appeal.End(AppealOutcome.Withdrawn, await Today(unit, cancel), reason!.Trim());
            return new AuditRow { Note = reason.Trim(), Detail = $"Level {appeal.Level}" };
        }, cancellationToken);

    /// <summary>APPEAL_PENDING → IN_PROGRESS with the payer's answer. Upheld opens the next level's window; overturned waits for the money.</summary>
    public Task<Outcome<DenialStamp>> Decide(Actor actor, DenialAsk ask, AppealOutcome outcome, string? note, CancellationToken cancellationToken = default)
    {
        var audit = outcome == AppealOutcome.Upheld ? AuditAct.AppealUpheld : AuditAct.AppealOverturned;
        return Act(actor, ask, DenialAct.DecideAppeal, audit, async (unit, denial, cancel) =>
        {
            if ((AppealRules.RefuseOutcome(outcome) ?? Notes.Refuse(note, needed: false)) is { } refusal) return refusal;
            var (today, appeal) = (await Today(unit, cancel), await Running(unit, denial, cancel));
            appeal.End(outcome, today, note?.Trim() ?? "");
            if (outcome == AppealOutcome.Upheld) denial.SetAppealWindow(today.AddDays(await WindowDays(unit, denial, cancel)));
            return new AuditRow { Note = note?.Trim(), Detail = $"Level {appeal.Level}" };
        }, cancellationToken);
    }

    private static Task<List<Appeal>> Appeals(UnitOfWork unit, Denial denial, CancellationToken cancellationToken) =>
        unit.Db.Set<Appeal>().Where(a => a.DenialId == denial.Id).ToListAsync(cancellationToken);

    private static async Task<Appeal> Running(UnitOfWork unit, Denial denial, CancellationToken cancellationToken) =>
        (await Appeals(unit, denial, cancellationToken)).Single(a => a.Outcome == AppealOutcome.Waiting);

    private static async Task<DateOnly> Today(UnitOfWork unit, CancellationToken cancellationToken) =>
        (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(unit.Now);

    private static async Task<int> WindowDays(UnitOfWork unit, Denial denial, CancellationToken cancellationToken)
    {
        var payer = await unit.Db.Set<Payer>().AsNoTracking().SingleAsync(p => p.Id == denial.PayerId, cancellationToken);
        return payer.AppealWindowDays ?? (await unit.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken)).AppealWindowDays;
    }

    private Task<Outcome<DenialStamp>> Act(Actor actor, DenialAsk ask, DenialAct act, AuditAct audit,
        Func<UnitOfWork, Denial, CancellationToken, Task<Outcome<AuditRow>>> then, CancellationToken cancellationToken) =>
        writer.Write(actor, (unit, cancel) => DenialStep.Take(unit, ask, act, (denial, c) => then(unit, denial, c), audit, cancel), cancellationToken);
}
