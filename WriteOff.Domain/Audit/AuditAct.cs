namespace WriteOff.Domain.Audit;

/// <summary>What was done. The numbers are stored and hashed: never renumber.</summary>
public enum AuditAct
{
    TenantOpened = 1,
    PersonAdded = 2,
    ReasonChanged = 3,
    PolicyChanged = 4,
    PersonChanged = 5,
    PasswordReset = 6,
    /// <summary>A second factor was set up, turned off or reset.</summary>
    SecondFactorChanged = 7,
    /// <summary>A group of the organisation's sign-in got a role, or lost it.</summary>
    GroupRoleChanged = 8,
    /// <summary>The break-glass administrator signed in.</summary>
    BreakGlassUsed = 9,

    DenialMade = 10,
    WorkStarted = 11,
    Assigned = 12,
    NoteAdded = 13,
    ReturnFromCollectionsRecorded = 14,
    Settled = 15,
    /// <summary>Sent again, it was denied with the same code: one more determination of the same denial.</summary>
    DeniedAgain = 16,
    /// <summary>Sent again, the payer called it a duplicate: the denial stands as it was.</summary>
    CalledDuplicate = 17,
    /// <summary>A remittance was unposted: a denial that it made ended, or one that it had settled is open again.</summary>
    Unposted = 18,

    AppealFiled = 20,
    AppealWithdrawn = 21,
    AppealUpheld = 22,
    AppealOverturned = 23,

    WrittenOff = 30,
    WriteOffRequested = 31,
    WriteOffApproved = 32,
    WriteOffRejected = 33,
    WriteOffCancelled = 34,
    WriteOffStale = 35,
    Reopened = 36,

    RemittancePosted = 40,
    RemittanceDuplicate = 43,
    FileReceived = 44,
    FileFinished = 45,
    /// <summary>A part of a long remittance's claim payments is posted; the rest follows.</summary>
    RemittancePostedInPart = 46,
    /// <summary>A claim payment for lines that were denied before, without a reversal.</summary>
    ResubmissionPosted = 47,
    RemittanceHeld = 41,
    ClaimHeld = 42,
    ReversalFlagged = 50,
    FlagDismissed = 51,
    ReversalPosted = 52,
    CorrectionPosted = 53,
    MatchedByHand = 54,
    ClaimReleased = 55,
    ClaimRejected = 56,
    Unflagged = 57,
    RemittanceReleased = 58,
    RemittanceRejected = 59,
    CodeListImported = 60,
    /// <summary>A person explained a provider-level adjustment.</summary>
    PayerMoneyExplained = 61,
    /// <summary>A remittance that was posted in error was unposted whole.</summary>
    RemittanceUnposted = 62,
    ViewKept = 70,
    ViewRemoved = 71,
    DenialsExported = 72,
    ReportExported = 73,
    AuditExported = 74,
    ChainVerified = 75,
    PackageMade = 76,

    RunStarted = 80,
    RunPaused = 81,
    RunResumed = 82,
    RunCancelled = 83,
    RunEnded = 84,
    /// <summary>A chunk of a run in which every row was skipped.</summary>
    RunRowsSkipped = 85,

    /// <summary>A file of open claims was posted.</summary>
    OpeningImported = 100,
    /// <summary>A later file filled in what was empty on a claim.</summary>
    OpeningFilledIn = 101,

    PostingTemplateChanged = 110,
    PostingBatchMade = 111,
    /// <summary>What of a batch wasn't taken left once more.</summary>
    PostingBatchSent = 112,
    PostingAnswered = 113,
    /// <summary>A person took the file of a sending.</summary>
    PostingFileTaken = 114,

    ApiTokenMade = 120,
    ApiTokenRevoked = 121,
    /// <summary>An endpoint was added, switched, given a new secret, or a delivery was sent again.</summary>
    WebhookChanged = 122,

    /// <summary>A rail was passed: evidence that blocks, or a better route that stands open.</summary>
    RailPassed = 140,
    /// <summary>A hardship form of the patient was recorded on the claim.</summary>
    HardshipRecorded = 141,
    /// <summary>A statement that was sent to the patient was recorded on the claim.</summary>
    StatementRecorded = 142,
}

/// <summary>Kinds of acts.</summary>
public static class AuditActs
{
    /// <summary>The acts on settings, for a database to choose by.</summary>
    public static IReadOnlyList<AuditAct> Settings { get; } = [.. Enum.GetValues<AuditAct>().Where(IsSetting)];

    /// <summary>True for acts on policy, reasons and people, numbered below the first act on a denial, and on tokens and webhooks.</summary>
    public static bool IsSetting(this AuditAct act) => act is < AuditAct.DenialMade or (>= AuditAct.ApiTokenMade and <= AuditAct.WebhookChanged);
}
