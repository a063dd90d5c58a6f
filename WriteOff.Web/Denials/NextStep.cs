using System.Globalization;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Denials;

/// <summary>What to do next about a denial, in words. It advises; it decides nothing.</summary>
internal sealed record NextStep(NoticeKind Kind, IconName Icon, string What, string Why)
{
    public static NextStep? Of(DenialView view, DateOnly today)
    {
        var denial = view.Denial;
        if (denial.IsFlagged) return new(NoticeKind.Warn, IconName.Flag, "Next: decide the payer’s reversal.", "What came, what it matched and what reopening writes stands below.");
        return denial.Status switch
        {
            DenialStatus.Open or DenialStatus.InProgress when !denial.Balance.IsPositive => new(NoticeKind.Info, IconName.Info, "Nothing is open here.", "The balance is settled."),
            DenialStatus.Open or DenialStatus.InProgress => Working(view, today),
            DenialStatus.AppealPending => Appealing(view),
            DenialStatus.PendingWriteOff => new(NoticeKind.Warn, IconName.Hourglass, "Next: a supervisor decides.", $"{denial.Reserved} is reserved until then. {view.Pending?.Request.GateSentence}"),
            DenialStatus.WrittenOff => new(NoticeKind.Info, IconName.WrittenOff, "Closed: written off.", "Reopen it if the payer changes its mind or the reason was wrong."),
            DenialStatus.Resolved => new(NoticeKind.Ok, IconName.Resolved, $"Closed: {Words(denial.Resolution)}.", "Nothing is left to do."),
        };
    }

    private static NextStep Working(DenialView view, DateOnly today)
    {
        if (view.Case.Facts.LastAppeal == AppealOutcome.Overturned)
            return new(NoticeKind.Info, IconName.Appeal, "Next: wait for the money.", "The last appeal was overturned; the payer's remittance resolves this denial.");
        var stand = FinalityRules.Look(view.Case.Facts, today);
        if (stand.Route is not (DenialRoute.Appeal or DenialRoute.Exception))
            return stand.IsOpen
                ? new(stand.IsRail ? NoticeKind.Warn : NoticeKind.Info, IconName.Clock, stand.Route == DenialRoute.NewClaim ? "Next: send a new claim." : "Next: open the negotiation.", stand.Sentence)
                : new(NoticeKind.Info, IconName.Info, stand.Route == DenialRoute.Patient ? "Next: bill the patient." : "Next: write it off, or collect it.", stand.Sentence);
        var left = AppealRules.DaysLeft(view.Denial.AppealBy, today);
        var day = TimeFormat.Day(view.Denial.AppealBy);
        return left switch
        {
            < 0 => new(NoticeKind.Info, IconName.Clock, "Next: write it off, or collect it.", $"The window to appeal closed {day}."),
            _ when AppealRules.ClosesSoon(view.Denial.AppealBy, today) => new(NoticeKind.Warn, IconName.Clock, string.Create(CultureInfo.InvariantCulture, $"Next: decide within {left} {(left == 1 ? "day" : "days")}."), $"The window to appeal closes {day}. File an appeal, or write off."),
            _ => new(NoticeKind.Info, IconName.Clock, "Next: work it.", string.Create(CultureInfo.InvariantCulture, $"{left} days are left to appeal, until {day}.")),
        };
    }

    private static NextStep Appealing(DenialView view)
    {
        var appeal = view.RunningAppeal;
        var filed = appeal is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Level {appeal.Level} was filed {TimeFormat.Day(appeal.FiledOn)}. ");
        return new(NoticeKind.Info, IconName.Appeal, $"Next: wait for {view.Payer.Name}, or withdraw.", $"{filed}The window to file again closes {TimeFormat.Day(view.Denial.AppealBy)}.");
    }

    private static string Words(Resolution? resolution) => resolution switch
    {
        Resolution.Paid => "paid",
        Resolution.Reversed => "taken back by the payer",
        Resolution.Superseded => "denied again under another code",
        Resolution.Accepted => "settled without money",
        Resolution.Unposted => "its remittance was posted in error",
        null => "resolved",
    };
}
