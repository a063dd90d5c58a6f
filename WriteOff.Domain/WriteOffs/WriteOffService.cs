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
public sealed class WriteOffService(WorkbenchWriter writer, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>What the dialog needs: facts and setting as they are now. Refused: not found, or not allowed to see it.</summary>
    public async Task<Outcome<WriteOffCase>> Open(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.DenialRead) is { } missing) return missing;
        return await WriteOffCase.Load(db, denialId, grants, clock.GetUtcNow(), cancellationToken) is { } found ? found : DenialDecider.NotFound;
    }

    /// <summary>Writes off, or asks a supervisor to: rules, rows, balances, status and audit in one transaction.</summary>
    public Task<Outcome<WriteOffReceipt>> Submit(Actor actor, WriteOffAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return writer.Write(actor, async (unit, cancel) =>
        {
            if (await Answered(unit, ask, cancel) is { } answered) return answered;
            var found = await WriteOffCase.Load(unit.Db, ask.DenialId, unit.Grants, unit.Now, cancel);
            var setting = found?.Setting ?? new WriteOffSetting(unit.Grants.Scopes, await Tenants.TenantRules.Read(unit.Db, cancel), default);
            var decided = WriteOffRules.Decide(found?.Facts, ask, setting);
            return decided.IsDone ? await Commit(unit, found!, ask, decided.Value, cancel) : decided.Refusal;
        }, cancellationToken);
    }

    private static async Task<Outcome<WriteOffReceipt>?> Answered(UnitOfWork unit, WriteOffAsk ask, CancellationToken cancellationToken)
    {
        var earlier = await unit.Db.Set<WriteOffRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.SubmissionKey == ask.Key, cancellationToken);
        if (earlier is null) return null;
        return earlier.ContentHash.AsSpan().SequenceEqual(ask.ContentHash(unit.Actor)) ? Receipt(earlier, isRepeat: true) : WriteOffRefusals.KeyUsedForOther;
    }

    private static async Task<WriteOffReceipt> Commit(UnitOfWork unit, WriteOffCase on, WriteOffAsk ask, WriteOffDecision decision, CancellationToken cancellationToken)
    {
        var batch = new WriteOffBatch(unit, on.Setting.Today);
        var request = batch.Add(new WriteOffSubject(on.Denial.Id, on.Claim.Id, on.Denial.LineId, on.Claim.BalanceCents, on.Claim.Version, on.Denial.PayerId, on.Claim.ProviderName, on.Facts), ask, decision);
        await batch.Write(cancellationToken);
        return Receipt(request, isRepeat: false);
    }

    private static WriteOffReceipt Receipt(WriteOffRequest request, bool isRepeat) => new(request.Id, request.DenialId,
        request.StatusAfter == DenialStatus.PendingWriteOff, request.GateSentence, request.Amount, new Money(request.BalanceAfterCents), request.StatusAfter, isRepeat);
}
