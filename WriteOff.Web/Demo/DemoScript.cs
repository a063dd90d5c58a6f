using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Web.Demo;

/// <summary>The past of one tenant, written down before anything is done: which file came when, and who did what about which denial. The same for the same days.</summary>
internal sealed class DemoScript
{
    private readonly DemoPractice _practice;
    private readonly DemoDays _days;
    private readonly DeterministicRandom _dice;
    private readonly DemoClaims _claims;
    private readonly DemoOutcomes _fates;
    private readonly SortedDictionary<(DateOnly On, string Payer), List<OutgoingClaim>> _payments = new(Comparer<(DateOnly On, string Payer)>.Create(
        (a, b) => a.On != b.On ? a.On.CompareTo(b.On) : string.CompareOrdinal(a.Payer, b.Payer)));
    private int _control = 4100;

    private DemoScript(DemoPractice practice, DemoDays days)
    {
        (_practice, _days, _dice) = (practice, days, new DeterministicRandom((ulong)practice.Tenant.Id * 7919));
        (_claims, _fates) = (new DemoClaims(practice, _dice), new DemoOutcomes(practice, days, _dice));
    }

    /// <summary>Everything that happened, in its order, each at an instant of its own; the last at the end of the days.</summary>
    public static IReadOnlyList<DemoEvent> Write(DemoPractice practice, DemoDays days)
    {
        var script = new DemoScript(practice, days);
        script.FillPayments();
        script.AddProcedures();
        if (practice.HasReasons) script.SurpriseWriteOffs();
        return script.Order();
    }

    private void FillPayments()
    {
        var weights = _practice.Payers.Sum(p => p.Weight);
        foreach (var payer in _practice.Payers)
        {
            var dates = _days.PaymentsOf(payer, _practice.LeastDays).ToList();
            foreach (var on in dates) _payments[(on, payer.Id)] = [];
            var made = 0;
            for (var n = 0; n < dates.Count; n++)
            {
                var until = _practice.Denials * payer.Weight * (n + 1) / (weights * dates.Count);
                while (made < until) made += Bill(payer, dates[n]);
            }
        }
    }

    private void AddProcedures()
    {
        var procedures = new DemoProcedures(_practice);
        foreach (var ((on, id), claims) in _payments.Where(p => p.Value.Count > 0))
            claims.AddRange(procedures.PaidOn(on, _practice.Payers.First(p => string.Equals(p.Id, id, StringComparison.Ordinal))));
    }

    private int Bill(DemoPayer payer, DateOnly on)
    {
        var (claim, denials) = _claims.Adjudicate(payer, on);
        PaymentOf(payer, on).Add(claim);
        if (denials.Count == 0) return 0;
        if (!DemoCatalog.IsForAnotherPayer(denials[0].Carc)) foreach (var denial in denials) _fates.Decide(denial);
        else SendOn(claim, denials, payer, on);
        return denials.Count;
    }

    /// <summary>A claim that belongs to another payer goes there, and three times in four its answer has come.</summary>
    private void SendOn(OutgoingClaim claim, IReadOnlyList<DemoDenial> denials, DemoPayer first, DateOnly on)
    {
        var next = _dice.Pick(_practice.Payers.Where(p => p != first).ToList(), p => p.Weight);
        var earliest = on.AddDays(_dice.Between(18, 55));
        var answer = _days.PaymentsOf(next, _practice.LeastDays).FirstOrDefault(day => day >= earliest);
        if (answer == default || _dice.Chance(25))
        {
            foreach (var denial in denials) _fates.Decide(denial);
            return;
        }

        foreach (var denial in denials) _fates.Bridge(denial, answer.DayNumber - on.DayNumber);
        PaymentOf(next, answer).Add(_claims.AdjudicateNext(claim, next));
    }

