using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Denials;

/// <summary>The indexes that the grid walks. Each begins with the tenant.</summary>
/// <remarks>
/// A write-off changes balance and status: three of these move with it (status_age, status_balance, assignee), and what stands behind their
/// id costs such a run nothing more, as the entry moves anyway; it lets a filter be judged without reading the row. The others hold what a
/// write-off leaves alone. There is none of the balance alone: six walks of status_balance, merged, do the same.
/// </remarks>
internal static class DenialIndexes
{
    public const string Age = "ix_denial_age";
    public const string StatusAge = "ix_denial_status_age";
    public const string StatusBalance = "ix_denial_status_balance";
    public const string Assignee = "ix_denial_assignee";
    public const string Payer = "ix_denial_payer";
    public const string Carc = "ix_denial_carc";
    public const string Route = "ix_denial_route";
    public const string Appeal = "ix_denial_appeal";
    public const string Flagged = "ix_denial_flagged";
    public const string Claim = "ix_denial_claim";

    public static void Make(EntityTypeBuilder<Denial> builder)
    {
        builder.HasIndex(d => new { d.TenantId, d.DeniedOn, d.Id, d.IsFlagged }, Age);
        builder.HasIndex(d => new { d.TenantId, d.Status, d.DeniedOn, d.Id, d.BalanceCents, d.IsFlagged, d.PayerId, d.Carc, d.AppealBy, d.AssigneeId }, StatusAge);
        builder.HasIndex(d => new { d.TenantId, d.Status, d.BalanceCents, d.Id, d.DeniedOn, d.IsFlagged, d.PayerId, d.Carc, d.AppealBy, d.AssigneeId }, StatusBalance);
        builder.HasIndex(d => new { d.TenantId, d.AssigneeId, d.Status, d.DeniedOn, d.Id, d.BalanceCents }, Assignee);
        builder.HasIndex(d => new { d.TenantId, d.PayerId, d.DeniedOn, d.Id }, Payer);
        builder.HasIndex(d => new { d.TenantId, d.Carc, d.DeniedOn, d.Id }, Carc);
        builder.HasIndex(d => new { d.TenantId, d.Route, d.DeniedOn, d.Id }, Route);
        builder.HasIndex(d => new { d.TenantId, d.AppealBy, d.Id }, Appeal);
        builder.HasIndex(d => new { d.TenantId, d.DeniedOn, d.Id }, Flagged).HasAnnotation(ProviderDifferences.OnlyWhere, nameof(Denial.IsFlagged));
        builder.HasIndex(d => new { d.TenantId, d.ClaimId }, Claim);
    }
}
