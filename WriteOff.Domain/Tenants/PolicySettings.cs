using System.Globalization;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>The values of a tenant's policy, apart from its row.</summary>
public sealed record PolicySettings(
    GateMode Gate, Money GateAbove, Money SmallBalance, int CollectionAgeDays, int FilingWindowDays, int AppealWindowDays,
    bool AppealFromLatest, bool CategoryRequired, bool AutomaticReopen, int RunRowCap, bool CreateUnknownClaims, bool RefuseTestFiles, string OwnPayees, bool SecondFactorRequired, int StatementsNeeded)
{
    /// <summary>As the row has them.</summary>
    public static PolicySettings Of(TenantPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new PolicySettings(policy.Gate, policy.GateAbove, policy.SmallBalance, policy.CollectionAgeDays, policy.FilingWindowDays, policy.AppealWindowDays,
            policy.AppealFromLatest, policy.CategoryRequired, policy.AutomaticReopen, policy.RunRowCap, policy.CreateUnknownClaims, policy.RefuseTestFiles, policy.OwnPayees, policy.SecondFactorRequired, policy.StatementsNeeded);
    }

    /// <summary>What differs, in words; the gate is one setting, with its amount.</summary>
    public IReadOnlyList<SettingChange> ChangesTo(PolicySettings after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return SettingChange.Among(
            ("Gate", SettingWords.Of(Gate, GateAbove), SettingWords.Of(after.Gate, after.GateAbove)),
            ("Small balance", SmallBalance.ToString(), after.SmallBalance.ToString()),
            ("Collection age", SettingWords.Days(CollectionAgeDays), SettingWords.Days(after.CollectionAgeDays)),
            ("Statements before a federal cost share is given up", Rows(StatementsNeeded), Rows(after.StatementsNeeded)),
            ("Filing window", SettingWords.Days(FilingWindowDays), SettingWords.Days(after.FilingWindowDays)),
            ("Appeal window", SettingWords.Days(AppealWindowDays), SettingWords.Days(after.AppealWindowDays)),
            ("Appeal window counts from the latest determination", SettingWords.Of(AppealFromLatest), SettingWords.Of(after.AppealFromLatest)),
            ("Category required", SettingWords.Of(CategoryRequired), SettingWords.Of(after.CategoryRequired)),
            ("Automatic reopen", SettingWords.Of(AutomaticReopen), SettingWords.Of(after.AutomaticReopen)),
            ("Rows of one mass run", Rows(RunRowCap), Rows(after.RunRowCap)),
            ("Create unknown claims", SettingWords.Of(CreateUnknownClaims), SettingWords.Of(after.CreateUnknownClaims)),
            ("Refuse test files", SettingWords.Of(RefuseTestFiles), SettingWords.Of(after.RefuseTestFiles)),
            ("Own payees", Payees(OwnPayees), Payees(after.OwnPayees)),
            ("Second factor required", SettingWords.Of(SecondFactorRequired), SettingWords.Of(after.SecondFactorRequired)));
    }

    /// <summary>Sets the row to these values.</summary>
    internal void ApplyTo(TenantPolicy policy)
    {
        (policy.Gate, policy.GateAboveCents, policy.SmallBalanceCents) = (Gate, GateAbove.Cents, SmallBalance.Cents);
        (policy.CollectionAgeDays, policy.FilingWindowDays, policy.AppealWindowDays) = (CollectionAgeDays, FilingWindowDays, AppealWindowDays);
        (policy.AppealFromLatest, policy.CategoryRequired, policy.AutomaticReopen, policy.RunRowCap) = (AppealFromLatest, CategoryRequired, AutomaticReopen, RunRowCap);
        policy.StatementsNeeded = StatementsNeeded;
        (policy.CreateUnknownClaims, policy.RefuseTestFiles, policy.OwnPayees) = (CreateUnknownClaims, RefuseTestFiles, OwnPayees);
        policy.SecondFactorRequired = SecondFactorRequired;
    }

    private static string Rows(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private static string Payees(string payees) => payees.Length == 0 ? "any" : payees;
}

/// <summary>What to set a reason's evidence rule to.</summary>
/// <param name="Version">The reason's version that the administrator looked at.</param>
public sealed record EvidenceAsk(long ReasonId, long Version, EvidenceMode Mode);

/// <summary>What an administrator wants the policy to be, as typed: null is what couldn't be read.</summary>
/// <param name="Version">The policy's version that the administrator looked at.</param>
/// <param name="Evidence">Only the reasons whose rule is to change.</param>
public sealed record PolicyAsk(
    long Version, GateMode Gate, Money? GateAbove, Money? SmallBalance, int? CollectionAgeDays, int? FilingWindowDays, int? AppealWindowDays,
    bool AppealFromLatest, bool CategoryRequired, bool AutomaticReopen, int? RunRowCap, bool CreateUnknownClaims, bool RefuseTestFiles, string? OwnPayees, bool SecondFactorRequired, int? StatementsNeeded, IReadOnlyList<EvidenceAsk> Evidence)
{
    /// <summary>The policy as it is, asked again: nothing would change.</summary>
    public static PolicyAsk Same(TenantPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var s = PolicySettings.Of(policy);
        return new PolicyAsk(policy.Version, s.Gate, s.GateAbove, s.SmallBalance, s.CollectionAgeDays, s.FilingWindowDays, s.AppealWindowDays,
            s.AppealFromLatest, s.CategoryRequired, s.AutomaticReopen, s.RunRowCap, s.CreateUnknownClaims, s.RefuseTestFiles, s.OwnPayees, s.SecondFactorRequired, s.StatementsNeeded, []);
    }
}
