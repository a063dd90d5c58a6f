using System.Globalization;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>One thing a reason's rule looked at.</summary>
/// <param name="IsMet">It speaks for the reason.</param>
/// <param name="Words">What was seen, as a sentence for the dialog and for the auditor years later.</param>
public sealed record Evidence(bool IsMet, string Words);

/// <summary>What a rule saw for one reason.</summary>
/// <param name="IsMet">The reason fits as it stands.</param>
/// <param name="IsHard">Where it doesn't fit, no note can stand in.</param>
public sealed record EvidenceSeen(bool IsMet, bool IsHard, IReadOnlyList<Evidence> Looked)
{
    /// <summary>The first thing missing, as a sentence.</summary>
    public string Missing => Looked.FirstOrDefault(e => !e.IsMet)?.Words ?? "";

    /// <summary>Storage form: one line per look, met or missing first.</summary>
    public string ToStored() => string.Join('\n', Looked.Select(e => $"{(e.IsMet ? "met" : "missing")}: {e.Words}"));
}

/// <summary>The evidence rules of the eight standard reasons, pure. Tenants' own reasons look at nothing.</summary>
public static class EvidenceRules
{
    /// <summary>What the rule of a reason sees on a denial.</summary>
    public static EvidenceSeen Look(WriteOffReason reason, in DenialFacts facts, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(setting);
        return reason.Rule switch
        {
            EvidenceRule.None or EvidenceRule.FreeText => Nothing,
            EvidenceRule.Contractual => Contractual(facts),
            EvidenceRule.TimelyFilingExpired => TimelyFiling(facts, setting.Today),
            EvidenceRule.NonCovered => NonCovered(facts),
            EvidenceRule.AuthDeniedFinal => AuthDeniedFinal(facts),
            EvidenceRule.PatientUncollectable => PatientUncollectable(facts, setting),
            EvidenceRule.SmallBalance => SmallBalance(facts, setting.Rules.Policy),
            EvidenceRule.BadDebt => BadDebt(facts),
        };
    }

    private static EvidenceSeen Nothing { get; } = new(true, false, []);

    /// <summary>Only warns: a contractual write-off of a denial whose code isn't a contractual one hides a loss.</summary>
    private static EvidenceSeen Contractual(in DenialFacts facts)
    {
        var code = AdjustmentCodes.Find(facts.Carc);
        return code.Category == CodeCategory.Contractual
            ? All(new Evidence(true, $"{facts.Carc} is a contractual code."))
            : new EvidenceSeen(true, false, [new Evidence(false, $"{facts.Carc} isn't a contractual code ({code.Words}): a contractual write-off would hide why it was lost.")]);
    }

    private static EvidenceSeen TimelyFiling(in DenialFacts facts, DateOnly today)
    {
        var upheld = facts.LastAppeal == AppealOutcome.Upheld;
        var filing = facts.FilingLimit is { } limit && limit < today;
        var appeal = facts.AppealBy < today;
        List<Evidence> looked = [];
        if (filing) looked.Add(new Evidence(true, $"The filing window closed on {Day(facts.FilingLimit!.Value)}."));
        if (appeal) looked.Add(new Evidence(true, $"The appeal window closed on {Day(facts.AppealBy)}."));
        if (upheld) looked.Add(new Evidence(true, $"The last appeal, level {facts.LastAppealLevel}, was upheld."));
        if (looked.Count == 0) looked.Add(new Evidence(false, $"No window has passed: the appeal window is open until {Day(facts.AppealBy)}, and no appeal was upheld."));
        return new EvidenceSeen(filing || appeal || upheld, false, looked);
    }

    private static EvidenceSeen NonCovered(in DenialFacts facts)
    {
        var code = AdjustmentCodes.Find(facts.Carc);
        return All(code.Category == CodeCategory.NonCovered
            ? new Evidence(true, $"{facts.Carc} is a non-covered code.")
            : new Evidence(false, $"{facts.Carc} isn't a non-covered code."));
    }

    private static EvidenceSeen AuthDeniedFinal(in DenialFacts facts)
    {
        var code = AdjustmentCodes.Find(facts.Carc).Category == CodeCategory.Authorization
            ? new Evidence(true, $"{facts.Carc} is an authorization code.")
            : new Evidence(false, $"{facts.Carc} isn't an authorization code.");
        var appeal = facts.LastAppeal switch
        {
            AppealOutcome.Upheld => new Evidence(true, $"The last appeal, level {facts.LastAppealLevel}, was upheld."),
            AppealOutcome.Withdrawn => new Evidence(false, $"The last appeal, level {facts.LastAppealLevel}, was withdrawn, not upheld."),
            AppealOutcome.Overturned => new Evidence(false, $"The last appeal, level {facts.LastAppealLevel}, was overturned: the payer gave in and owes the money."),
            AppealOutcome.Waiting => new Evidence(false, $"The appeal of level {facts.LastAppealLevel} still waits for its answer."),
            null => new Evidence(false, "No appeal was filed, so none was upheld."),
        };
        return All(code, appeal);
    }

    private static EvidenceSeen PatientUncollectable(in DenialFacts facts, WriteOffSetting setting)
    {
        var age = setting.Today.DayNumber - facts.DeniedOn.DayNumber;
        var threshold = setting.Rules.Policy.CollectionAgeDays;
        return All(PatientLiable(facts), age > threshold
            ? new Evidence(true, string.Create(CultureInfo.InvariantCulture, $"{age} days old, over the {threshold} of your policy."))
            : new Evidence(false, string.Create(CultureInfo.InvariantCulture, $"{age} days old, not over the {threshold} of your policy.")));
    }

    private static EvidenceSeen BadDebt(in DenialFacts facts) => All(PatientLiable(facts), facts.ReturnedFromCollectionsOn is { } on
        ? new Evidence(true, $"Collections returned it on {Day(on)}.")
        : new Evidence(false, "No return from collections is recorded."));

    private static EvidenceSeen SmallBalance(in DenialFacts facts, TenantPolicy policy) => facts.Balance < policy.SmallBalance
        ? All(new Evidence(true, $"The whole remaining balance {facts.Balance} is under {policy.SmallBalance}."))
        : new EvidenceSeen(false, true, [new Evidence(false, $"Only when the whole remaining balance is under {policy.SmallBalance}; it is {facts.Balance}.")]);

    private static Evidence PatientLiable(in DenialFacts facts) => facts.IsPatientLiable
        ? new Evidence(true, "The patient is liable (group PR).")
        : new Evidence(false, $"The patient isn't liable: the payer adjusted under group {facts.Group}.");

    private static EvidenceSeen All(params Evidence[] looked) => new(looked.All(e => e.IsMet), false, looked);

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
