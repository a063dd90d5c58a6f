using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>Someone who may approve, and up to which amount.</summary>
/// <param name="Limit">Null: no limit.</param>
public sealed record Approver(Guid Id, string Name, Money? Limit)
{
    /// <summary>True when the amount is within the limit; the limit itself is.</summary>
    public bool Covers(Money amount) => Limit is not { } limit || amount <= limit;
}

/// <summary>Who may approve how much in a tenant, as read at one moment.</summary>
/// <remarks>A person's own row counts; without one the most generous of their roles that may approve, a role without a row being without limit.</remarks>
public sealed class ApprovalLimits(IReadOnlyList<Approver> approvers)
{
    /// <summary>Active people whose roles may approve, by name.</summary>
    public IReadOnlyList<Approver> Approvers { get; } = approvers;

    /// <summary>The person as an approver; null: not one.</summary>
    public Approver? Of(Guid personId) => Approvers.FirstOrDefault(a => a.Id == personId);

    /// <summary>Who else than the requester could approve the amount.</summary>
    public IEnumerable<Approver> WhoCover(Money amount, Guid requester) => Approvers.Where(a => a.Id != requester && a.Covers(amount));

    /// <summary>The lowest limit of anyone else that covers the amount; null: somebody without a limit does, or nobody.</summary>
    public Money? Needed(Money amount, Guid requester)
    {
        var limits = WhoCover(amount, requester).Select(a => a.Limit).ToList();
        return limits.Any(l => l is not null) ? limits.Where(l => l is not null).Min() : null;
    }

    /// <summary>Decides the limit of one person from their roles and the tenant's rows.</summary>
    public static Money? Of(Guid personId, IReadOnlyCollection<Role> roles, IReadOnlyCollection<ApprovalLimit> rows)
    {
        if (rows.FirstOrDefault(r => r.PersonId == personId) is { } own) return own.Amount;
        var limits = roles.Where(MayApprove).Select(role => rows.FirstOrDefault(r => r.Role == role)?.Amount).ToList();
        return limits.Count == 0 || limits.Any(l => l is null) ? null : limits.Max();
    }

    /// <summary>Reads them for the tenant that the database was opened for.</summary>
    public static async Task<ApprovalLimits> Read(WorkbenchDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<ApprovalLimit>().AsNoTracking().ToListAsync(cancellationToken);
        var approving = Enum.GetValues<Role>().Where(MayApprove).ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.IsActive)
            .Join(db.Set<PersonRole>().Where(r => approving.Contains(r.Role)), p => p.Id, r => r.PersonId, (p, r) => new { p.Id, p.DisplayName, r.Role })
            .ToListAsync(cancellationToken);
        return new ApprovalLimits([.. people.GroupBy(p => (p.Id, p.DisplayName))
            .Select(p => new Approver(p.Key.Id, p.Key.DisplayName, Of(p.Key.Id, [.. p.Select(x => x.Role)], rows)))
            .OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    private static bool MayApprove(Role role) => Scopes.Of(role).Contains(Scope.DenialApprove);
}
