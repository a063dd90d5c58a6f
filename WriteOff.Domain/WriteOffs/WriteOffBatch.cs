using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs;

/// <summary>What the writer must know of a denial beside what the rules looked at.</summary>
/// <param name="ProviderName">Of the claim.</param>
internal readonly record struct WriteOffSubject(long DenialId, long ClaimId, long? LineId, long ClaimBalanceCents, long ClaimVersion, long PayerId, string ProviderName, DenialFacts Facts);

/// <summary>Decided write-offs on their way into the records: one from a dialog, thousands from a run, written by the same lines.</summary>
/// <remarks>Denials of one claim must follow each other, and their facts must already hold what the batch did to the claim before them.</remarks>
internal sealed class WriteOffBatch(UnitOfWork unit, DateOnly today)
{
    private readonly List<WriteOffRequest> _requests = [];
    private readonly List<WriteOffRequestLine> _lines = [];
    private readonly List<PaymentApplication> _applications = [];
    private readonly List<DenialChange> _denials = [];
    private readonly List<ClaimChange> _claims = [];
    private readonly List<RailPass> _passes = [];

    /// <summary>Takes one decision in: its request, lines, ledger rows, audit rows and the balances after it.</summary>
    public WriteOffRequest Add(in WriteOffSubject on, WriteOffAsk ask, WriteOffDecision decision)
    {
        var gated = decision.Gate.IsGated;
        var facts = on.Facts;
        var after = Transitions.After(facts.Status, decision.Act);
        var note = ask.Note?.Trim() ?? "";
        var request = new WriteOffRequest(unit.Actor.TenantId, unit.NextKey(), on.DenialId, on.ClaimId, decision.Total.Cents, gated ? RequestStatus.Pending : RequestStatus.Posted)
        {
            CameFrom = facts.Status, Note = note, GateSentence = decision.Gate.Sentence, RequestedBy = unit.Actor.UserId, RequestedAt = unit.Now,
            SubmissionKey = ask.Key, ContentHash = ask.ContentHash(unit.Actor),
            BalanceAfterCents = gated ? facts.Balance.Cents : decision.BalanceAfter.Cents, StatusAfter = after,
        };
        _requests.Add(request);
        foreach (var passed in decision.Passed) Pass(on, request, passed);
        var balance = facts.Balance.Cents;
        for (var n = 0; n < decision.Lines.Count; n++)
        {
            var line = decision.Lines[n];
            var seen = line.Evidence.ToStored();
            _lines.Add(new WriteOffRequestLine(unit.Actor.TenantId, request.Id, n + 1, line.Reason.Id, line.Reason.Code, line.Reason.Label, line.Reason.Category, line.Amount.Cents) { EvidenceSeen = seen });
            var was = balance;
            if (!gated)
            {
                balance = checked(balance - line.Amount.Cents);
                _applications.Add(Application(on, request, line));
                unit.Losses.Add(new LossKey(today, line.Reason.Id, (int?)line.Reason.Category ?? 0, on.PayerId, facts.Carc, on.ProviderName, unit.Actor.UserId), LossDelta.WrittenOff(line.Amount.Cents));
            }

            unit.Record(gated ? AuditAct.WriteOffRequested : AuditAct.WrittenOff, new AuditRow
            {
                DenialId = on.DenialId, ClaimId = on.ClaimId, RequestId = request.Id, ReasonCode = line.Reason.Code, AmountCents = line.Amount.Cents,
                StatusBefore = (int)facts.Status, StatusAfter = (int)after, BalanceBeforeCents = was, BalanceAfterCents = balance,
                Note = note.Length == 0 ? null : note, Detail = $"{decision.Gate.Sentence}\n{seen}",
            });
        }

        _denials.Add(new DenialChange(on.DenialId, facts.Version, after, balance, gated ? decision.Total.Cents : facts.Reserved.Cents));
        if (!gated) Lower(on, decision.Total);
        return request;
    }

    /// <summary>Writes what was taken in, table by table.</summary>
    public async Task Write(CancellationToken cancellationToken)
    {
        await unit.Insert(WriteOffShapes.Requests, _requests, cancellationToken);
        await unit.Insert(WriteOffShapes.Lines, _lines, cancellationToken);
        await unit.Insert(RailShapes.Passes, _passes, cancellationToken);
        await unit.Insert(LedgerShapes.Applications, _applications, cancellationToken);
        await unit.Update(WriteOffShapes.Denials, _denials, cancellationToken);
        await unit.Update(LedgerShapes.Balances, _claims, cancellationToken);
    }

    private void Pass(in WriteOffSubject on, WriteOffRequest request, PassedRail passed)
    {
        _passes.Add(new RailPass(unit.Actor.TenantId, unit.NextKey(), request.Id, on.DenialId, passed.Rail, passed.Reason, passed.Text) { Saw = passed.Saw, PassedBy = unit.Actor.UserId, PassedAt = unit.Now });
        unit.Record(AuditAct.RailPassed, new AuditRow
        {
            DenialId = on.DenialId, ClaimId = on.ClaimId, RequestId = request.Id, ReasonCode = RailWords.CodeOf(passed.Reason), AmountCents = request.AmountCents,
            Note = passed.Text, Detail = $"FORCED past {RailWords.Of(passed.Rail)}: {passed.Saw}",
        });
    }

    private PaymentApplication Application(in WriteOffSubject on, WriteOffRequest request, DecidedLine line) =>
        new(unit.Actor.TenantId, unit.NextKey(), on.ClaimId, ApplicationType.WriteOff, line.Amount.Cents)
        {
            DenialId = on.DenialId, LineId = on.LineId, RequestId = request.Id, ReasonId = line.Reason.Id,
            PostedOn = today, PostedAt = unit.Now, PostedBy = unit.Actor.UserId,
        };

    private void Lower(in WriteOffSubject on, Money amount)
    {
        var last = _claims.Count - 1;
        if (last >= 0 && _claims[last].Id == on.ClaimId) _claims[last] = _claims[last] with { BalanceCents = checked(_claims[last].BalanceCents - amount.Cents) };
        else _claims.Add(new ClaimChange(on.ClaimId, on.ClaimVersion, checked(on.ClaimBalanceCents - amount.Cents)));
    }
}
