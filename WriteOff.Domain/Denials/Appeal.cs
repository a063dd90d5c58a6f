using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Denials;

/// <summary>How an appeal ended, or that it runs.</summary>
public enum AppealOutcome
{
    /// <summary>Filed; the payer has not answered.</summary>
    Waiting = 1,
    /// <summary>Taken back by us, with a reason.</summary>
    Withdrawn,
    /// <summary>The payer kept its denial.</summary>
    Upheld,
    /// <summary>The payer gave in; the denial is resolved when the money posts.</summary>
    Overturned,
}

/// <summary>One appeal of one denial. Kept for ever, also when withdrawn.</summary>
public sealed class Appeal(int tenantId, long id, long denialId, int level, DateOnly filedOn, DateOnly windowEndedOn) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long DenialId { get; private set; } = denialId;

    /// <summary>1 reconsideration, 2 formal, 3 external review, and so on to 5.</summary>
    public int Level { get; private set; } = level;

    public DateOnly FiledOn { get; private set; } = filedOn;

    /// <summary>Last day on which it could be filed.</summary>
    public DateOnly WindowEndedOn { get; private set; } = windowEndedOn;

    public AppealOutcome Outcome { get; private set; } = AppealOutcome.Waiting;

    /// <summary>The payer's decision, or our withdrawal, came on this day.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>What was filed, and why it ended.</summary>
    public string Note { get; internal set; } = "";

    public long Version { get; private set; } = 1;

    internal void End(AppealOutcome outcome, DateOnly on, string note)
    {
        if (Outcome != AppealOutcome.Waiting) throw new InvalidOperationException($"The appeal ended as {Outcome}.");
        Outcome = outcome;
        EndedOn = on;
        Note = string.Join(" · ", new[] { Note, note }.Where(n => n.Length > 0));
    }
}

/// <summary>A remark that somebody wrote on a denial. Kept as written.</summary>
public sealed class DenialNote(int tenantId, long id, long denialId, string text, Guid writtenBy, DateTimeOffset writtenAt) : ITenantOwned
{
    /// <summary>Longest note, in characters: well under what one message of a circuit may carry.</summary>
    public const int MaxLength = 2000;

    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long DenialId { get; private set; } = denialId;

    public string Text { get; private set; } = text;

    public Guid WrittenBy { get; private set; } = writtenBy;

    public DateTimeOffset WrittenAt { get; private set; } = writtenAt;
}

internal sealed class AppealTable : IEntityTypeConfiguration<Appeal>
{
    public void Configure(EntityTypeBuilder<Appeal> builder)
    {
        builder.ToTable("appeal");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.Property(a => a.Note).HasMaxLength(4100);
        builder.HasIndex(a => new { a.TenantId, a.DenialId });
        builder.HasOne<Denial>().WithMany().HasForeignKey(a => new { a.TenantId, a.DenialId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DenialNoteTable : IEntityTypeConfiguration<DenialNote>
{
    public void Configure(EntityTypeBuilder<DenialNote> builder)
    {
        builder.ToTable("denial_note");
        builder.HasKey(n => new { n.TenantId, n.Id });
        builder.Property(n => n.Text).HasMaxLength(DenialNote.MaxLength);
        builder.HasIndex(n => new { n.TenantId, n.DenialId });
        builder.HasOne<Denial>().WithMany().HasForeignKey(n => new { n.TenantId, n.DenialId }).OnDelete(DeleteBehavior.Restrict);
    }
}
