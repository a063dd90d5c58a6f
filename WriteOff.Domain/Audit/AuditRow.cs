using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

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
}

/// <summary>Kinds of acts.</summary>
public static class AuditActs
{
    /// <summary>True for acts on policy, reasons and people; they are numbered below the first act on a denial.</summary>
    public static bool IsSetting(this AuditAct act) => act < AuditAct.DenialMade;
}

/// <summary>One act, once and for all: who, what, why, how much, before and after. Chained by hash to the tenant's row before it.</summary>
public sealed class AuditRow : ITenantOwned, IAppendOnly
{
    public int TenantId { get; internal set; }

    /// <summary>1, 2, 3… per tenant without a gap.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When, to the millisecond, UTC.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>Who; <see cref="Guid.Empty"/> is the system.</summary>
    public Guid ActorId { get; internal set; }

    /// <summary>The actor's name at that moment.</summary>
    public string ActorName { get; internal set; } = "";

    public AuditAct Act { get; internal set; }

    public long? DenialId { get; init; }

    public long? ClaimId { get; init; }

    public long? RequestId { get; init; }

    public long? RemittanceId { get; init; }

    /// <summary>The write-off reason's code at that moment.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The money the act moved or asked to move, in cents.</summary>
    public long? AmountCents { get; init; }

    /// <summary>The denial's status before, as the number of <c>DenialStatus</c>.</summary>
    public int? StatusBefore { get; init; }

    /// <summary>The denial's status after: replaying these gives today's states.</summary>
    public int? StatusAfter { get; init; }

    /// <summary>The denial's remaining balance before, in cents.</summary>
    public long? BalanceBeforeCents { get; init; }

    /// <summary>The denial's remaining balance after, in cents.</summary>
    public long? BalanceAfterCents { get; init; }

    /// <summary>What the actor wrote.</summary>
    public string? Note { get; init; }

    /// <summary>What else is needed to explain the act years later: evidence seen, gate sentence, before and after of settings.</summary>
    public string? Detail { get; internal set; }

    /// <summary>SHA-256 of the tenant's previous row; 32 zero bytes before the first.</summary>
    public byte[] PreviousHash { get; internal set; } = [];

    /// <summary>SHA-256 of this row's fields and <see cref="PreviousHash"/> in the layout of <see cref="AuditRowHash"/>.</summary>
    public byte[] Hash { get; internal set; } = [];
}

/// <summary>The end of a tenant's chain, and its lock: the one row that a writer locks first, so acts of one tenant come one after the other.</summary>
public sealed class AuditHead(int tenantId) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    /// <summary>Sequence of the last row.</summary>
    public long Sequence { get; internal set; }

    /// <summary>Hash of the last row.</summary>
    public byte[] Hash { get; internal set; } = new byte[AuditRowHash.HashLength];

    /// <summary>Counts the writers that took the tenant lock; raising it takes the row lock.</summary>
    public long LockVersion { get; private set; }
}

internal sealed class AuditRowTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_row");
        builder.HasKey(a => new { a.TenantId, a.Sequence });
        builder.Property(a => a.Note).HasMaxLength(4000);
        builder.Property(a => a.Detail).HasMaxLength(4000);
        builder.Property(a => a.Hash).HasMaxLength(AuditRowHash.HashLength).IsFixedLength();
        builder.Property(a => a.PreviousHash).HasMaxLength(AuditRowHash.HashLength).IsFixedLength();
        builder.HasIndex(a => new { a.TenantId, a.DenialId, a.Sequence });
    }
}

internal sealed class AuditHeadTable : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(h => h.TenantId);
        builder.Property(h => h.TenantId).ValueGeneratedNever();
        builder.Property(h => h.Hash).HasMaxLength(AuditRowHash.HashLength).IsFixedLength();
    }
}
