using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Where a request stands.</summary>
public enum RequestStatus
{
    /// <summary>Posted at once: no gate.</summary>
    Posted = 1,
    /// <summary>Waits for a supervisor; the amount is reserved.</summary>
    Pending,
    Approved,
    Rejected,
    /// <summary>Taken back by its requester.</summary>
    Cancelled,
    /// <summary>The denial changed so that it no longer fits; closed by the system.</summary>
    Stale,
}

/// <summary>One ask to write off one denial: amounts by reason, note, requester, and how it was decided.</summary>
public sealed class WriteOffRequest(int tenantId, long id, long denialId, long claimId, long amountCents, RequestStatus status) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long DenialId { get; private set; } = denialId;

    public long ClaimId { get; private set; } = claimId;

    /// <summary>Sum of its lines, in cents.</summary>
    public long AmountCents { get; private set; } = amountCents;

    public RequestStatus Status { get; private set; } = status;

    /// <summary>The denial's status when it was asked: a rejected, cancelled or partial request leads back there.</summary>
    public DenialStatus CameFrom { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Why it went, or did not go, to a supervisor, in the words shown then.</summary>
    public string GateSentence { get; init; } = "";

    public Guid RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Made by the browser once per dialog: a repeat of the same submit finds this row.</summary>
    public Guid SubmissionKey { get; init; }

    /// <summary>SHA-256 of who asked for what: the same key with other content is refused.</summary>
    public byte[] ContentHash { get; init; } = [];

    /// <summary>The denial's balance that the requester was told, in cents.</summary>
    public long BalanceAfterCents { get; init; }

    /// <summary>The denial's status that the requester was told.</summary>
    public DenialStatus StatusAfter { get; init; }

    /// <summary>Who approved, rejected or took it back; <see cref="Guid.Empty"/> is the system; null: it waits, or posted at once.</summary>
    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What the approver wrote.</summary>
    public string DecisionNote { get; private set; } = "";

    public long Version { get; private set; } = 1;

    public Money Amount => new(AmountCents);

    /// <summary>The denial changed so that the request no longer fits: closed without an effect.</summary>
    internal void GoStale(DateTimeOffset at) => End(RequestStatus.Stale, Guid.Empty, at, "");

    internal void Approve(Guid by, DateTimeOffset at, string? note) => End(RequestStatus.Approved, by, at, note);

    internal void Reject(Guid by, DateTimeOffset at, string? note) => End(RequestStatus.Rejected, by, at, note);

    internal void Cancel(DateTimeOffset at) => End(RequestStatus.Cancelled, RequestedBy, at, "");

    private void End(RequestStatus outcome, Guid by, DateTimeOffset at, string? note)
    {
        if (Status != RequestStatus.Pending) throw new InvalidOperationException($"A request that is {Status} isn't decided again.");
        if (by == RequestedBy && outcome is RequestStatus.Approved or RequestStatus.Rejected) throw new InvalidOperationException("Who asked doesn't decide.");
        (Status, DecidedBy, DecidedAt, DecisionNote) = (outcome, by, at, note?.Trim() ?? "");
    }
}

/// <summary>One line of a request: a reason and its share of the amount.</summary>
public sealed class WriteOffRequestLine(int tenantId, long requestId, int number, long reasonId, string reasonCode, string reasonLabel, ReasonCategory? category, long amountCents)
    : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long RequestId { get; private set; } = requestId;

    public int Number { get; private set; } = number;

    public long ReasonId { get; private set; } = reasonId;

    public string ReasonCode { get; private set; } = reasonCode;

    /// <summary>The label at that moment; renaming the reason doesn't change it.</summary>
    public string ReasonLabel { get; private set; } = reasonLabel;

    public ReasonCategory? Category { get; private set; } = category;

    public long AmountCents { get; private set; } = amountCents;

    /// <summary>What the rule saw, one sentence per line, so that the decision can be explained years later.</summary>
    public string EvidenceSeen { get; init; } = "";
}

internal sealed class WriteOffRequestTable : IEntityTypeConfiguration<WriteOffRequest>
{
    public void Configure(EntityTypeBuilder<WriteOffRequest> builder)
    {
        builder.ToTable("write_off_request");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Note).HasMaxLength(DenialNote.MaxLength);
        builder.Property(r => r.DecisionNote).HasMaxLength(DenialNote.MaxLength);
        builder.Property(r => r.GateSentence).HasMaxLength(400);
        builder.Property(r => r.ContentHash).HasMaxLength(32).IsFixedLength();
        builder.Ignore(r => r.Amount);
        builder.HasIndex(r => new { r.TenantId, r.SubmissionKey }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.DenialId });
        builder.HasIndex(r => new { r.TenantId, r.ClaimId });
        builder.HasIndex(r => new { r.TenantId, r.Status, r.RequestedAt, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.RequestedBy, r.Status, r.RequestedAt, r.Id });
        builder.HasMany<PaymentApplication>().WithOne().HasForeignKey(a => new { a.TenantId, a.RequestId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Denial>().WithMany().HasForeignKey(r => new { r.TenantId, r.DenialId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WriteOffRequestLineTable : IEntityTypeConfiguration<WriteOffRequestLine>
{
    public void Configure(EntityTypeBuilder<WriteOffRequestLine> builder)
    {
        builder.ToTable("write_off_request_line");
        builder.HasKey(l => new { l.TenantId, l.RequestId, l.Number });
        builder.Property(l => l.ReasonCode).HasMaxLength(40);
        builder.Property(l => l.ReasonLabel).HasMaxLength(80);
        builder.Property(l => l.EvidenceSeen).HasMaxLength(1000);
        builder.HasOne<WriteOffRequest>().WithMany().HasForeignKey(l => new { l.TenantId, l.RequestId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<WriteOffReason>().WithMany().HasForeignKey(l => new { l.TenantId, l.ReasonId }).OnDelete(DeleteBehavior.Restrict);
    }
}
