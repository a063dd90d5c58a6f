using System.Globalization;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Tenants;

/// <summary>The policy as typed; the domain reads and refuses.</summary>
public sealed class PolicyForm
{
    private readonly TenantRules _from;

    /// <summary>Filled from what is stored.</summary>
    public PolicyForm(TenantRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _from = rules;
        var s = PolicySettings.Of(rules.Policy);
        Gate = s.Gate;
        GateAbove = s.GateAbove.ToInput();
        SmallBalance = s.SmallBalance.ToInput();
        (CollectionAge, FilingWindow, AppealWindow, RunCap) = (Text(s.CollectionAgeDays), Text(s.FilingWindowDays), Text(s.AppealWindowDays), Text(s.RunRowCap));
        StatementsNeeded = Text(s.StatementsNeeded);
        AppealFromLatest = s.AppealFromLatest;
        (CategoryRequired, AutomaticReopen, CreateUnknownClaims, RefuseTestFiles, OwnPayees) = (s.CategoryRequired, s.AutomaticReopen, s.CreateUnknownClaims, s.RefuseTestFiles, s.OwnPayees);
        SecondFactorRequired = s.SecondFactorRequired;
        Evidence = rules.Reasons.Where(r => r.Rule.TakesMode()).ToDictionary(r => r.Id, r => r.Evidence);
    }

    public GateMode Gate { get; set; }

    public string GateAbove { get; set; }

    public string SmallBalance { get; set; }

    public string CollectionAge { get; set; }

    public string FilingWindow { get; set; }

    public string AppealWindow { get; set; }

    public string RunCap { get; set; }

    public string StatementsNeeded { get; set; }

    public string OwnPayees { get; set; }

    public bool AppealFromLatest { get; set; }

    public bool CategoryRequired { get; set; }

    public bool AutomaticReopen { get; set; }

    public bool CreateUnknownClaims { get; set; }

    public bool RefuseTestFiles { get; set; }

    public bool SecondFactorRequired { get; set; }

    /// <summary>By reason.</summary>
    public Dictionary<long, EvidenceMode> Evidence { get; }

    /// <summary>What was typed, as an ask.</summary>
    public PolicyAsk Ask() => new(_from.Policy.Version, Gate, Amount(GateAbove), Amount(SmallBalance), WholeNumber.Read(CollectionAge), WholeNumber.Read(FilingWindow), WholeNumber.Read(AppealWindow),
        AppealFromLatest, CategoryRequired, AutomaticReopen, WholeNumber.Read(RunCap), CreateUnknownClaims, RefuseTestFiles, OwnPayees, SecondFactorRequired, WholeNumber.Read(StatementsNeeded),
        [.. _from.Reasons.Where(r => Evidence.TryGetValue(r.Id, out var mode) && mode != r.Evidence).Select(r => new EvidenceAsk(r.Id, r.Version, Evidence[r.Id]))]);

    /// <summary>What saving would change, as far as it can be read; null where something can't.</summary>
    public IReadOnlyList<SettingChange>? Changes()
    {
        var now = PolicySettings.Of(_from.Policy);
        var decided = PolicyRules.Decide(now, Ask());
        if (!decided.IsDone) return null;
        return [.. now.ChangesTo(decided.Value), .. Ask().Evidence.Select(e => Change(_from.Reasons.First(r => r.Id == e.ReasonId), e.Mode))];
    }

    /// <summary>Another gate than the stored one.</summary>
    public bool IsGateChanged =>
        !string.Equals(SettingWords.Of(Gate, Amount(GateAbove) ?? Money.Zero), SettingWords.Of(_from.Policy.Gate, _from.Policy.GateAbove), StringComparison.Ordinal);

    private static SettingChange Change(WriteOffReason reason, EvidenceMode mode) => new($"Evidence of {reason.Label}", SettingWords.Of(reason.Evidence), SettingWords.Of(mode));

    private static Money? Amount(string text) => Money.TryReadInput(text, out var money) ? money : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
