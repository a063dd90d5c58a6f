using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Denials;

/// <summary>Audit rows as sentences: who <b>did</b> what.</summary>
internal static class TimelineWords
{
    public static string Did(AuditAct act) => act switch
    {
        AuditAct.DenialMade => "made the denial",
        AuditAct.WorkStarted => "started work",
        AuditAct.Assigned => "assigned",
        AuditAct.NoteAdded => "noted",
        AuditAct.ReturnFromCollectionsRecorded => "recorded the return from collections",
        AuditAct.Settled => "settled",
        AuditAct.DeniedAgain => "posted one more determination",
        AuditAct.CalledDuplicate => "took note of a duplicate",
        AuditAct.Unposted or AuditAct.RemittanceUnposted => "unposted a remittance",
        AuditAct.AppealFiled => "filed an appeal",
        AuditAct.AppealWithdrawn => "withdrew the appeal",
        AuditAct.AppealUpheld => "recorded upheld",
        AuditAct.AppealOverturned => "recorded overturned",
        AuditAct.WrittenOff => "wrote off",
        AuditAct.WriteOffRequested => "asked to write off",
        AuditAct.WriteOffApproved => "approved",
        AuditAct.WriteOffRejected => "rejected",
        AuditAct.WriteOffCancelled => "cancelled the request",
        AuditAct.WriteOffStale => "closed the request as stale",
        AuditAct.Reopened => "reopened",
        AuditAct.ReversalFlagged => "found a reversal",
        AuditAct.FlagDismissed => "dismissed the reversal flag",
        AuditAct.Unflagged => "closed the reversal flag",
        AuditAct.ReversalPosted => "posted the payer’s reversal",
        AuditAct.CorrectionPosted => "posted the payer’s correction",
        AuditAct.ResubmissionPosted => "posted what was sent again",
        AuditAct.MatchedByHand => "matched a remittance by hand",
        AuditAct.PayerMoneyExplained => "explained money of the payer",
        AuditAct.ClaimReleased => "released a held claim payment",
        AuditAct.ClaimRejected => "rejected a held claim payment",
        AuditAct.CodeListImported or AuditAct.TenantOpened or AuditAct.PersonAdded or AuditAct.PersonChanged or AuditAct.PasswordReset or AuditAct.SecondFactorChanged or AuditAct.GroupRoleChanged or AuditAct.BreakGlassUsed or AuditAct.ReasonChanged or AuditAct.PolicyChanged => "changed the settings",
        AuditAct.RemittancePosted or AuditAct.RemittancePostedInPart or AuditAct.RemittanceHeld or AuditAct.RemittanceDuplicate or AuditAct.RemittanceReleased or AuditAct.RemittanceRejected or AuditAct.ClaimHeld or AuditAct.FileReceived or AuditAct.FileFinished => "took in a remittance",
        AuditAct.ApiTokenMade or AuditAct.ApiTokenRevoked => "changed the API tokens",
        AuditAct.WebhookChanged => "changed the webhooks",
        AuditAct.OpeningImported => "opened receivables from a file",
        AuditAct.OpeningFilledIn => "filled in the claim from a file",
        AuditAct.PostingTemplateChanged => "changed the template of posting batches",
        AuditAct.PostingBatchMade or AuditAct.PostingBatchSent => "sent a posting batch",
        AuditAct.PostingAnswered => "took an answer to posting batches",
        AuditAct.PostingFileTaken => "took the file of a posting batch",
        AuditAct.RailPassed => "passed a rail",
        AuditAct.HardshipRecorded => "recorded a hardship form",
        AuditAct.StatementRecorded => "recorded a statement",
        AuditAct.ViewKept or AuditAct.ViewRemoved => "changed a view",
        AuditAct.DenialsExported => "exported denials",
        AuditAct.RunStarted or AuditAct.RunPaused or AuditAct.RunResumed or AuditAct.RunCancelled or AuditAct.RunEnded or AuditAct.RunRowsSkipped => "steered a run",
        AuditAct.AuditExported => "exported the audit trail",
        AuditAct.ChainVerified => "verified the records",
        AuditAct.PackageMade => "made the write-off package",
        AuditAct.ReportExported => "exported a report",
    };

    public static IconName IconOf(AuditAct act) => act switch
    {
        AuditAct.AppealFiled => IconName.Appeal,
        AuditAct.AppealUpheld or AuditAct.WriteOffRejected or AuditAct.WriteOffStale => IconName.Cross,
        AuditAct.AppealWithdrawn or AuditAct.Reopened or AuditAct.WriteOffCancelled => IconName.Undo,
        AuditAct.AppealOverturned or AuditAct.WriteOffApproved or AuditAct.Settled => IconName.Check,
        AuditAct.WrittenOff => IconName.WrittenOff,
        AuditAct.WriteOffRequested => IconName.Hourglass,
        AuditAct.NoteAdded => IconName.Note,
        AuditAct.Assigned or AuditAct.WorkStarted => IconName.Assign,
        _ => IconName.Ring,
    };

    /// <summary>Amount, reason and what was written, after the verb.</summary>
    public static string About(AuditRow row)
    {
        List<string> parts = [];
        // Beside a flag stands what the correction pays, which is not what was found.
        if (row.AmountCents is { } cents && cents != 0 && row.Act != AuditAct.ReversalFlagged) parts.Add(new Money(cents).ToString());
        if (row.ReasonCode is { } reason) parts.Add(reason);
        if (row.Detail is { Length: > 1 } detail && row.Act is AuditAct.AppealFiled or AuditAct.AppealUpheld or AuditAct.AppealOverturned or AuditAct.AppealWithdrawn or AuditAct.Assigned or AuditAct.DenialMade or AuditAct.Settled or AuditAct.ReturnFromCollectionsRecorded or AuditAct.DeniedAgain or AuditAct.CalledDuplicate or AuditAct.Unposted)
            parts.Add(char.IsUpper(detail[1]) ? detail : char.ToLowerInvariant(detail[0]) + detail[1..]);
        var about = parts.Count == 0 ? "" : $" {string.Join(", ", parts)}";
        return row.Note is { Length: > 0 } note ? $"{about}: “{note}”" : about;
    }
}
