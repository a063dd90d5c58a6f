using System.Globalization;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>A piece of evidence as a person records it.</summary>
/// <param name="ValidUntil">Only for a hardship form.</param>
public sealed record CostShareAsk(CostShareKind Kind, DateOnly? DatedOn, DateOnly? ValidUntil);

/// <summary>The cost-share guard, pure: deductible, coinsurance and copay of a federal payer aren't given up as a matter of routine (42 U.S.C. 1320a-7a(i)(6); 42 CFR 1001.952(k)).</summary>
public static class CostShareRules
{
    /// <summary>Deductible, coinsurance, copay; the blood deductible; the copay under the low-income subsidy; deductible and coinsurance of professional services on an institutional claim.</summary>
    public static IReadOnlySet<string> Codes { get; } = new HashSet<string>(StringComparer.Ordinal) { "1", "2", "3", "66", "241", "247", "248" };

    /// <summary>The denial is a patient's cost share at a federal payer.</summary>
    public static bool IsGuarded(in DenialFacts facts) => facts.IsFederalPayer && Codes.Contains(facts.Carc);

    /// <summary>Hardship is shown, or enough statements were sent.</summary>
    public static bool IsShown(in DenialFacts facts, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return facts.HardshipUntil >= setting.Today || facts.Statements >= setting.Rules.Policy.StatementsNeeded;
    }

    /// <summary>Why it can't be given up for these reasons, or by a run; null: it can.</summary>
    public static Refusal? Refuse(in DenialFacts facts, IEnumerable<WriteOffReason> chosen, bool isMass, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        return IsGuarded(facts) && (isMass || chosen.Any(IsRoutine)) && !IsShown(facts, setting)
            ? WriteOffRefusals.CostShareNeedsEvidence(facts.Statements, setting.Rules.Policy.StatementsNeeded)
            : null;
    }

    /// <summary>Null when a piece of evidence may be recorded on this day.</summary>
    public static Refusal? RefuseRecord(CostShareAsk ask, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (!Enum.IsDefined(ask.Kind)) return new Refusal("ChoiceUnknown", "There is no such evidence.", "Choose a hardship form or a statement.", "kind");
        if (ask.DatedOn is not { } dated) return new Refusal("DateMissing", "No day is entered.", "Enter the day on the paper.", "dated");
        if (dated > today) return new Refusal("DateImpossible", "The paper can't be dated in the future.", "Enter a day until today.", "dated");
        return (ask.Kind, ask.ValidUntil) switch
        {
            (CostShareKind.Hardship, null) => new Refusal("DateMissing", "No last day is entered.", "Enter until when the form holds.", "until"),
            (CostShareKind.Hardship, { } until) when until < dated => new Refusal("DateImpossible", "The form can't end before it begins.", string.Create(CultureInfo.InvariantCulture, $"Enter a day from {dated:yyyy-MM-dd} on."), "until"),
            (CostShareKind.Statement, not null) => new Refusal("DateImpossible", "A statement has no last day.", "Leave it out.", "until"),
            _ => null,
        };
    }

    /// <summary>Small balance, and what asks for no evidence of collection: courtesy and its kind.</summary>
    private static bool IsRoutine(WriteOffReason reason) => reason.Rule is EvidenceRule.SmallBalance or EvidenceRule.FreeText or EvidenceRule.None;
}
