using System.Globalization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>A reason in the picklist, and why it can't be chosen for this denial by this person, if so.</summary>
public sealed record ReasonOption(WriteOffReason Reason, Refusal? Refusal);

/// <summary>A line as decided: the reason, its amount, and what its rule saw.</summary>
public sealed record DecidedLine(WriteOffReason Reason, Money Amount, EvidenceSeen Evidence);

/// <summary>An allowed write-off: what will be posted or asked for.</summary>
/// <param name="Act">Whole, part, or to a supervisor.</param>
/// <param name="Passed">The rails that it passes: each is an act of its own.</param>
public sealed record WriteOffDecision(IReadOnlyList<DecidedLine> Lines, Money Total, Money BalanceAfter, DenialAct Act, GateVerdict Gate, IReadOnlyList<PassedRail> Passed);

/// <summary>The rules of writing off, pure: the greyed button, the dialog, the preview, the run and the approval ask these same functions.</summary>
public static class WriteOffRules
{
    /// <summary>Why this denial can't be written off by this person at all, whatever they choose; null: the dialog may open.</summary>
    public static Refusal? Blocker(DenialFacts? facts, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (facts is not { } denial) return DenialDecider.NotFound;
        if (!setting.Scopes.Contains(Scope.DenialWrite)) return Grants.Missing(Scope.DenialWrite);
        if (WriteOffRefusals.Protected(denial.Status) is { } protection) return protection;
        if (!denial.Balance.IsPositive) return WriteOffRefusals.NothingOpen;
        return denial.IsFlagged ? WriteOffRefusals.ReversalFlagged : FinalityRules.Blocker(denial, setting);
    }

    /// <summary>Why nothing can be written off like this, whichever denial it is: scope, reason or note; null: the rows decide.</summary>
    public static Refusal? AskBlocker(WriteOffAsk ask, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(setting);
        return ScopeMissing(ask, setting) ?? RefuseReasons(ask, setting.Rules) ?? RefuseNote(ask, [.. ask.Lines.Select(line => setting.Rules.Find(line.ReasonCode)!)]);
    }

    /// <summary>The tenant's reasons on offer, in order, with why one can't be chosen here.</summary>
    public static IReadOnlyList<ReasonOption> Offers(DenialFacts facts, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return [.. setting.Rules.OnOffer.Select(reason => new ReasonOption(reason, Unfit(reason, facts, setting)))];
    }

    /// <summary>What the person should know before submitting; none of it forbids.</summary>
    public static IReadOnlyList<string> Warnings(DenialFacts facts, DateOnly today)
    {
        if (facts.LastAppeal == AppealOutcome.Overturned) return ["The payer lost the last appeal and owes this money. Wait for its remittance before writing anything off."];
        var stand = FinalityRules.Look(facts, today);
        // A rail speaks for itself, where it is passed.
        if (!stand.IsOpen || stand.IsRail) return [];
        if (facts.Route is not (DenialRoute.Appeal or DenialRoute.Exception)) return [stand.Sentence];
        var left = AppealRules.DaysLeft(facts.AppealBy, today);
        var day = facts.AppealBy.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return [left == 0 ? $"Today is the last day to appeal ({day})." : string.Create(CultureInfo.InvariantCulture, $"{left} {(left == 1 ? "day" : "days")} left to appeal. The window closes {day}.")];
    }

    /// <summary>Decides an ask on the facts: refused, in the order of <c>domain.md</c> §4, or what to do.</summary>
    public static Outcome<WriteOffDecision> Decide(DenialFacts? known, WriteOffAsk ask, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(setting);
        if (known is not { } facts) return DenialDecider.NotFound;
        if (ScopeMissing(ask, setting) is { } scope) return scope;
        if (Blocker(facts, setting) is { } blocker) return blocker;
        if (RefuseReasons(ask, setting.Rules) is { } reasons) return reasons;
        var chosen = ask.Lines.Select(line => setting.Rules.Find(line.ReasonCode)!).ToList();
        if (RefuseNote(ask, chosen) is { } note) return note;
        if (RefuseAmounts(ask, facts) is { } amounts) return amounts;
        var seen = chosen.Select(reason => EvidenceRules.Look(reason, facts, setting)).ToList();
        for (var n = 0; n < chosen.Count; n++)
            if (RefuseEvidence(chosen[n], seen[n], ask.Note, setting) is { } evidence) return evidence;
        if (CostShareRules.Refuse(facts, chosen, ask.IsMass, setting) is { } share) return share;
        if (FinalityRules.Refuse(facts, ask, setting) is { } finality) return finality;
        if (ask.Version != facts.Version) return DenialDecider.Changed;

        var lines = ask.Lines.Select((line, n) => new DecidedLine(chosen[n], line.Amount.Money, seen[n])).ToList();
        var total = Total(ask);
        var gate = Gate.Judge(setting.Rules.Policy, chosen, total, facts.ClaimCommitted);
        var act = gate.IsGated ? DenialAct.RequestWriteOff : total == facts.Balance ? DenialAct.WriteOffWhole : DenialAct.WriteOffPart;
        return new WriteOffDecision(lines, total, facts.Balance - total, act, gate, Passed(facts, ask, chosen, seen, setting.Today));
    }

