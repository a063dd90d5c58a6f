using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>A request after its decision.</summary>
public sealed record ApprovalReceipt(long RequestId, long DenialId, RequestStatus Decision, Money Amount, DenialStatus StatusAfter, Money BalanceAfter);

/// <summary>One row of a decision on several: the row, and what became of it.</summary>
public sealed record ApprovalResult(ApprovalAsk Ask, Outcome<ApprovalReceipt> Outcome);

/// <summary>Where supervisors decide requests, and requesters take theirs back. Each is judged again inside the transaction that writes it; with a key, once.</summary>
public sealed class ApprovalService(WorkbenchWriter writer)
{
    /// <summary>Most requests that one call decides: more than a page of the queue.</summary>
    public const int MostAtOnce = 200;

    /// <summary>Posts what was asked, one ledger row and one audit row per line. PENDING_WRITEOFF → WRITE_OFF, or back where it came from when partial.</summary>
    public Task<Outcome<ApprovalReceipt>> Approve(Actor actor, ApprovalAsk ask, string? note = null, ActKey? key = null, CancellationToken cancellationToken = default) =>
        Decide(actor, ask, key, (unit, on, setting) => Approve(unit, on, ask, note, setting), cancellationToken);

    /// <summary>PENDING_WRITEOFF → where it came from; nothing posts. A note is required.</summary>
    public Task<Outcome<ApprovalReceipt>> Reject(Actor actor, ApprovalAsk ask, string? note, ActKey? key = null, CancellationToken cancellationToken = default) =>
        Decide(actor, ask, key, (unit, on, setting) => Reject(unit, on, ask, note, setting), cancellationToken);

    /// <summary>PENDING_WRITEOFF → where it came from, by who asked.</summary>
    public Task<Outcome<ApprovalReceipt>> Cancel(Actor actor, ApprovalAsk ask, ActKey? key = null, CancellationToken cancellationToken = default) =>
        Decide(actor, ask, key, (unit, on, setting) => Cancel(unit, on, ask, setting), cancellationToken);

    /// <summary>Approves inside another unit of work.</summary>
    internal static Outcome<ApprovalReceipt> Approve(UnitOfWork unit, ApprovalCase? on, ApprovalAsk ask, string? note, ApprovalSetting setting)
    {
        var decided = ApprovalRules.Approve(on?.Facts, ask, note, setting);
        if (!decided.IsDone) return decided.Refusal;
        Post(unit, on!, decided.Value, note, setting.Today);
        return Receipt(on!);
    }

    /// <summary>Rejects inside another unit of work.</summary>
    internal static Outcome<ApprovalReceipt> Reject(UnitOfWork unit, ApprovalCase? on, ApprovalAsk ask, string? note, ApprovalSetting setting)
    {
        if (ApprovalRules.Reject(on?.Facts, ask, note, setting) is { } refusal) return refusal;
        on!.Request.Reject(unit.Actor.UserId, unit.Now, note);
        Return(unit, on, DenialAct.Reject, AuditAct.WriteOffRejected, ApprovalRules.Misfit(on.Facts, setting)?.Sentence);
        return Receipt(on);
    }

    /// <summary>Takes back inside another unit of work.</summary>
    internal static Outcome<ApprovalReceipt> Cancel(UnitOfWork unit, ApprovalCase? on, ApprovalAsk ask, ApprovalSetting setting)
    {
        if (ApprovalRules.Cancel(on?.Facts, ask, setting) is { } refusal) return refusal;
        on!.Request.Cancel(unit.Now);
        Return(unit, on, DenialAct.Cancel, AuditAct.WriteOffCancelled, null);
        return Receipt(on);
    }

    /// <summary>Approves several in one act, in the order given: each is judged by itself and has its own answer; what one is refused for doesn't hold the others.</summary>
    public Task<IReadOnlyList<ApprovalResult>> ApproveAll(Actor actor, IReadOnlyList<ApprovalAsk> asks, CancellationToken cancellationToken = default) =>
        All(actor, asks, (unit, on, ask, setting) => Approve(unit, on, ask, null, setting), cancellationToken);

    /// <summary>Rejects several with one note, likewise.</summary>
    public Task<IReadOnlyList<ApprovalResult>> RejectAll(Actor actor, IReadOnlyList<ApprovalAsk> asks, string? note, CancellationToken cancellationToken = default) =>
        All(actor, asks, (unit, on, ask, setting) => Reject(unit, on, ask, note, setting), cancellationToken);

