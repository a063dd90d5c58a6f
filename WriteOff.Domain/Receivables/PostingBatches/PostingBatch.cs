using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Receivables.PostingBatches;

/// <summary>What the practice-management system answered about a row. The numbers are stored.</summary>
public enum PostingAnswer
{
    /// <summary>Nothing yet.</summary>
    Waiting = 1,
    /// <summary>It stands there.</summary>
    Taken,
    /// <summary>It doesn't, and it said why.</summary>
    Refused,
}

/// <summary>Write-off rows of the ledger that left for the practice-management system together.</summary>
public sealed class PostingBatch(int tenantId, int number, string settings) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    /// <summary>1, 2, 3… per tenant without a gap.</summary>
    public int Number { get; private set; } = number;

    /// <summary>The template that it was made with, so that a file can be made again byte by byte.</summary>
    public string Settings { get; private set; } = settings;

    public int RowCount { get; internal set; }

    /// <summary>Sum of its ledger rows in cents: what fell less what was taken back.</summary>
    public long SumCents { get; internal set; }

    /// <summary>The tenant's business day on which it was made.</summary>
    public DateOnly MadeOn { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public Guid MadeBy { get; init; }

    /// <summary>How often it was sent: 1, and one more for each resend of what wasn't taken.</summary>
    public int Sendings { get; internal set; } = 1;

    /// <summary>The business day of the last sending.</summary>
    public DateOnly SentOn { get; internal set; }

    public long Version { get; private set; } = 1;
}

/// <summary>A ledger row in its batch. Its key is the ledger row's: no row can leave twice.</summary>
public sealed class PostingBatchRow(int tenantId, long applicationId, int batchNumber, int number) : ITenantOwned, IVersioned
{
    /// <summary>Longest answer that is kept.</summary>
    public const int MaxWhy = 400;

    public int TenantId { get; private set; } = tenantId;

    public long ApplicationId { get; private set; } = applicationId;

    public int BatchNumber { get; private set; } = batchNumber;

    /// <summary>1, 2, 3… in the batch.</summary>
    public int Number { get; private set; } = number;

    public PostingAnswer Answer { get; private set; } = PostingAnswer.Waiting;

    /// <summary>Why it was refused, in the practice-management system's words.</summary>
    public string Why { get; private set; } = "";

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>In how many sendings of its batch it was.</summary>
    public int Sendings { get; private set; } = 1;

    public long Version { get; private set; } = 1;

    internal void Take(PostingAnswer answer, string why, DateTimeOffset at) => (Answer, Why, AnsweredAt) = (answer, why, at);

    /// <summary>It leaves once more, under the same id.</summary>
    internal void SendAgain()
    {
        if (Answer == PostingAnswer.Taken) throw new InvalidOperationException("What is taken isn't sent again.");
        (Answer, Why, AnsweredAt, Sendings) = (PostingAnswer.Waiting, "", null, Sendings + 1);
    }
}

internal sealed class PostingBatchTable : IEntityTypeConfiguration<PostingBatch>
{
    public void Configure(EntityTypeBuilder<PostingBatch> builder)
    {
        builder.ToTable("posting_batch");
        builder.HasKey(b => new { b.TenantId, b.Number });
        builder.Property(b => b.Settings).HasMaxLength(PostingTemplate.MaxLength);
    }
}

internal sealed class PostingBatchRowTable : IEntityTypeConfiguration<PostingBatchRow>
{
    public void Configure(EntityTypeBuilder<PostingBatchRow> builder)
    {
        builder.ToTable("posting_batch_row");
        builder.HasKey(r => new { r.TenantId, r.ApplicationId });
        builder.Property(r => r.Why).HasMaxLength(PostingBatchRow.MaxWhy);
        builder.HasIndex(r => new { r.TenantId, r.BatchNumber, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.Answer, r.BatchNumber });
        builder.HasOne<PostingBatch>().WithMany().HasForeignKey(r => new { r.TenantId, r.BatchNumber }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PaymentApplication>().WithMany().HasForeignKey(r => new { r.TenantId, r.ApplicationId }).OnDelete(DeleteBehavior.Restrict);
    }
}
