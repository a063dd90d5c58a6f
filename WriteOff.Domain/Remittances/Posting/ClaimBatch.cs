using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>Decides and posts claim payments of one remittance, a batch at a time, and counts what became of them.</summary>
internal sealed class ClaimBatch(BookEntry entry, PostingContext context, RepeatedClaims repeated, Action<Remittance, Finding> note)
{
    private int _findings;

    public int Posted { get; private set; }

    public int Denials { get; private set; }

    public int Held { get; private set; }

    public int Unmatched { get; private set; }

    /// <summary>Posts the batch, writes it and empties it.</summary>
    public async Task Post(List<ClaimPayment> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0) return;
        var shelf = await ClaimShelf.Fetch(entry, batch, cancellationToken);
        var poster = new ClaimPoster(entry, context);
        foreach (var payment in batch)
        {
            var verdict = PostingRules.Decide(payment, shelf.With(ClaimPoster.Cut(payment.PatientControlNumber, 50)), context.Payer, repeated.IsRepeated(payment), context.Policy.CreateUnknownClaims);
            var stored = Store(payment, verdict);
            NoteFindings(payment);
            if (stored.Outcome != ClaimPaymentOutcome.Posted) continue;
            var (file, denials) = await poster.Post(payment, verdict, cancellationToken);
            stored.ClaimId = file.Claim.Id;
            shelf.Put(file);
            (Posted, Denials) = (Posted + 1, Denials + denials);
        }

        await entry.Flush(cancellationToken);
        batch.Clear();
    }

    private RemittanceClaim Store(ClaimPayment payment, PostingVerdict verdict)
    {
        var stored = new RemittanceClaim(entry.Actor.TenantId, entry.NextKey(), context.Remittance.Id, payment.Index + 1)
        {
            Outcome = OutcomeOf(verdict.Way), HoldWord = verdict.Hold?.Explain().Code ?? "", Why = verdict.Why,
            ClaimNumber = ClaimPoster.Cut(payment.PatientControlNumber, 200), StatusCode = ClaimPoster.Cut(payment.Status, 10),
            ChargeCents = payment.Charge.IsSound ? payment.Charge.Cents : null, PaidCents = payment.Paid.IsSound ? payment.Paid.Cents : null,
            PayerControlNumber = ClaimPoster.Cut(payment.PayerControlNumber, 200), OriginalReference = ClaimPoster.Cut(payment.OriginalReference, 200),
            MemberId = ClaimPoster.Cut(payment.MemberId, 200), PatientName = ClaimPoster.Cut(ClaimPoster.NameOf(payment.PatientLastName, payment.PatientFirstName), 200),
            Segments = payment.RawText, Delimiters = DelimitersOf(payment),
        };
        entry.Add(stored);
        if (stored.Outcome == ClaimPaymentOutcome.Held)
        {
            Held++;
            entry.Record(AuditAct.ClaimHeld, new AuditRow { RemittanceId = context.Remittance.Id, AmountCents = stored.PaidCents, Detail = $"Claim payment {stored.Number}: {stored.HoldWord}" });
        }

        if (stored.Outcome == ClaimPaymentOutcome.Unmatched) Unmatched++;
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

    private static ClaimPaymentOutcome OutcomeOf(PostingWay way) => way switch
    {
        PostingWay.NewClaim or PostingWay.MoreLines or PostingWay.NextPayer => ClaimPaymentOutcome.Posted,
        PostingWay.Held => ClaimPaymentOutcome.Held,
        PostingWay.Unmatched => ClaimPaymentOutcome.Unmatched,
        PostingWay.ForInformation => ClaimPaymentOutcome.ForInformation,
    };

    private static string DelimitersOf(ClaimPayment payment)
    {
        var d = payment.Delimiters;
        return string.Create(4, d, static (text, delimiters) =>
        {
            text[0] = (char)delimiters.Element;
            text[1] = delimiters.Component == 0 ? ' ' : (char)delimiters.Component;
            text[2] = delimiters.Repetition == 0 ? ' ' : (char)delimiters.Repetition;
            text[3] = (char)delimiters.Terminator;
        });
    }
}
