using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Tenants;

/// <summary>What kind of loss a reason stands for: the first cut of every report.</summary>
public enum ReasonCategory
{
    /// <summary>The agreed rate allows no more.</summary>
    Contractual = 1,
    /// <summary>Somebody could have prevented it.</summary>
    Preventable,
    /// <summary>The payer's policy does not cover it.</summary>
    PayerPolicy,
    /// <summary>The patient owes and cannot be collected from.</summary>
    Patient,
    /// <summary>Costs more to work than it brings.</summary>
    SmallBalance,
    /// <summary>None of these; the note says what.</summary>
    Other,
}

/// <summary>What a missing piece of evidence means for a reason.</summary>
public enum EvidenceMode
{
    /// <summary>Not checked.</summary>
    Off = 1,
    /// <summary>A note stands in for it.</summary>
    NoteInstead,
    /// <summary>Refused; someone with billing.denial.override can pass it with a note.</summary>
    Block,
}

/// <summary>How a reason bends the tenant's gate.</summary>
public enum ReasonGate
{
    /// <summary>As the tenant's policy says.</summary>
    AsPolicy = 1,
    /// <summary>Always to a supervisor.</summary>
    Always,
    /// <summary>Never to a supervisor.</summary>
    Never,
}

/// <summary>Which evidence a reason asks for. Tenants' own reasons ask for none.</summary>
public enum EvidenceRule
{
    None = 1,
    Contractual,
    TimelyFilingExpired,
    NonCovered,
    AuthDeniedFinal,
    PatientUncollectable,
    SmallBalance,
    BadDebt,
    FreeText,
}

/// <summary>A tenant's write-off reason. Its code never changes; rows keep the label they were written with.</summary>
public sealed class WriteOffReason(int tenantId, long id, string code, string label, ReasonCategory? category, EvidenceRule rule, string whenToUse, int position)
    : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>Stable code for reports: <c>timely-filing-expired</c>.</summary>
    public string Code { get; private set; } = code;

    public string Label { get; private set; } = label;

    /// <summary>Null where the tenant gave none; refused when the tenant requires one.</summary>
    public ReasonCategory? Category { get; private set; } = category;

    public EvidenceRule Rule { get; private set; } = rule;

    /// <summary>One sentence for the picklist.</summary>
    public string WhenToUse { get; private set; } = whenToUse;

    /// <summary>Order in the picklist.</summary>
    public int Position { get; private set; } = position;

    public bool IsEnabled { get; internal set; } = true;

    /// <summary>A note is asked for whatever the evidence says.</summary>
    public bool NoteRequired { get; internal set; }

    /// <summary>Nothing is written off for it without a note: asked for, or its rule is the free text itself.</summary>
    public bool NeedsNote => NoteRequired || Rule == EvidenceRule.FreeText;

    public EvidenceMode Evidence { get; internal set; } = EvidenceMode.NoteInstead;

    public ReasonGate Gate { get; internal set; } = ReasonGate.AsPolicy;

    public long Version { get; private set; } = 1;

    /// <summary>Takes over what an administrator set; the code and the rule stay.</summary>
    internal void Take(ReasonSettings settings)
    {
        (Label, Category, WhenToUse) = (settings.Label, settings.Category, settings.WhenToUse);
        (IsEnabled, NoteRequired, Gate, Evidence) = (settings.IsEnabled, settings.NoteRequired, settings.Gate, settings.Evidence);
    }

    internal void MoveTo(int position) => Position = position;
}

/// <summary>What evidence rules can be set to.</summary>
public static class EvidenceRuleFacts
{
    /// <summary>True where an administrator can choose off, note instead or block. Hard rules are never off, and a contractual write-off is only warned about.</summary>
    public static bool TakesMode(this EvidenceRule rule) => rule switch
    {
        EvidenceRule.TimelyFilingExpired or EvidenceRule.NonCovered or EvidenceRule.AuthDeniedFinal or EvidenceRule.PatientUncollectable or EvidenceRule.BadDebt => true,
        EvidenceRule.None or EvidenceRule.Contractual or EvidenceRule.SmallBalance or EvidenceRule.FreeText => false,
    };
}

internal sealed class WriteOffReasonTable : IEntityTypeConfiguration<WriteOffReason>
{
    public void Configure(EntityTypeBuilder<WriteOffReason> builder)
    {
        builder.ToTable("write_off_reason");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Code).HasMaxLength(40);
        builder.Property(r => r.Label).HasMaxLength(80);
        builder.HasIndex(r => new { r.TenantId, r.Code }).IsUnique();
        builder.HasMany<CauseDay>().WithOne().HasForeignKey(c => new { c.TenantId, c.ReasonId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
