using WriteOff.Domain.Access;

namespace WriteOff.Web.Demo;

/// <summary>Decides what people did about each denial, and on which days. A denial has one outcome; many lie untouched.</summary>
internal sealed class DemoOutcomes(DemoPractice practice, DemoDays days, DeterministicRandom random)
{
    private readonly List<(DateOnly Day, int Minute, DemoDenial On, Role Who, DemoStep Step)> _acts = [];
    private readonly List<(DemoDenial Denial, DateOnly On)> _writtenOff = [];
    private readonly Dictionary<DemoDenial, DateOnly> _lastDay = new(ReferenceEqualityComparer.Instance);
    private readonly Guid _clerk = DemoPersonas.All.First(p => p.TenantId == practice.Tenant.Id && p.Role == Role.BillingClerk).Id;

    public IReadOnlyList<(DateOnly Day, int Minute, DemoDenial On, Role Who, DemoStep Step)> Acts => _acts;

    /// <summary>Denials that were written off whole and at once, and when: a later reversal can surprise them.</summary>
    public IReadOnlyList<(DemoDenial Denial, DateOnly On)> WrittenOff => _writtenOff;

    /// <summary>Outcome of a denial that nobody else pays for.</summary>
    public void Decide(DemoDenial denial)
    {
        var age = days.Today.DayNumber - denial.DeniedOn.DayNumber;
        var chance = random.Roll(100);
        if (age < 5) chance /= 3;
        if (denial.HasBetterRoute) chance = Math.Min(chance, 69);
        if (chance < 59) Rest(denial, age);
        else if (chance < 70) Work(denial, random.Between(1, 20));
        else if (chance < 78) Appeal(denial, age);
        else if (age < 16 || !practice.HasReasons) Work(denial, random.Between(1, 5));
        else WriteOff(denial, age);
    }

    /// <summary>Outcome of a denial before the next payer answers, so many days after it.</summary>
    public void Bridge(DemoDenial denial, int until)
    {
        var chance = random.Roll(100);
        var day = random.Between(2, 12);
        if (denial.HasBetterRoute) chance = Math.Min(chance, 39);
        if (day >= until - 3) return;
        if (chance < 40) Work(denial, day);
        else if (chance < 55) On(denial, day, Role.BillingClerk, DemoSteps.File(1));
        else if (chance < 70 && practice.GateAboveCents is { } gate && denial.Cents > gate) On(denial, day, Role.BillingClerk, DemoSteps.WriteOff("other", "Neither plan accepts it, patient has moved"));
    }

    private void Rest(DemoDenial denial, int age)
    {
        if (age > 3 && random.Chance(5)) On(denial, random.Between(1, 30), Role.BillingClerk, DemoSteps.Note(random.Pick(DemoSteps.Notes)));
    }

    private void Work(DemoDenial denial, int day)
    {
        if (random.Chance(70)) On(denial, day, Role.BillingClerk, DemoSteps.StartWork);
        else On(denial, day, Role.BillingSupervisor, DemoSteps.Assign(_clerk));
        if (random.Chance(28)) On(denial, day + random.Between(1, 9), Role.BillingClerk, DemoSteps.Note(random.Pick(DemoSteps.Notes)));
    }

    private void Appeal(DemoDenial denial, int age)
    {
        var filed = random.Between(3, 45);
        On(denial, filed, Role.BillingClerk, DemoSteps.File(1));
        var answered = filed + random.Between(14, 60);
        var chance = random.Roll(100);
        if (chance < 42 && age < 160) return;
        if (chance < 56)
        {
            On(denial, filed + random.Between(2, 12), Role.BillingClerk, DemoSteps.Withdraw);
            return;
        }

        if (chance < 70)
        {
            On(denial, answered, Role.BillingSupervisor, DemoSteps.Overturned);
            return;
        }

        On(denial, answered, Role.BillingSupervisor, DemoSteps.Upheld);
        if (random.Chance(22)) On(denial, answered + random.Between(5, 25), Role.BillingClerk, DemoSteps.File(2));
        else if (practice.HasReasons && Posts(denial) && random.Chance(70))
            On(denial, answered + random.Between(2, 15), Role.BillingClerk, DemoSteps.WriteOff(denial.Carc is "197" or "198" or "15" ? "auth-denied-final" : "timely-filing-expired", "Appeal upheld, nothing further to send"));
    }

    private void WriteOff(DemoDenial denial, int age)
    {
        var recent = Posts(denial) ? 150 : 20;
        var day = age <= recent ? random.Between(12, age) : Posts(denial) ? random.Between(12, 150) : age - random.Between(0, recent);
        if (!Posts(denial) && random.Chance(55))
        {
            Work(denial, random.Between(1, 9));
            return;
        }

        if (random.Chance(15)) On(denial, random.Between(1, 10), Role.BillingClerk, DemoSteps.StartWork);
        var chance = random.Roll(100);
        if (chance < 8 && denial.Cents >= 2_000) On(denial, day, Role.BillingClerk, DemoSteps.WriteOffPart("other", "Payer settled for a part, rest still claimed"));
        else if (chance < 13 && denial.Cents >= 2_000) On(denial, day, Role.BillingClerk, DemoSteps.WriteOffSplit("timely-filing-expired", "other", "Shared between late filing and a missing form"));
        else if (chance < 19 && Posts(denial) && denial.OnSameClaim == 1)
        {
            Whole(denial, day);
            On(denial, day + random.Between(3, 30), Role.BillingSupervisor, DemoSteps.Reopen(random.Pick(DemoSteps.ReopenReasons)));
        }
        else
        {
            Whole(denial, day);
            if (Posts(denial) && denial.OnSameClaim == 1) _writtenOff.Add((denial, denial.DeniedOn.AddDays(day)));
        }
    }

    private void Whole(DemoDenial denial, int day)
    {
        var reason = DemoSteps.ReasonFor(denial, day, random);
        if (reason is "bad-debt") On(denial, day - 2, Role.BillingClerk, DemoSteps.ReturnedFromCollections);
        On(denial, day, reason is "contractual" ? Role.BillingSupervisor : Role.BillingClerk, DemoSteps.WriteOff(reason, random.Pick(DemoSteps.WriteOffNotes)));
    }

    /// <summary>Its write-off posts at once, without a supervisor.</summary>
    private bool Posts(DemoDenial denial) => practice.GateAboveCents is not { } gate || denial.Cents <= gate;

    private void On(DemoDenial denial, int day, Role who, DemoStep step)
    {
        var wanted = denial.DeniedOn.AddDays(day);
        // Weekends move acts to Monday: one that builds on another still comes a day after it.
        if (_lastDay.TryGetValue(denial, out var last) && wanted <= last) wanted = last.AddDays(1);
        _lastDay[denial] = wanted = DemoDays.Workday(wanted);
        _acts.Add((wanted, random.Between(8 * 60 + 20, 17 * 60), denial, who, step));
    }
}
