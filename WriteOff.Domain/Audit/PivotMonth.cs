using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>Two dimensions that a report may cross; a cause is a reason and its category. The numbers are stored: never renumber.</summary>
public enum PivotPair
{
    CausePayer = 1,
    CauseCarc,
    CauseProvider,
    CauseRequester,
    PayerCarc,
    PayerProvider,
    PayerRequester,
    CarcProvider,
    CarcRequester,
    ProviderRequester,
}

/// <summary>Which dimensions a pair has.</summary>
internal static class PivotPairs
{
    public static IReadOnlyList<PivotPair> All { get; } = Enum.GetValues<PivotPair>();

    public static bool HasCause(this PivotPair pair) => pair is PivotPair.CausePayer or PivotPair.CauseCarc or PivotPair.CauseProvider or PivotPair.CauseRequester;

    public static bool HasPayer(this PivotPair pair) => pair is PivotPair.CausePayer or PivotPair.PayerCarc or PivotPair.PayerProvider or PivotPair.PayerRequester;

    public static bool HasCarc(this PivotPair pair) => pair is PivotPair.CauseCarc or PivotPair.PayerCarc or PivotPair.CarcProvider or PivotPair.CarcRequester;

    public static bool HasProvider(this PivotPair pair) => pair is PivotPair.CauseProvider or PivotPair.PayerProvider or PivotPair.CarcProvider or PivotPair.ProviderRequester;

    public static bool HasRequester(this PivotPair pair) => pair is PivotPair.CauseRequester or PivotPair.PayerRequester or PivotPair.CarcRequester or PivotPair.ProviderRequester;
}

/// <summary>A place in the rollup by months: what isn't of the pair is zero or empty.</summary>
internal readonly record struct PivotMonthKey(PivotPair Pair, int Year, int Month, long ReasonId, int Category, long PayerId, string Carc, string ProviderName, Guid RequestedBy)
{
    public static PivotMonthKey Of(PivotPair pair, in LossKey at) => new(pair, at.PostedOn.Year, at.PostedOn.Month, pair.HasCause() ? at.ReasonId : 0, pair.HasCause() ? at.Category : 0,
        pair.HasPayer() ? at.PayerId : 0, pair.HasCarc() ? at.Carc : "", pair.HasProvider() ? at.ProviderName : "", pair.HasRequester() ? at.RequestedBy : Guid.Empty);
}

/// <summary>The write-offs and reopens of one month by two dimensions, kept in step with the ledger in the same transaction: what pivots add up instead of the ledger.</summary>
/// <remarks>One narrow row per pair, because all dimensions crossed have nearly as many rows as the ledger.</remarks>
public sealed class PivotMonth(int tenantId, PivotPair pair, int year, int month) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public PivotPair Pair { get; private set; } = pair;

    public int Year { get; private set; } = year;

    /// <summary>1 to 12.</summary>
    public int Month { get; private set; } = month;

    /// <summary>The write-off reason; 0 where the pair has no cause.</summary>
    public long ReasonId { get; private set; }

    /// <summary>Number of the reason's category when it was asked for; 0: none, or no cause in the pair.</summary>
    public int Category { get; private set; }

    /// <summary>The denial's payer; 0 where the pair has none.</summary>
    public long PayerId { get; private set; }

    /// <summary>The denial's adjustment code; empty where the pair has none.</summary>
    public string Carc { get; private set; } = "";

    /// <summary>The claim's provider; empty where the claim or the pair has none.</summary>
    public string ProviderName { get; private set; } = "";

    /// <summary>Who asked for the write-off; <see cref="Guid.Empty"/> where the pair has nobody, or it was the system.</summary>
    public Guid RequestedBy { get; private set; }

    /// <summary>Gross: cents of the write-off rows of the month.</summary>
    public long WrittenOffCents { get; private set; }

    /// <summary>Write-off rows of the month.</summary>
    public long WrittenOffCount { get; private set; }

    /// <summary>Cents taken back in the month, whenever they were written off; above zero.</summary>
    public long ReopenedCents { get; private set; }

    /// <summary>Rows taken back in the month.</summary>
    public long ReopenedCount { get; private set; }

    /// <summary>Cents of the month's write-offs that were taken back, whenever that was; above zero.</summary>
    public long UndoneCents { get; private set; }

    /// <summary>Rows of the month's write-offs that were taken back.</summary>
    public long UndoneCount { get; private set; }
}

internal sealed class PivotMonthTable : IEntityTypeConfiguration<PivotMonth>
{
    public void Configure(EntityTypeBuilder<PivotMonth> builder)
    {
        builder.ToTable("pivot_rollup");
        // The month stands last, so that a year's sums by both dimensions come in the key's own order.
        builder.HasKey(p => new { p.TenantId, p.Pair, p.Year, p.ReasonId, p.Category, p.PayerId, p.Carc, p.ProviderName, p.RequestedBy, p.Month });
        builder.Property(p => p.Carc).HasMaxLength(20).HasAnnotation(ProviderDifferences.Exact, true);
        builder.Property(p => p.ProviderName).HasAnnotation(ProviderDifferences.Exact, true);
        builder.HasAnnotation(ProviderDifferences.KeyedTree, true);
    }
}
