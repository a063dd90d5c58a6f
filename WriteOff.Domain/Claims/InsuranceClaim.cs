using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Claims;

/// <summary>What was billed: one patient, one payer, one or more lines. Balance = charge − Σ of its payment applications, at every instant.</summary>
public sealed class InsuranceClaim(int tenantId, long id, string claimNumber, long payerId, long chargeCents) : ITenantOwned, IVersioned
{
    private string _patientName = "";

    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>The patient control number, CLM01 = CLP01.</summary>
    public string ClaimNumber { get; private set; } = claimNumber;

    /// <summary>The claim number as it is searched: <see cref="SearchText"/>.</summary>
    public string ClaimKey { get; private set; } = SearchText.Of(claimNumber);

    /// <summary>The payer that adjudicated it first.</summary>
    public long PayerId { get; private set; } = payerId;

    /// <summary>Total charge in cents.</summary>
    public long ChargeCents { get; private set; } = chargeCents;

    /// <summary>Open on the claim, in cents; negative is a credit.</summary>
    public long BalanceCents { get; private set; } = chargeCents;

    /// <summary>Last name, first name, as the remittance has it.</summary>
    public string PatientName
    {
        get => _patientName;
        init => (_patientName, PatientKey) = (value, SearchText.Of(value));
    }

    /// <summary>The patient's name as it is searched: <see cref="SearchText"/>.</summary>
    public string PatientKey { get; private set; } = "";

    /// <summary>The member id at the payer.</summary>
    public string MemberId { get; internal set; } = "";

    /// <summary>Who rendered the service, where the remittance names it; else the payee.</summary>
    public string ProviderName { get; internal set; } = "";

    /// <summary>First date of service.</summary>
    public DateOnly? ServiceFrom { get; init; }

    /// <summary>Last date of service.</summary>
    public DateOnly? ServiceTo { get; init; }

    public long Version { get; private set; } = 1;

    public Money Balance => new(BalanceCents);

    public Money Charge => new(ChargeCents);

    /// <summary>Takes an application into the balance. Only the ledger calls it, with the row that it adds.</summary>
    internal void Apply(PaymentApplication application) => BalanceCents = checked(BalanceCents - application.AmountCents);

    /// <summary>More lines of the same claim came in another claim payment (a split claim): the charge grows by theirs.</summary>
    internal void Extend(Money charge)
    {
        ChargeCents = checked(ChargeCents + charge.Cents);
        BalanceCents = checked(BalanceCents + charge.Cents);
    }

    /// <summary>The first remittance of a claim that was opened from a file says what the file left out.</summary>
    internal void FillIn(string patientName, string memberId, string providerName)
    {
        if (PatientName.Length == 0) (_patientName, PatientKey) = (patientName, SearchText.Of(patientName));
        if (MemberId.Length == 0) MemberId = memberId;
        if (ProviderName.Length == 0 && providerName.Length > 0) (ProviderName, IsProviderFilledIn) = (providerName, true);
        IsFilledIn = true;
    }

    /// <summary>Something was filled in since it was read.</summary>
    internal bool IsFilledIn { get; private set; }

    /// <summary>Its provider was filled in since it was read: what its write-offs count in reports goes over to it.</summary>
    internal bool IsProviderFilledIn { get; private set; }

    /// <summary>A change of it was written in bulk: the version in the table is one higher.</summary>
    internal void Rise() => (Version, IsFilledIn, IsProviderFilledIn) = (Version + 1, false, false);
}

/// <summary>One billed line of a claim.</summary>
public sealed class ClaimLine(int tenantId, long id, long claimId, int number, string procedureCode, long chargeCents) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long ClaimId { get; private set; } = claimId;

    /// <summary>1, 2, 3… in the order in which the lines became known.</summary>
    public int Number { get; private set; } = number;

    /// <summary>HCPCS/CPT, revenue or drug code as billed (SVC01).</summary>
    public string ProcedureCode { get; private set; } = procedureCode;

    /// <summary>Modifiers, separated by blanks, in billed order.</summary>
    public string Modifiers { get; init; } = "";

    public long ChargeCents { get; private set; } = chargeCents;

    public DateOnly? ServiceDate { get; init; }

    /// <summary>The provider's own line number, REF*6R; empty where the payer doesn't send it.</summary>
    public string ControlNumber { get; init; } = "";

    public Money Charge => new(ChargeCents);
}

