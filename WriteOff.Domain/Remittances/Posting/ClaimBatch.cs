using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>Decides and posts claim payments of one remittance, a batch at a time.</summary>
internal sealed class ClaimBatch(UnitOfWork unit, PostingContext context, RepeatedClaims repeated, Action<Remittance, Finding> note)
{
    /// <summary>Claims that are read, decided and written together; memory stays flat whatever the transaction's size.</summary>
    public const int Size = 1_000;

    private readonly PostingRows _rows = new();
    private int _findings;

    public int Denials { get; private set; }

    /// <summary>Posted, as far as is known: what waits can still be posted by what comes after it.</summary>
    public int Posted { get; private set; }

    public int Held { get; private set; }

    public int Unmatched { get; private set; }

    /// <summary>Posts the batch and writes it.</summary>
    /// <param name="kept">The rows that the claim payments were kept in; null: they come now.</param>
    public async Task Post(List<ClaimPayment> batch, CancellationToken cancellationToken, List<RemittanceClaim>? kept = null)
    {
        if (batch.Count == 0) return;
        unit.Staged = _rows;
        var facts = batch.ConvertAll(AdjudicationFacts.Of);
        var known = await AdjudicationLookup.Fetch(unit.Db, context.Payer.Identifier, context.Remittance.PayeeIdentifier, facts, cancellationToken);
        var lookup = await ClaimLookup.Fetch(unit, batch, known.Claims, cancellationToken);
        for (var n = 0; n < batch.Count; n++)
        {
            var payment = batch[n];
            var verdict = PostingRules.Decide(payment, lookup.With(ClaimPoster.Cut(payment.PatientControlNumber, 50)), context.Payer, repeated.IsRepeated(payment),
                context.Policy.CreateUnknownClaims, known.For(facts[n]));
            var stored = Store(payment, facts[n], verdict, kept?[n]);
            if (kept is null) NoteFindings(payment);
            Denials += await new ClaimPaymentRouter(unit, context, lookup, known).Take(payment, facts[n], stored, verdict, cancellationToken);
            Count(stored.Outcome);
            if (stored.Outcome == ClaimPaymentOutcome.Held)
                unit.Record(AuditAct.ClaimHeld, new AuditRow { ClaimId = stored.ClaimId, RemittanceId = context.Remittance.Id, AmountCents = stored.PaidCents, Detail = $"Claim payment {stored.Number}: {stored.HoldWord}" });
        }

        await unit.Flush(cancellationToken);
        unit.Staged = null;
        _rows.Forget();
    }

    private void Count(ClaimPaymentOutcome outcome)
    {
        if (outcome == ClaimPaymentOutcome.Posted) Posted++;
        else if (outcome == ClaimPaymentOutcome.Held) Held++;
        else if (outcome == ClaimPaymentOutcome.Unmatched) Unmatched++;
    }

    private RemittanceClaim Store(ClaimPayment payment, AdjudicationFacts facts, PostingVerdict verdict, RemittanceClaim? kept)
    {
        if (kept is not null) _rows.Change(kept);
        var stored = kept ?? Arrived(unit, context.Remittance.Id, payment, facts);
        (stored.Outcome, stored.HoldWord) = (OutcomeOf(verdict.Way), verdict.Hold?.Explain().Code ?? "");
        (stored.Why, stored.Match) = (ClaimPoster.Cut(verdict.Why, 400), verdict.Report?.ToStored() ?? "");
        return stored;
    }

    /// <summary>The claim payment as it came, without a verdict.</summary>
    internal static RemittanceClaim Arrived(UnitOfWork unit, long remittanceId, ClaimPayment payment, AdjudicationFacts facts)
    {
        var stored = new RemittanceClaim(unit.Actor.TenantId, unit.NextKey(), remittanceId, payment.Index + 1)
        {
            ClaimNumber = ClaimPoster.Cut(payment.PatientControlNumber, 200), ClaimKey = facts.ClaimKey, StatusCode = ClaimPoster.Cut(payment.Status, 10),
            ChargeCents = payment.Charge.IsSound ? payment.Charge.Cents : null, PaidCents = payment.Paid.IsSound ? payment.Paid.Cents : null, InterestCents = InterestRules.OnClaim(payment),
            PayerControlNumber = ClaimPoster.Cut(facts.PayerControlNumber, 200), OriginalReference = ClaimPoster.Cut(payment.OriginalReference, 200),
            MemberId = ClaimPoster.Cut(payment.MemberId, 200), PatientName = ClaimPoster.Cut(ClaimPoster.NameOf(payment.PatientLastName, payment.PatientFirstName), 200),
            Segments = payment.RawText, Delimiters = StoredSegments.DelimitersOf(payment),
        };
        unit.Add(stored);
        return stored;
    }

    private void NoteFindings(ClaimPayment payment)
    {
        foreach (var finding in payment.Findings.Kept)
        {
            if (_findings++ >= FindingList.Most) return;
            note(context.Remittance, finding);
        }
    }

    /// <summary>Before anything else was done: what belongs to a reversal waits until it is.</summary>
    private static ClaimPaymentOutcome OutcomeOf(PostingWay way) => way switch
    {
        PostingWay.NewClaim or PostingWay.MoreLines or PostingWay.NextPayer or PostingWay.Opened => ClaimPaymentOutcome.Posted,
        PostingWay.Held or PostingWay.Reversal or PostingWay.Correction or PostingWay.JoinsCase or PostingWay.Surprise => ClaimPaymentOutcome.Held,
        PostingWay.Unmatched => ClaimPaymentOutcome.Unmatched,
        PostingWay.ForInformation => ClaimPaymentOutcome.ForInformation,
    };
}
