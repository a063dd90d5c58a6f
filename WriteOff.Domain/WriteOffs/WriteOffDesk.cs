using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs;

/// <summary>The answer to a submit.</summary>
/// <param name="IsPending">It waits for a supervisor; the amount is reserved.</param>
/// <param name="IsRepeat">The same submit was answered before; nothing was written now.</param>
public sealed record WriteOffReceipt(long RequestId, long DenialId, bool IsPending, string GateSentence, Money Total, Money BalanceAfter, DenialStatus StatusAfter, bool IsRepeat);

/// <summary>Where a biller writes off one denial.</summary>
public sealed class WriteOffDesk(Books books, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>What the dialog needs: facts and setting as they are now. Refused: not found, or not allowed to see it.</summary>
    public async Task<Outcome<WriteOffCase>> Open(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.DenialRead) is { } missing) return missing;
        return await WriteOffCase.Load(db, denialId, grants, clock.GetUtcNow(), cancellationToken) is { } found ? found : DenialJudge.NotFound;
    }

    /// <summary>Writes off, or asks a supervisor to: rules, rows, balances, status and audit in one transaction.</summary>
    public Task<Outcome<WriteOffReceipt>> Submit(Actor actor, WriteOffAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return books.Write(actor, async (entry, cancel) =>
        {
            if (await Answered(entry, ask, cancel) is { } answered) return answered;
            var found = await WriteOffCase.Load(entry.Db, ask.DenialId, entry.Grants, entry.Now, cancel);
            var setting = found?.Setting ?? new WriteOffSetting(entry.Grants.Scopes, await Tenants.TenantRules.Read(entry.Db, cancel), default);
            var decided = WriteOffRules.Decide(found?.Facts, ask, setting);
            return decided.IsDone ? Commit(entry, found!, ask, decided.Value) : decided.Refusal;
        }, cancellationToken);
    }

    private static async Task<Outcome<WriteOffReceipt>?> Answered(BookEntry entry, WriteOffAsk ask, CancellationToken cancellationToken)
    {
        var earlier = await entry.Db.Set<WriteOffRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.SubmissionKey == ask.Key, cancellationToken);
        if (earlier is null) return null;
        return earlier.ContentHash.AsSpan().SequenceEqual(ask.ContentHash(entry.Actor)) ? Receipt(earlier, isRepeat: true) : WriteOffRefusals.KeyUsedForOther;
    }

    private static WriteOffReceipt Commit(BookEntry entry, WriteOffCase on, WriteOffAsk ask, WriteOffDecision decision)
    {
        var denial = on.Denial;
        var (before, balance) = (denial.Status, denial.BalanceCents);
        denial.Step(decision.Act);
        var request = new WriteOffRequest(denial.TenantId, entry.NextKey(), denial.Id, denial.ClaimId, decision.Total.Cents,
            decision.Gate.IsGated ? RequestStatus.Pending : RequestStatus.Posted)
        {
            CameFrom = before, Note = ask.Note?.Trim() ?? "", GateSentence = decision.Gate.Sentence,
            RequestedBy = entry.Actor.UserId, RequestedAt = entry.Now, SubmissionKey = ask.Key, ContentHash = ask.ContentHash(entry.Actor),
            BalanceAfterCents = decision.Gate.IsGated ? balance : decision.BalanceAfter.Cents, StatusAfter = denial.Status,
        };
        entry.Add(request);
        if (decision.Gate.IsGated) denial.Reserve(decision.Total);
        for (var n = 0; n < decision.Lines.Count; n++)
        {
            var line = decision.Lines[n];
            entry.Add(new WriteOffRequestLine(denial.TenantId, request.Id, n + 1, line.Reason.Id, line.Reason.Code, line.Reason.Label, line.Reason.Category, line.Amount.Cents)
            {
                EvidenceSeen = line.Evidence.ToStored(),
            });
            var was = denial.BalanceCents;
            if (!decision.Gate.IsGated) DenialLedger.Post(entry, on.Claim, denial, WriteOffRow(entry, denial, request, line, on.Setting.Today));
            entry.Record(decision.Gate.IsGated ? AuditAct.WriteOffRequested : AuditAct.WrittenOff, new AuditRow
            {
                DenialId = denial.Id, ClaimId = denial.ClaimId, RequestId = request.Id, ReasonCode = line.Reason.Code, AmountCents = line.Amount.Cents,
                StatusBefore = (int)before, StatusAfter = (int)denial.Status, BalanceBeforeCents = was, BalanceAfterCents = denial.BalanceCents,
                Note = request.Note.Length == 0 ? null : request.Note, Detail = string.Join('\n', [decision.Gate.Sentence, line.Evidence.ToStored()]),
            });
        }

        return Receipt(request, isRepeat: false);
    }

    private static PaymentApplication WriteOffRow(BookEntry entry, Denial denial, WriteOffRequest request, DecidedLine line, DateOnly today) =>
        new(denial.TenantId, entry.NextKey(), denial.ClaimId, ApplicationType.WriteOff, line.Amount.Cents)
        {
            DenialId = denial.Id, LineId = denial.LineId, RequestId = request.Id, ReasonId = line.Reason.Id,
            PostedOn = today, PostedAt = entry.Now, PostedBy = entry.Actor.UserId,
        };

    private static WriteOffReceipt Receipt(WriteOffRequest request, bool isRepeat) => new(request.Id, request.DenialId,
        request.StatusAfter == DenialStatus.PendingWriteOff, request.GateSentence, request.Amount, new Money(request.BalanceAfterCents), request.StatusAfter, isRepeat);
}
