using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>What posting knows about the remittance that it posts.</summary>
internal sealed record PostingContext(Remittance Remittance, Payer Payer, TenantPolicy Policy, RouteTable Routes, DateOnly DeniedOn, DateOnly Today, string PayeeName);

/// <summary>Posts one claim payment: claim and lines where they are new, ledger rows, denials, and what they settle.</summary>
internal sealed class ClaimPoster(UnitOfWork unit, PostingContext context)
{
    /// <summary>Posts by the verdict and returns the claim's state, and how many denials were made.</summary>
    public async Task<(ClaimPostingState State, int Denials)> Post(ClaimPayment payment, PostingVerdict verdict, long paymentId, CancellationToken cancellationToken)
    {
        var state = verdict.State ?? NewClaim(payment);
        var lines = state.Match(payment);
        if (verdict.Way == PostingWay.MoreLines) state.Claim.Extend(new Money(payment.Charge.Cents));
        if (verdict.Way == PostingWay.Opened) TakeOver(state.Claim, payment);
        if (verdict.Way != PostingWay.NextPayer) AddLines(state, payment, lines);
        var plan = PostingPlan.Of(payment, earlierPayerIsPosted: verdict.Way == PostingWay.NextPayer || (verdict.Way == PostingWay.Opened && state.OpeningCents > 0));
        var settling = new Settlement(unit, context, state, paymentId, verdict.Way is PostingWay.NextPayer or PostingWay.Opened);
        foreach (var row in plan.Rows) settling.Post(row, LineOf(lines, row.Line));
        var denials = plan.Denials.Select(d => Deny(state, d, LineOf(lines, d.Line), settling, paymentId)).ToList();
        state.Denials.AddRange(denials);
        settling.ReturnEarlierShares();
        await settling.Close(cancellationToken);
        state.Payers.Add(context.Payer.Identifier);
        return (state, denials.Count);
    }

    private static ClaimLine? LineOf(ClaimLine?[] lines, int index) => index < 0 ? null : lines[index];

    private ClaimPostingState NewClaim(ClaimPayment payment)
    {
        var claim = new InsuranceClaim(unit.Actor.TenantId, unit.NextKey(), Cut(payment.PatientControlNumber, 50), context.Payer.Id, payment.Charge.Cents)
        {
            PatientName = Cut(NameOf(payment.PatientLastName, payment.PatientFirstName), 200),
            MemberId = Cut(payment.MemberId, 80), ProviderName = Cut(context.PayeeName, 200),
            ServiceFrom = ServiceDates.First(payment), ServiceTo = ServiceDates.Last(payment),
        };
        unit.Add(claim);
        return new ClaimPostingState(claim);
    }

    /// <summary>What the file didn't know of the claim, the remittance does.</summary>
    private void TakeOver(InsuranceClaim claim, ClaimPayment payment)
    {
        if (payment.Charge.Cents > claim.ChargeCents) claim.Extend(new Money(payment.Charge.Cents - claim.ChargeCents));
        claim.FillIn(Cut(NameOf(payment.PatientLastName, payment.PatientFirstName), 200), Cut(payment.MemberId, 80), Cut(context.PayeeName, 200));
    }

    internal void AddLines(ClaimPostingState state, ClaimPayment payment, ClaimLine?[] lines)
    {
        for (var n = 0; n < lines.Length; n++)
        {
            if (lines[n] is not null) continue;
            var service = payment.Lines[n];
            lines[n] = new ClaimLine(unit.Actor.TenantId, unit.NextKey(), state.Claim.Id, state.Lines.Count + 1, Cut(service.Code, 50), service.Charge.Cents)
            {
                Modifiers = Cut(string.Join(' ', service.Modifiers), 40), ServiceDate = PostingDates.Read(service.ServiceDate), ControlNumber = Cut(service.ControlNumber, 50),
            };
            state.Lines.Add(lines[n]!);
            unit.Add(lines[n]!);
        }
    }

    private Denial Deny(ClaimPostingState state, PlannedDenial planned, ClaimLine? line, Settlement settling, long paymentId)
    {
        settling.Supersede(new Money(planned.Cents), line);
        return Deny(state, planned, line, paymentId);
    }

    /// <summary>Makes the denial, with its audit row.</summary>
    internal Denial Deny(ClaimPostingState state, PlannedDenial planned, ClaimLine? line, long paymentId, bool bySystem = false)
    {
        var denial = new Denial(unit.Actor.TenantId, unit.NextKey(), state.Claim.Id, context.Payer.Id, Cut(planned.Group, 10), Cut(planned.Code, 20), planned.Cents, context.DeniedOn)
        {
            LineId = line?.Id, Rarcs = planned.Rarcs, RemittanceId = context.Remittance.Id, RemittanceClaimId = paymentId,
        };
        denial.TakeRoute(context.Routes.Of(denial.Carc, denial.Rarcs));
        denial.SetAppealWindow(context.DeniedOn.AddDays(context.Payer.AppealWindowDays ?? context.Policy.AppealWindowDays));
        unit.Add(denial);
        unit.Record(AuditAct.DenialMade, new AuditRow
        {
            DenialId = denial.Id, ClaimId = state.Claim.Id, RemittanceId = context.Remittance.Id, AmountCents = planned.Cents,
            StatusAfter = (int)denial.Status, BalanceAfterCents = denial.BalanceCents, Detail = $"{denial.Group}-{denial.Carc}",
        }, bySystem);
        return denial;
    }

    internal static string NameOf(string last, string first) => first.Length == 0 ? last : $"{last}, {first}";

    /// <summary>X12 bounds these elements; a sender who doesn't keep to it loses the tail here, the segment keeps it.</summary>
    internal static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    /// <summary>A sentence for people at most so long: cut between words, with an ellipsis.</summary>
    internal static string Shorten(string text, int length) =>
        text.Length <= length ? text : $"{text[..(text.LastIndexOf(' ', length - 2) is > 0 and var blank ? blank : length - 1)]}…";
}