    /// <summary>A payer takes a few denials back, with its correction, long after they were written off.</summary>
    private void SurpriseWriteOffs()
    {
        foreach (var (denial, writtenOff) in _fates.WrittenOff.Where(w => w.Denial.Cents > 2_000).Where((_, n) => n % 8 == 3).Take(6))
        {
            var on = _days.PaymentsOf(denial.Payer, _practice.LeastDays).FirstOrDefault(day => day > writtenOff.AddDays(12));
            if (on == default) continue;
            PaymentOf(denial.Payer, on).AddRange([denial.Claim.Reversed(), _claims.Correct(denial.Claim)]);
        }
    }

    private List<OutgoingClaim> PaymentOf(DemoPayer payer, DateOnly on)
    {
        if (!_payments.TryGetValue((on, payer.Id), out var claims)) _payments[(on, payer.Id)] = claims = [];
        return claims;
    }

    private List<DemoEvent> Order()
    {
        var deliveries = Deliveries();
        var timed = deliveries.Select((d, n) => (d.Day, Minute: 6 * 60 + (n % 40), Happens: (Func<DateTimeOffset, DemoEvent>)(at => new DemoDelivery(at, d.Name, d.Content))))
            .Concat(_fates.Acts.Select(a => (a.Day, a.Minute, Happens: (Func<DateTimeOffset, DemoEvent>)(at => new DemoAct(at, a.On, a.Who, a.Step)))))
            .OrderBy(t => t.Day).ThenBy(t => t.Minute);
        List<DemoEvent> events = [];
        var last = _days.Opened.AddMinutes(1);
        foreach (var (day, minute, happens) in timed)
        {
            var at = _days.At(day, minute);
            last = at > last ? at : last.AddSeconds(7);
            if (last >= _days.End.AddMinutes(-2)) break;
            events.Add(happens(last));
        }

        // The newest file comes once more, under another name: a duplicate, and the sign that the past is complete.
        var again = deliveries[^1];
        events.Add(new DemoDelivery(_days.End, $"again_{again.Name}", again.Again));
        return events;
    }

    private List<(DateOnly Day, string Name, byte[] Content, byte[] Again)> Deliveries()
    {
        List<(DateOnly Day, string Name, byte[] Content, byte[] Again)> deliveries = [];
        foreach (var ((on, id), claims) in _payments.Where(p => p.Value.Count > 0))
        {
            var payer = _practice.Payers.First(p => string.Equals(p.Id, id, StringComparison.Ordinal));
            var content = DemoFiles.Write(_practice, payer, on, ++_control, claims);
            deliveries.Add((on, DemoFiles.Name(payer, on), content, DemoFiles.Write(_practice, payer, on, 9_000 + _control, claims)));
        }

        if (_practice.HasReasons) deliveries.InsertRange(deliveries.Count - 6, Spoiled());
        return deliveries;
    }

    /// <summary>What payers get wrong: a claim twice, a cent too much, half a cent, a payment that isn't the sum of its claims.</summary>
    private List<(DateOnly Day, string Name, byte[] Content, byte[] Again)> Spoiled()
    {
        var (payer, on) = (_practice.Payers[1], _days.Today.AddDays(-6));
        var claims = Enumerable.Range(0, 9).Select(_ => _claims.Adjudicate(payer, on).Claim).Where(c => c.Lines[0].Adjustments.Count > 0).ToList();
        claims.Add(claims[0]);
        var content = DemoFiles.AddHalfCent(DemoFiles.Unbalance(DemoFiles.Write(_practice, payer, on, ++_control, claims), claims[1].PatientControlNumber), claims[2].PatientControlNumber);
        var late = on.AddDays(1);
        List<OutgoingClaim> more = [.. Enumerable.Range(0, 7).Select(_ => _claims.Adjudicate(payer, late).Claim)];
        var unpaid = DemoFiles.UnbalancePayment(DemoFiles.Write(_practice, payer, late, ++_control, more));
        return [(on, $"supplement_{DemoFiles.Name(payer, on)}", content, []), (late, $"supplement_{DemoFiles.Name(payer, late)}", unpaid, [])];
    }
}