/// <summary>An insurer, known by its identifier (TRN03 or N1*PR); the name is for display.</summary>
public sealed class Payer(int tenantId, long id, string identifier, string name) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public string Identifier { get; private set; } = identifier;

    public string Name { get; private set; } = name;

    /// <summary>The identifier of a payer that is known by its name alone, until its first remittance says the real one.</summary>
    public static string IdentifierFor(string name) => SearchText.Of(name) is var key && key.Length <= MaxNameInIdentifier ? $"{NamePrefix}{key}" : $"{NamePrefix}{key[..MaxNameInIdentifier]}";

    private const string NamePrefix = "name:";

    private const int MaxNameInIdentifier = 75;

    /// <summary>Its first remittance came: from now on it is known by that identifier.</summary>
    internal void IdentifyAs(string identifier)
    {
        if (!Identifier.StartsWith(NamePrefix, StringComparison.Ordinal)) throw new InvalidOperationException("The payer has an identifier.");
        Identifier = identifier;
    }

    /// <summary>Days from service to this payer's filing limit; null: the tenant's.</summary>
    public int? FilingWindowDays { get; internal set; }

    /// <summary>Days from denial to the end of this payer's appeal window; null: the tenant's.</summary>
    public int? AppealWindowDays { get; internal set; }

    /// <summary>A federal health care program (Medicare, Medicaid, TRICARE…): a patient's cost share isn't given up without evidence.</summary>
    public bool IsFederal { get; internal set; }
}

internal sealed class InsuranceClaimTable : IEntityTypeConfiguration<InsuranceClaim>
{
    public void Configure(EntityTypeBuilder<InsuranceClaim> builder)
    {
        builder.ToTable("claim");
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.ClaimNumber).HasMaxLength(50);
        builder.Property(c => c.MemberId).HasMaxLength(80);
        builder.Ignore(c => c.Balance).Ignore(c => c.Charge);
        builder.Property(c => c.ClaimKey).HasMaxLength(50).HasAnnotation(ProviderDifferences.Exact, true);
        builder.Property(c => c.PatientKey).HasAnnotation(ProviderDifferences.Exact, true);
        // As the rollup by provider has it: two spellings are two providers there, on both databases.
        builder.Property(c => c.ProviderName).HasAnnotation(ProviderDifferences.Exact, true);
        builder.HasIndex(c => new { c.TenantId, c.ClaimNumber });
        // With the key of the row, so that a search reads the index alone.
        builder.HasIndex(c => new { c.TenantId, c.ClaimKey, c.Id }).HasDatabaseName("ix_claim_key");
        builder.HasIndex(c => new { c.TenantId, c.PatientKey, c.Id }).HasDatabaseName("ix_claim_patient");
        builder.HasOne<Payer>().WithMany().HasForeignKey(c => new { c.TenantId, c.PayerId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ClaimLineTable : IEntityTypeConfiguration<ClaimLine>
{
    public void Configure(EntityTypeBuilder<ClaimLine> builder)
    {
        builder.ToTable("claim_line");
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.Property(l => l.ProcedureCode).HasMaxLength(50);
        builder.Property(l => l.Modifiers).HasMaxLength(40);
        builder.Property(l => l.ControlNumber).HasMaxLength(50);
        builder.Ignore(l => l.Charge);
        builder.HasIndex(l => new { l.TenantId, l.ClaimId, l.Number }).IsUnique();
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(l => new { l.TenantId, l.ClaimId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PayerTable : IEntityTypeConfiguration<Payer>
{
    public void Configure(EntityTypeBuilder<Payer> builder)
    {
        builder.ToTable("payer");
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Identifier).HasMaxLength(80);
        builder.HasIndex(p => new { p.TenantId, p.Identifier }).IsUnique();
    }
}
