using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs;

/// <summary>The finality rail, pure: a denial isn't lost while a better route with the payer stands open.</summary>
public static class FinalityRules
{
    /// <summary>The denial's route and its clock on this day.</summary>
    public static RouteStand Look(in DenialFacts facts, DateOnly today) => RouteRules.Look(
        new RouteFacts(facts.Route, facts.RouteGuards, facts.DeniedOn, facts.AppealBy, facts.FilingLimit, facts.LastAppeal == AppealOutcome.Upheld && facts.LastAppealLevel >= AppealRules.HighestLevel), today);

    /// <summary>Why somebody can't write it off whatever they choose: the rail stands, and they may not pass it.</summary>
    public static Refusal? Blocker(in DenialFacts facts, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var stand = Look(facts, setting.Today);
        return stand.IsRail && !setting.Scopes.Contains(Scope.DenialOverride) ? WriteOffRefusals.BetterRouteBlocks(stand) : null;
    }

    /// <summary>Why this ask doesn't pass the rail; null: none stands, or it is passed.</summary>
    public static Refusal? Refuse(in DenialFacts facts, WriteOffAsk ask, WriteOffSetting setting)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(setting);
        var stand = Look(facts, setting.Today);
        if (!stand.IsRail) return null;
        if (Blocker(facts, setting) is { } blocker) return blocker;
        if (Of(ask) is not { } pass) return WriteOffRefusals.BetterRouteOpen(stand);
        if (RailWords.Read(pass.Reason) is null) return WriteOffRefusals.OverrideReasonMissing;
        if (Notes.Visible(pass.Text) < Notes.MinVisible) return WriteOffRefusals.OverrideTextMissing;
        return Notes.Refuse(pass.Text, needed: false, "override-text");
    }

    /// <summary>The rail that an allowed ask passes; null: none stood.</summary>
    internal static PassedRail? Passed(in DenialFacts facts, WriteOffAsk ask, DateOnly today)
    {
        var stand = Look(facts, today);
        return stand.IsRail && Of(ask) is { } pass ? new PassedRail(Rail.Finality, RailWords.Read(pass.Reason)!.Value, pass.Text.Trim(), stand.Sentence) : null;
    }

    private static RailOverride? Of(WriteOffAsk ask) => ask.Overrides.FirstOrDefault(o => o.Rail == Rail.Finality);
}