    /// <summary>The rails that an allowed ask passes.</summary>
    private static List<PassedRail> Passed(in DenialFacts facts, WriteOffAsk ask, List<WriteOffReason> chosen, List<EvidenceSeen> seen, DateOnly today)
    {
        List<PassedRail> passed = [];
        if (chosen.Zip(seen).FirstOrDefault(c => !c.Second.IsMet && c.First.Evidence == EvidenceMode.Block).Second is { } blocked)
            passed.Add(new PassedRail(Rail.Evidence, OverrideReason.Noted, ask.Note!.Trim(), blocked.Missing));
        if (FinalityRules.Passed(facts, ask, today) is { } finality) passed.Add(finality);
        return passed;
    }

    private static Refusal? Unfit(WriteOffReason reason, in DenialFacts facts, WriteOffSetting setting)
    {
        if (NeedsPaymentWrite(reason) && !setting.Scopes.Contains(Scope.PaymentWrite)) return Grants.Missing(Scope.PaymentWrite);
        if (setting.Rules.Policy.CategoryRequired && reason.Category is null) return WriteOffRefusals.CategoryRequired(reason);
        var seen = EvidenceRules.Look(reason, facts, setting);
        return seen is { IsMet: false, IsHard: true } ? WriteOffRefusals.EvidenceHard(seen.Missing) : CostShareRules.Refuse(facts, [reason], isMass: false, setting);
    }

    private static bool NeedsPaymentWrite(WriteOffReason reason) => reason.Rule == EvidenceRule.Contractual;

    private static Refusal? ScopeMissing(WriteOffAsk ask, WriteOffSetting setting)
    {
        if (!setting.Scopes.Contains(Scope.DenialWrite)) return Grants.Missing(Scope.DenialWrite);
        var contractual = ask.Lines.Select(line => setting.Rules.Find(line.ReasonCode)).Any(reason => reason is not null && NeedsPaymentWrite(reason));
        return contractual && !setting.Scopes.Contains(Scope.PaymentWrite) ? Grants.Missing(Scope.PaymentWrite) with { Field = "reason" } : null;
    }

    private static Refusal? RefuseReasons(WriteOffAsk ask, TenantRules rules)
    {
        if (!rules.OnOffer.Any()) return WriteOffRefusals.ReasonsNotConfigured;
        foreach (var line in ask.Lines)
        {
            if (string.IsNullOrWhiteSpace(line.ReasonCode)) return WriteOffRefusals.ReasonMissing;
            if (rules.Find(line.ReasonCode) is not { } reason) return WriteOffRefusals.ReasonUnknown;
            if (!reason.IsEnabled) return WriteOffRefusals.ReasonDisabled(reason);
            if (rules.Policy.CategoryRequired && reason.Category is null) return WriteOffRefusals.CategoryRequired(reason);
        }

        return null;
    }

    private static Refusal? RefuseNote(WriteOffAsk ask, List<WriteOffReason> chosen)
    {
        if (chosen.FirstOrDefault(r => r.NeedsNote) is { } reason && Notes.Visible(ask.Note) < Notes.MinVisible)
            return WriteOffRefusals.NoteRequired(reason);
        return Notes.Refuse(ask.Note, needed: false);
    }

    private static Refusal? RefuseAmounts(WriteOffAsk ask, in DenialFacts facts)
    {
        if (ask.Lines.Count is 0 or > WriteOffAsk.MaxLines) return WriteOffRefusals.TooManyLines;
        foreach (var amount in ask.Lines.Select(line => line.Amount))
        {
            if (amount.Problem == AmountProblem.Unreadable) return WriteOffRefusals.AmountUnreadable;
            if (amount.Problem == AmountProblem.TooFine) return WriteOffRefusals.AmountTooFine;
            if (!amount.Money.IsPositive) return WriteOffRefusals.AmountNotPositive;
            if (amount.Money > facts.Available) return WriteOffRefusals.AmountAboveBalance(amount.Money, facts.Available);
        }

        var total = Total(ask);
        return total > facts.Available ? WriteOffRefusals.AmountAboveBalance(total, facts.Available) : null;
    }

    private static Refusal? RefuseEvidence(WriteOffReason reason, EvidenceSeen seen, string? note, WriteOffSetting setting)
    {
        if (seen.IsMet) return null;
        if (seen.IsHard) return WriteOffRefusals.EvidenceHard(seen.Missing);
        if (reason.Evidence == EvidenceMode.Off) return null;
        if (reason.Evidence == EvidenceMode.Block && !setting.Scopes.Contains(Scope.DenialOverride)) return WriteOffRefusals.EvidenceBlocks(seen.Missing);
        return Notes.Visible(note) < Notes.MinVisible ? WriteOffRefusals.EvidenceNeedsNote(seen.Missing) : null;
    }

    private static Money Total(WriteOffAsk ask) => ask.Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount.Money);
}