    private async Task<IReadOnlyList<ApprovalResult>> All(Actor actor, IReadOnlyList<ApprovalAsk> asks,
        Func<UnitOfWork, ApprovalCase?, ApprovalAsk, ApprovalSetting, Outcome<ApprovalReceipt>> decide, CancellationToken cancellationToken)
    {
        if (asks.Count > MostAtOnce) throw new ArgumentException($"At most {MostAtOnce} at once.", nameof(asks));
        if (asks.Count == 0) return [];
        var distinct = asks.DistinctBy(a => a.RequestId).ToList();
        List<ApprovalResult> results = [];
        var written = await writer.Write<bool>(actor, async (unit, cancel) =>
        {
            var setting = await ApprovalCases.Setting(unit.Db, unit.Actor, unit.Grants, unit.Now, cancel);
            var cases = (await Load(unit, distinct.ConvertAll(a => a.RequestId), setting, cancel)).ToDictionary(c => c.Request.Id);
            results = distinct.ConvertAll(ask => new ApprovalResult(ask, decide(unit, cases.GetValueOrDefault(ask.RequestId), ask, setting)));
            return results.Exists(r => r.Outcome.IsDone) ? true : results[0].Outcome.Refusal!;
        }, cancellationToken);
        if (written.IsDone || (results.Count > 0 && results.TrueForAll(r => !r.Outcome.IsDone))) return results;
        // Nothing was kept of what had been decided: the reason is every row's.
        return distinct.ConvertAll(ask => new ApprovalResult(ask, written.Refusal));
    }

    private static Task<IReadOnlyList<ApprovalCase>> Load(UnitOfWork unit, List<long> requestIds, ApprovalSetting setting, CancellationToken cancellationToken)
    {
        var rows = new DecidedRows();
        unit.Staged = rows;
        return ApprovalCases.Load(unit.Db, requestIds, setting.Rules.Policy, rows, cancellationToken);
    }

    private Task<Outcome<ApprovalReceipt>> Decide(Actor actor, ApprovalAsk ask, ActKey? key, Func<UnitOfWork, ApprovalCase?, ApprovalSetting, Outcome<ApprovalReceipt>> decide, CancellationToken cancellationToken) =>
        writer.Write(actor, (unit, cancel) => ActKey.Once(unit, key, async () =>
        {
            var setting = await ApprovalCases.Setting(unit.Db, unit.Actor, unit.Grants, unit.Now, cancel);
            var found = await Load(unit, [ask.RequestId], setting, cancel);
            return decide(unit, found.Count == 0 ? null : found[0], setting);
        }, cancel), cancellationToken);

    private static void Post(UnitOfWork unit, ApprovalCase on, ApprovalDecision decision, string? note, DateOnly today)
    {
        var (denial, request) = (on.Denial, on.Request);
        var before = denial.Status;
        request.Approve(unit.Actor.UserId, unit.Now, note);
        denial.Step(decision.Act, request.CameFrom);
        denial.Release();
        foreach (var line in decision.Lines)
        {
            var balance = denial.BalanceCents;
            DenialLedger.Post(unit, on.Claim, denial, new PaymentApplication(denial.TenantId, unit.NextKey(), denial.ClaimId, ApplicationType.WriteOff, line.Amount.Cents)
            {
                DenialId = denial.Id,
                LineId = denial.LineId,
                RequestId = request.Id,
                ReasonId = line.Reason.Id,
                PostedOn = today,
                PostedAt = unit.Now,
                PostedBy = unit.Actor.UserId,
            });
            unit.Record(AuditAct.WriteOffApproved, new AuditRow
            {
                DenialId = denial.Id,
                ClaimId = denial.ClaimId,
                RequestId = request.Id,
                ReasonCode = line.Reason.Code,
                AmountCents = line.Amount.Cents,
                StatusBefore = (int)before,
                StatusAfter = (int)denial.Status,
                BalanceBeforeCents = balance,
                BalanceAfterCents = denial.BalanceCents,
                Note = request.DecisionNote.Length == 0 ? null : request.DecisionNote,
                Detail = $"Asked by {on.Facts.RequestedByName}\n{line.Evidence.ToStored()}".TrimEnd(),
            });
        }
    }

    private static void Return(UnitOfWork unit, ApprovalCase on, DenialAct act, AuditAct audit, string? misfit)
    {
        var (denial, request) = (on.Denial, on.Request);
        var before = denial.Status;
        denial.Step(act, request.CameFrom);
        denial.Release();
        unit.Record(audit, new AuditRow
        {
            DenialId = denial.Id,
            ClaimId = denial.ClaimId,
            RequestId = request.Id,
            AmountCents = request.AmountCents,
            StatusBefore = (int)before,
            StatusAfter = (int)denial.Status,
            BalanceBeforeCents = denial.BalanceCents,
            BalanceAfterCents = denial.BalanceCents,
            Note = request.DecisionNote.Length == 0 ? null : request.DecisionNote,
            Detail = string.Join('\n', new[] { $"Asked by {on.Facts.RequestedByName}", misfit }.OfType<string>()),
        });
    }

    private static ApprovalReceipt Receipt(ApprovalCase on) =>
        new(on.Request.Id, on.Denial.Id, on.Request.Status, on.Request.Amount, on.Denial.Status, on.Denial.Balance);
}
