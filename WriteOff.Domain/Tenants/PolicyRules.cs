using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>What a policy may be, pure: the page and the act ask the same function.</summary>
public static class PolicyRules
{
    /// <summary>Longest window or age, ten years.</summary>
    public const int MostDays = 3_650;

    /// <summary>Most rows that a mass run may ever have.</summary>
    public const int MostRows = 1_000_000;

    /// <summary>Most statements that a policy may ask for.</summary>
    public const int MostStatements = 12;

    private const int MostPayees = 50;

    /// <summary>The settings asked for, or the first thing wrong with them, from the top of the page to its end.</summary>
    public static Outcome<PolicySettings> Decide(PolicySettings now, PolicyAsk ask)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(ask);
        var payees = Payees(ask.OwnPayees);
        if ((RefuseGate(ask)
            ?? SettingsRefusals.Amount(ask.SmallBalance, new Money(1_000_000), "The small balance", "small-balance")
            ?? SettingsRefusals.Number(ask.CollectionAgeDays, 1, MostDays, "The collection age in days", "collection-age")
            ?? SettingsRefusals.Number(ask.StatementsNeeded, 1, MostStatements, "The number of statements", "statements-needed")
            ?? SettingsRefusals.Number(ask.FilingWindowDays, 1, MostDays, "The filing window in days", "filing-window")
            ?? SettingsRefusals.Number(ask.AppealWindowDays, 1, MostDays, "The appeal window in days", "appeal-window")
            ?? SettingsRefusals.Number(ask.RunRowCap, 1, MostRows, "The cap on rows", "run-cap")
            ?? payees.Refusal) is { } refusal) return refusal;
        return new PolicySettings(ask.Gate, ask.Gate == GateMode.AboveAmount ? ask.GateAbove!.Value : now.GateAbove, ask.SmallBalance!.Value,
            ask.CollectionAgeDays!.Value, ask.FilingWindowDays!.Value, ask.AppealWindowDays!.Value,
            ask.AppealFromLatest, ask.CategoryRequired, ask.AutomaticReopen, ask.RunRowCap!.Value, ask.CreateUnknownClaims, ask.RefuseTestFiles, payees.Value, ask.SecondFactorRequired, ask.StatementsNeeded!.Value);
    }

    /// <summary>Null when the gate alone is fine: what the preview needs. The amount counts only above an amount.</summary>
    public static Refusal? RefuseGate(PolicyAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (!Enum.IsDefined(ask.Gate)) return SettingsRefusals.Of(SettingsRefusal.ChoiceUnknown, "There is no such gate.", "Choose off, always or above an amount.", "gate");
        return ask.Gate == GateMode.AboveAmount ? SettingsRefusals.Amount(ask.GateAbove, Money.Largest, "The gate's amount", "gate-above") : null;
    }

    /// <summary>Null when a reason's evidence rule may be set so.</summary>
    public static Refusal? RefuseEvidence(WriteOffReason? reason, EvidenceAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (reason is null) return SettingsRefusals.NotFound("reason");
        if (!Enum.IsDefined(ask.Mode)) return SettingsRefusals.Of(SettingsRefusal.ChoiceUnknown, "There is no such evidence rule.", "Choose off, note instead or block.", "evidence");
        if (!reason.Rule.TakesMode() && ask.Mode != reason.Evidence)
            return SettingsRefusals.Of(SettingsRefusal.FixedByRule, $"The evidence of {reason.Label} can't be set.", "Its rule is fixed.", "evidence");
        return reason.Version == ask.Version ? null : SettingsRefusals.Changed;
    }

    /// <summary>Identifiers as stored: each once, one blank between them. NPIs have ten digits, tax ids nine.</summary>
    private static Outcome<string> Payees(string? typed)
    {
        var words = (typed ?? "").Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.Replace("-", "", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (words.Find(w => w.Length is not (9 or 10) || !w.All(char.IsAsciiDigit)) is { } wrong)
            return SettingsRefusals.Of(SettingsRefusal.PayeesUnreadable, $"“{(wrong.Length > 20 ? wrong[..20] + "…" : wrong)}” is no payee identifier.", "Enter NPIs of ten digits or tax ids of nine, with blanks between them.", "own-payees");
        return words.Count > MostPayees
            ? SettingsRefusals.Of(SettingsRefusal.TooMany, $"These are {words.Count} identifiers.", $"Enter {MostPayees} at most.", "own-payees")
            : string.Join(' ', words);
    }
}
