using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>When a write-off goes to a supervisor first.</summary>
public enum GateMode
{
    /// <summary>Never, unless a reason says always.</summary>
    Off = 1,
    /// <summary>Every write-off, unless a reason says never.</summary>
    Always,
    /// <summary>When the claim's live and pending write-offs, with this one, come to more than <see cref="TenantPolicy.GateAboveCents"/>.</summary>
    AboveAmount,
}

/// <summary>The tenant's own rules. Defaults are those of a new tenant.</summary>
public sealed class TenantPolicy(int tenantId) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public GateMode Gate { get; internal set; } = GateMode.Off;

    /// <summary>The amount above which the gate closes, in cents; counts with <see cref="GateMode.AboveAmount"/>.</summary>
    public long GateAboveCents { get; internal set; }

    /// <summary><c>small-balance</c> fits strictly below this many cents. Default 10.00.</summary>
    public long SmallBalanceCents { get; internal set; } = 1_000;

    /// <summary><c>patient-uncollectable</c> fits when the denial is older than this many days. Default 120, the usual early-out period.</summary>
    public int CollectionAgeDays { get; internal set; } = 120;

    /// <summary>Days from service to the payer's filing limit where the payer has none of its own. Default 365 (Medicare's calendar year).</summary>
    public int FilingWindowDays { get; internal set; } = 365;

    /// <summary>Days from denial to the end of the appeal window where the payer has none of its own. Default 120 (Medicare redetermination).</summary>
    public int AppealWindowDays { get; internal set; } = 120;

    /// <summary>True: where a denial is sent again and denied with the same code, the appeal window counts from the latest determination. Default: from the first, which never promises days that a payer may not grant.</summary>
    public bool AppealFromLatest { get; internal set; }

    /// <summary>True: a reason without a category cannot be used.</summary>
    public bool CategoryRequired { get; internal set; }

    /// <summary>True: a remittance for a claim not known here creates it. False: it waits as unmatched.</summary>
    public bool CreateUnknownClaims { get; internal set; } = true;

    /// <summary>True: a reversal that matches for certain reopens its write-off by itself, as soon as the correction is there. Default off: a person reopens.</summary>
    public bool AutomaticReopen { get; internal set; }

    /// <summary>True: interchanges marked as test (ISA15 = T) are held.</summary>
    public bool RefuseTestFiles { get; internal set; }

    /// <summary>The tenant's own payee identifiers (NPI or tax id), separated by blanks; empty: any payee is accepted.</summary>
    public string OwnPayees { get; internal set; } = "";

    /// <summary>True: who signs in with a password needs a second factor, and can do nothing before one is set up. Default off.</summary>
    public bool SecondFactorRequired { get; internal set; }

    /// <summary>A patient's cost share at a federal payer may be given up after so many dated statements. Default 3.</summary>
    public int StatementsNeeded { get; internal set; } = 3;

    /// <summary>Most rows of one mass run. Default 100,000.</summary>
    public int RunRowCap { get; internal set; } = 100_000;

    public long Version { get; private set; } = 1;

    public Money SmallBalance => new(SmallBalanceCents);

    public Money GateAbove => new(GateAboveCents);
}

internal sealed class TenantPolicyTable : IEntityTypeConfiguration<TenantPolicy>
{
    public void Configure(EntityTypeBuilder<TenantPolicy> builder)
    {
        builder.ToTable("tenant_policy");
        builder.HasKey(p => p.TenantId);
        builder.Property(p => p.TenantId).ValueGeneratedNever();
        builder.Property(p => p.OwnPayees).HasMaxLength(2000);
        builder.Ignore(p => p.SmallBalance).Ignore(p => p.GateAbove);
        builder.HasOne<Tenant>().WithOne().HasForeignKey<TenantPolicy>(p => p.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
