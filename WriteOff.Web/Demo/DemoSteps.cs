using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Web.Demo;

/// <summary>The acts that the demo's people do, at the services that everybody uses, and the words they leave.</summary>
internal static class DemoSteps
{
    public static IReadOnlyList<string> Notes { get; } =
    [
        "Called the payer: 40 minutes on hold, the reviewer asks for the operative note.", "Records sent by fax, confirmation kept with the claim.", "Patient says the plan changed on the first of the month.",
        "Front desk looks for the referral.", "Corrected claim goes out with tonight’s batch.", "Payer’s portal shows the claim as in review.", "Left a message for the provider representative.",
        "Coding agrees with the payer on this one.", "Asked Dr. Benoit for an addendum.", "Second call, reference number given, answer within ten days.", "Authorization was on file, copy attached to the appeal.", "Patient will call the plan herself.",
    ];

    public static IReadOnlyList<string> WriteOffNotes { get; } =
    [
        "Reviewed with the team lead, nothing further to send", "Payer confirmed by phone that the decision is final", "No authorization was obtained before the visit", "Filed after the limit, no proof of timely filing",
        "Not worth another call", "Policy excludes the service, patient signed no notice", "Statement returned twice, no new address", "Bundled, coding agrees",
    ];

    public static IReadOnlyList<string> ReopenReasons { get; } =
        ["Proof of timely filing turned up", "Authorization number found in the chart", "Payer announced a corrected remittance", "Wrong denial was chosen", "Patient’s other plan was active after all"];

    public static Task<Refusal?> StartWork(DemoServices services, Domain.Access.Actor actor, Denial denial, CancellationToken cancel) =>
        Done(services.Denials.StartWork(actor, Ask(denial), cancel));

    public static DemoStep Assign(Guid person) => (services, actor, denial, cancel) => Done(services.Denials.Assign(actor, Ask(denial), person, cancel));

    public static DemoStep Note(string text) => (services, actor, denial, cancel) => Done(services.Denials.AddNote(actor, denial.Id, text, cancel));

    public static DemoStep File(int level) => (services, actor, denial, cancel) =>
        Done(services.Appeals.File(actor, Ask(denial), new AppealAsk(level, services.Today, "Letter with records, sent through the payer’s portal"), cancel));

    public static Task<Refusal?> Withdraw(DemoServices services, Domain.Access.Actor actor, Denial denial, CancellationToken cancel) =>
        Done(services.Appeals.Withdraw(actor, Ask(denial), "Corrected claim sent instead", cancel));

    public static Task<Refusal?> Upheld(DemoServices services, Domain.Access.Actor actor, Denial denial, CancellationToken cancel) =>
        Done(services.Appeals.Decide(actor, Ask(denial), AppealOutcome.Upheld, "Letter of the payer: decision stands", cancel));

    public static Task<Refusal?> Overturned(DemoServices services, Domain.Access.Actor actor, Denial denial, CancellationToken cancel) =>
        Done(services.Appeals.Decide(actor, Ask(denial), AppealOutcome.Overturned, "Payer will reprocess within 30 days", cancel));

    public static Task<Refusal?> ReturnedFromCollections(DemoServices services, Domain.Access.Actor actor, Denial denial, CancellationToken cancel) =>
        Done(services.Denials.RecordReturnFromCollections(actor, Ask(denial), services.Today, cancel));

    public static DemoStep WriteOff(string reason, string note) => (services, actor, denial, cancel) =>
        Submit(services, actor, denial, note, [new WriteOffAskLine(reason, denial.Balance)], cancel);

    /// <summary>A good half of it, rounded down to whole dollars.</summary>
    public static DemoStep WriteOffPart(string reason, string note) => (services, actor, denial, cancel) =>
        Submit(services, actor, denial, note, [new WriteOffAskLine(reason, Part(denial))], cancel);

    public static DemoStep WriteOffSplit(string first, string second, string note) => (services, actor, denial, cancel) =>
        Submit(services, actor, denial, note, [new WriteOffAskLine(first, Part(denial)), new WriteOffAskLine(second, denial.Balance - Part(denial))], cancel);

    public static DemoStep Reopen(string reason) => (services, actor, denial, cancel) => Done(services.Reopens.Reopen(actor, Ask(denial), reason, cancellationToken: cancel));

    /// <summary>The reason that an office would choose for a denial of this kind and age.</summary>
    public static string ReasonFor(DemoDenial denial, int age, DeterministicRandom random)
    {
        if (denial.Cents < 1_000) return random.Chance(90) ? "small-balance" : "other";
        if (denial.Group is "PR" && age > 120) return random.Chance(70) ? "patient-uncollectable" : "bad-debt";
        if (denial.Carc is "96" or "204" or "49" or "119" or "242" or "256") return "non-covered";
        if (denial.Carc is "29" or "B4" or "252") return "timely-filing-expired";
        if (denial.Carc is "97" or "236" && random.Chance(25)) return "contractual";
        return age > 120 && random.Chance(80) ? "timely-filing-expired" : random.Chance(30) ? "timely-filing-expired" : "other";
    }

    private static Task<Refusal?> Submit(DemoServices services, Domain.Access.Actor actor, Denial denial, string note, IReadOnlyList<WriteOffAskLine> lines, CancellationToken cancel) =>
        Done(services.WriteOffs.Submit(actor, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), lines, note), cancel));

    private static Money Part(Denial denial) => new(denial.BalanceCents * 55 / 100 / 100 * 100);

    private static DenialAsk Ask(Denial denial) => new(denial.Id, denial.Version);

    private static async Task<Refusal?> Done<T>(Task<Outcome<T>> act) => (await act).Refusal;
}
