using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>What a run does to each of its rows. The numbers are stored: never renumber.</summary>
public enum RunKind
{
    /// <summary>Writes off the whole remaining balance, or asks a supervisor to.</summary>
    WriteOff = 1,
    /// <summary>Takes back what an earlier run posted, and cancels what it sent to approval.</summary>
    Undo,
    /// <summary>Approves waiting requests.</summary>
    Approve,
    /// <summary>Rejects waiting requests.</summary>
    Reject,
}

/// <summary>Where a run stands. The numbers are stored: never renumber.</summary>
public enum RunStatus
{
    Running = 1,
    /// <summary>Somebody stopped it for now; its next row waits.</summary>
    Paused,
    /// <summary>Every row has its outcome.</summary>
    Finished,
    /// <summary>Somebody cancelled it: what was done stays, the rest is skipped. Every row has its outcome.</summary>
    Cancelled,
}

/// <summary>The execution of a bulk act on a frozen set of rows: durable, tied to no browser tab, resumed after a crash at its next row.</summary>
/// <remarks>Its counts are raised in the transaction that writes the rows' outcomes: selected = posted + pending + skipped + failed once it ended, and never more.</remarks>
public sealed class MassRun(int tenantId, int number, RunKind kind, int selectedCount, long selectedCents) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    /// <summary>1, 2, 3… per tenant: what people call it.</summary>
    public int Number { get; private set; } = number;

    public RunKind Kind { get; private set; } = kind;

    public RunStatus Status { get; private set; } = RunStatus.Running;

    /// <summary>Made once per preview: starting the same preview again finds this run.</summary>
    public Guid StartKey { get; init; }

    /// <summary>The reason's code of a write-off; empty for other kinds.</summary>
    public string ReasonCode { get; init; } = "";

    /// <summary>One note for all rows.</summary>
    public string Note { get; init; } = "";

    /// <summary>The filter that the rows were chosen with, as text, for the reader.</summary>
    public string FilterText { get; init; } = "";

    /// <summary>The run that this one takes back.</summary>
    public int? UndoesNumber { get; init; }

    public Guid StartedBy { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Its first audit row: that it was started. All its rows lie from here on.</summary>
    public long FirstAudit { get; private set; }

    /// <summary>Its last audit row: that it ended; null until then.</summary>
    public long? LastAudit { get; private set; }

    /// <summary>What its audit rows begin with.</summary>
    public string Occasion => OccasionOf(Number);

    internal static string OccasionOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Run {number}");

    /// <summary>Somebody cancelled it: its remaining rows are being skipped.</summary>
    public bool IsCancelling { get; private set; }

    /// <summary>Rows in the frozen set.</summary>
    public int SelectedCount { get; private set; } = selectedCount;

    /// <summary>What they came to in the preview, in cents.</summary>
    public long SelectedCents { get; private set; } = selectedCents;

    /// <summary>Rows with an outcome; the next row is this one, from 0.</summary>
    public int DoneCount { get; private set; }

    public int PostedCount { get; private set; }

    public long PostedCents { get; private set; }

    public int PendingCount { get; private set; }

    public long PendingCents { get; private set; }

    public int SkippedCount { get; private set; }

    public long SkippedCents { get; private set; }

    /// <summary>Rows that failed although the rules allowed them: a defect, kept and named, never silently dropped.</summary>
    public int FailedCount { get; private set; }

    public long FailedCents { get; private set; }

    public long Version { get; private set; } = 1;

    public bool HasEnded => Status is RunStatus.Finished or RunStatus.Cancelled;

    internal void Count(IEnumerable<MassRunRow> rows)
    {
        foreach (var row in rows)
        {
            DoneCount++;
            switch (row.Outcome)
            {
                case RowOutcomeKind.Posted: (PostedCount, PostedCents) = (PostedCount + 1, checked(PostedCents + row.AmountCents)); break;
                case RowOutcomeKind.Pending: (PendingCount, PendingCents) = (PendingCount + 1, checked(PendingCents + row.AmountCents)); break;
                case RowOutcomeKind.Skipped: (SkippedCount, SkippedCents) = (SkippedCount + 1, checked(SkippedCents + row.AmountCents)); break;
                case RowOutcomeKind.Failed: (FailedCount, FailedCents) = (FailedCount + 1, checked(FailedCents + row.AmountCents)); break;
            }
        }
    }

    internal void Begin(Guid by, DateTimeOffset at, long firstAudit) => (StartedBy, StartedAt, FirstAudit) = (by, at, firstAudit);

    internal void Pause() => Move(RunStatus.Running, RunStatus.Paused);

    internal void Resume() => Move(RunStatus.Paused, RunStatus.Running);

    /// <summary>What is left is skipped, also when it was paused.</summary>
    internal void Cancel()
    {
        if (HasEnded) throw new InvalidOperationException("A run that ended isn't cancelled.");
        (Status, IsCancelling) = (RunStatus.Running, true);
    }

    /// <summary>Every row has its outcome.</summary>
    internal void End(DateTimeOffset at, long lastAudit)
    {
        if (HasEnded || DoneCount != SelectedCount) throw new InvalidOperationException("A run ends once, when every row has its outcome.");
        (Status, EndedAt, LastAudit) = (IsCancelling ? RunStatus.Cancelled : RunStatus.Finished, at, lastAudit);
    }

    private void Move(RunStatus from, RunStatus to) => Status = Status == from ? to : throw new InvalidOperationException($"A run that is {Status} doesn't become {to}.");
}

internal sealed class MassRunTable : IEntityTypeConfiguration<MassRun>
{
    public void Configure(EntityTypeBuilder<MassRun> builder)
    {
        builder.ToTable("mass_run");
        builder.HasKey(r => new { r.TenantId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.ReasonCode).HasMaxLength(40);
        builder.Property(r => r.Note).HasMaxLength(DenialNote.MaxLength);
        builder.Property(r => r.FilterText).HasMaxLength(2200);
        builder.Ignore(r => r.HasEnded);
        builder.Ignore(r => r.Occasion);
        builder.HasIndex(r => new { r.TenantId, r.StartKey }).IsUnique();
        builder.HasIndex(r => new { r.Status, r.TenantId });
    }
}

internal sealed class MassRunRowTable : IEntityTypeConfiguration<MassRunRow>
{
    public void Configure(EntityTypeBuilder<MassRunRow> builder)
    {
        builder.ToTable("mass_run_row");
        builder.HasKey(r => new { r.TenantId, r.RunNumber, r.DenialId });
        builder.Property(r => r.Cause).HasMaxLength(60);
        builder.HasOne<MassRun>().WithMany().HasForeignKey(r => new { r.TenantId, r.RunNumber }).OnDelete(DeleteBehavior.Restrict);
        // No reference to the denial: its index would cost a run a scattered page a row. Rows are made from denials that were just read, and verification looks.
    }
}

internal sealed class MassRunPartTable : IEntityTypeConfiguration<MassRunPart>
{
    public void Configure(EntityTypeBuilder<MassRunPart> builder)
    {
        builder.ToTable("mass_run_part");
        builder.HasKey(p => new { p.TenantId, p.RunNumber, p.FirstRow });
        builder.HasOne<MassRun>().WithMany().HasForeignKey(p => new { p.TenantId, p.RunNumber }).OnDelete(DeleteBehavior.Restrict);
    }
}
