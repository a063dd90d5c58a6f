using WriteOff.Domain.Remittances;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Remittances;

/// <summary>How what became of a remittance or claim payment looks and reads.</summary>
internal sealed record OutcomeMark(string Css, IconName Icon, string Word)
{
    public static OutcomeMark Of(InboxPayment payment) => payment switch
    {
        { IsFlagged: true } => new("alert", IconName.Flag, "Flagged"),
        { Outcome: ClaimPaymentOutcome.Held } => new("pending", IconName.Pause, "Held"),
        { Outcome: ClaimPaymentOutcome.Unmatched } => new("plain", IconName.Question, "Unmatched"),
        { Outcome: ClaimPaymentOutcome.Posted, DenialCount: > 0 } => new("progress", IconName.Denials, payment.DenialCount == 1 ? "Denial made" : "Denials made"),
        { Outcome: ClaimPaymentOutcome.Posted } => new("resolved", IconName.Check, "Posted"),
        { Outcome: ClaimPaymentOutcome.Rejected } => new("plain", IconName.Cross, "Rejected"),
        { Outcome: ClaimPaymentOutcome.Unposted } => new("plain", IconName.Undo, "Unposted"),
        _ => new("plain", IconName.Info, "For information"),
    };

    public static OutcomeMark Of(InboxRow row) => row.Status switch
    {
        RemittanceStatus.Held => new("pending", IconName.Pause, "Held whole"),
        RemittanceStatus.Duplicate => new("plain", IconName.Info, "Duplicate"),
        RemittanceStatus.Rejected => new("plain", IconName.Cross, "Rejected"),
        RemittanceStatus.Unposted => new("plain", IconName.Undo, "Unposted"),
        RemittanceStatus.Replaced => new("plain", IconName.Info, "Replaced"),
        RemittanceStatus.Posting => new("progress", IconName.Clock, "Posting"),
        RemittanceStatus.Posted when row.ToDo > 0 => new("alert", IconName.Flag, row.ToDo == 1 ? "Posted, 1 to do" : $"Posted, {row.ToDo} to do"),
        RemittanceStatus.Posted => new("resolved", IconName.Check, "Posted"),
    };

    /// <summary>The counts in words, what waits first; nothing that is zero.</summary>
    public static string Counts(InboxRow row)
    {
        if (row.Status is not (RemittanceStatus.Posted or RemittanceStatus.Posting)) return row.Why;
        List<string> parts = [];
        void Add(int count, string what)
        {
            if (count > 0) parts.Add($"{count:N0} {what}");
        }

        Add(row.FlaggedCount, "flagged");
        Add(row.PlainHeldCount, "held");
        Add(row.UnmatchedCount, "unmatched");
        Add(row.PostedCount, row.Status == RemittanceStatus.Posting ? $"of {row.ClaimCount:N0} posted" : "posted");
        Add(row.DenialCount, row.DenialCount == 1 ? "denial made" : "denials made");
        return parts.Count == 0 ? "Nothing to post" : string.Join(" · ", parts);
    }

    /// <summary>What happened to a claim payment, in a sentence.</summary>
    public static string Says(InboxPayment payment) => payment switch
    {
        { Why.Length: > 0 } => payment.Why,
        { Outcome: ClaimPaymentOutcome.Posted, DenialCount: > 0 } => $"{payment.Denied} denied",
        { Outcome: ClaimPaymentOutcome.Posted, StatusCode: "22" } => "Reversal, posted",
        { Outcome: ClaimPaymentOutcome.Posted } => payment.Paid is { IsPositive: true } ? "Paid" : "Adjusted",
        _ => "",
    };
}
