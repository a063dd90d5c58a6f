using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>An unpaid amount that the payer refused: one per denied claim line, group and CARC, or per claim where the payer adjusts at claim level.</summary>
/// <remarks>Balance = denied − taken back − Σ of the applications that name it. Status changes only by an act of <see cref="Transitions"/>.</remarks>
public sealed class Denial(int tenantId, long id, long claimId, long payerId, string group, string carc, long deniedCents, DateOnly deniedOn) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long ClaimId { get; private set; } = claimId;

    /// <summary>The denied line; null for a denial of the whole claim.</summary>
    public long? LineId { get; init; }

    public long PayerId { get; private set; } = payerId;

    /// <summary>CAS group: CO, PR, OA, PI, or <c>unknown</c>. PR: the patient is liable.</summary>
    public string Group { get; private set; } = group;

    /// <summary>CARC without leading zeros, or <c>unknown</c>.</summary>
    public string Carc { get; private set; } = carc;

    /// <summary>Remark codes, separated by blanks.</summary>
    public string Rarcs
    {
        get;
        init
        {
            field = value;
            TakeRoute(RouteTable.Shipped.Of(Carc, value));
        }
    } = "";

    /// <summary>What its codes leave to do with the payer, by the tenant's route table; kept here so that filters and rules ask one column. Its clock is worked out where it is asked for.</summary>
    public DenialRoute Route { get; private set; } = RouteTable.Shipped.Of(carc, "").Route;

    /// <summary>While that route stands open, a write-off needs an override.</summary>
    public bool RouteGuards { get; private set; } = RouteTable.Shipped.Of(carc, "").Guards;

    /// <summary>The payer's day of denial (DTM*405, else BPR16, GS04, the posting day).</summary>
    public DateOnly DeniedOn { get; private set; } = deniedOn;

    /// <summary>What was refused, in cents; grows where the same line is refused again for more.</summary>
    public long DeniedCents { get; private set; } = deniedCents;

    /// <summary>What the payer took back of it (a reversal) or denied anew under another code, in cents.</summary>
    public long TakenBackCents { get; private set; }

    /// <summary>What remains, in cents.</summary>
    public long BalanceCents { get; private set; } = deniedCents;

    /// <summary>Reserved by the pending request, in cents; 0 unless PENDING_WRITEOFF.</summary>
    public long ReservedCents { get; private set; }

    public DenialStatus Status { get; private set; } = DenialStatus.Open;

    /// <summary>Set exactly when the status is RESOLVED.</summary>
    public Resolution? Resolution { get; private set; }

    public Guid? AssigneeId { get; private set; }

    /// <summary>A reversal or a surprise payment was found for it: protected until it is reopened or dismissed.</summary>
    public bool IsFlagged { get; private set; }

    /// <summary>Last day to file the next appeal.</summary>
    public DateOnly AppealBy { get; private set; }

    /// <summary>When collections sent the account back, where recorded.</summary>
    public DateOnly? ReturnedFromCollectionsOn { get; private set; }

    /// <summary>The remittance that made it.</summary>
    public long? RemittanceId { get; init; }

    /// <summary>The claim payment of that remittance.</summary>
    public long? RemittanceClaimId { get; init; }

    public long Version { get; private set; } = 1;

    public Money Denied => new(DeniedCents);

    public Money Balance => new(BalanceCents);

    public Money Reserved => new(ReservedCents);

    /// <summary>What can still be written off: balance less what is reserved.</summary>
    public Money Available => new(checked(BalanceCents - ReservedCents));

    /// <summary>True when the patient is liable (group PR).</summary>
    public bool IsPatientLiable => string.Equals(Group, "PR", StringComparison.Ordinal);

    internal void SetAppealWindow(DateOnly by) => AppealBy = by;

    /// <summary>The tenant's table was asked for its codes.</summary>
    internal void TakeRoute(RouteEntry entry) => (Route, RouteGuards) = (entry.Route, entry.Guards);

    internal void AssignTo(Guid? person) => AssigneeId = person;

    internal void RecordReturnFromCollections(DateOnly on) => ReturnedFromCollectionsOn = on;

    /// <summary>Takes an application of its own into the balance. Only the ledger calls it, with the row that it adds.</summary>
    internal void Apply(PaymentApplication application) => BalanceCents = checked(BalanceCents - application.AmountCents);

    /// <summary>The payer doesn't deny this much any more: another denial, or another adjudication, stands in its place.</summary>
    internal void TakeBack(Money amount)
    {
        TakenBackCents = checked(TakenBackCents + amount.Cents);
        BalanceCents = checked(BalanceCents - amount.Cents);
    }

    /// <summary>Sent again, the payer refused more of the same line under the same code: first what it had taken back, then more than it ever denied.</summary>
    internal void DenyMore(Money amount)
    {
        var returned = Math.Min(amount.Cents, TakenBackCents);
        TakenBackCents -= returned;
        DeniedCents = checked(DeniedCents + amount.Cents - returned);
        BalanceCents = checked(BalanceCents + amount.Cents);
    }

    /// <summary>A reversal, or money that nobody expected, was found for it; or that question is closed.</summary>
    internal void Flag(bool isFlagged) => IsFlagged = isFlagged;

    /// <summary>What came after the payer had taken the denial back says how it ended.</summary>
    internal void Conclude(Resolution resolution) => Resolution = Status == DenialStatus.Resolved
        ? resolution
        : throw new InvalidOperationException($"A denial that is {Status.Word()} has no resolution.");

    internal void Reserve(Money amount) => ReservedCents = amount.Cents;

    internal void Release() => ReservedCents = 0;

    /// <summary>A change of it was written in bulk: the version in the table is one higher.</summary>
    internal void Rise() => Version++;

    /// <summary>Does the act's step. The caller has decided that it is allowed; a step that the table doesn't know is a bug.</summary>
    /// <param name="cameFrom">Where the write-off request came from, for acts that lead back there.</param>
    internal void Step(DenialAct act, DenialStatus? cameFrom = null, Resolution? resolution = null)
    {
        Status = Transitions.After(Status, act, cameFrom);
        Resolution = Status == DenialStatus.Resolved ? resolution ?? throw new InvalidOperationException("Resolved without a resolution.") : null;
    }
}

internal sealed class DenialTable : IEntityTypeConfiguration<Denial>
{
    public void Configure(EntityTypeBuilder<Denial> builder)
    {
        builder.ToTable("denial");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.Group).HasMaxLength(10);
        builder.Property(d => d.Carc).HasMaxLength(20).HasAnnotation(ProviderDifferences.Exact, true);
        builder.Ignore(d => d.Denied).Ignore(d => d.Balance).Ignore(d => d.Reserved).Ignore(d => d.Available).Ignore(d => d.IsPatientLiable);
        DenialIndexes.Make(builder);
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(d => new { d.TenantId, d.ClaimId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ClaimLine>().WithMany().HasForeignKey(d => new { d.TenantId, d.LineId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Payer>().WithMany().HasForeignKey(d => new { d.TenantId, d.PayerId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<PaymentApplication>().WithOne().HasForeignKey(a => new { a.TenantId, a.DenialId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Access.Person>().WithMany().HasForeignKey(d => new { d.TenantId, d.AssigneeId }).OnDelete(DeleteBehavior.Restrict);
    }
}
