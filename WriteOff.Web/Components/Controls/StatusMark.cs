using WriteOff.Domain.Denials;

namespace WriteOff.Web.Components.Controls;

/// <summary>How a state looks: css class, shape and word.</summary>
public sealed record StatusMark(string Css, IconName Icon, string Word)
{
    /// <summary>The look of a state.</summary>
    public static StatusMark Of(DenialStatus status) => status switch
    {
        DenialStatus.Open => new("open", IconName.Ring, "Open"),
        DenialStatus.InProgress => new("progress", IconName.HalfRing, "In progress"),
        DenialStatus.AppealPending => new("appeal", IconName.Appeal, "Appeal pending"),
        DenialStatus.PendingWriteOff => new("pending", IconName.Hourglass, "Pending write-off"),
        DenialStatus.WrittenOff => new("written", IconName.WrittenOff, "Written off"),
        DenialStatus.Resolved => new("resolved", IconName.Resolved, "Resolved"),
    };
}
