using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Reporting;

/// <summary>Something an administrator still has to set up, in the order in which it hinders work.</summary>
public enum SetupStep
{
    /// <summary>No write-off reason is on offer: nobody can write anything off.</summary>
    NoReasons = 1,
    /// <summary>A reason has no category although one is required.</summary>
    ReasonsWithoutCategory,
    /// <summary>Nobody has a role that writes off.</summary>
    NobodyWritesOff,
    /// <summary>Nobody has a role that posts remittances.</summary>
    NobodyPosts,
    /// <summary>Write-offs go to a supervisor and nobody may approve: they wait for ever.</summary>
    NobodyApproves,
    /// <summary>Only one person may approve: their own requests find no approver.</summary>
    OneApprover,
    /// <summary>This is the only administrator: nobody could let them back in.</summary>
    OneAdministrator,
}

/// <summary>What an administrator sees first.</summary>
/// <param name="Steps">What waits for set-up; empty when nothing does.</param>
/// <param name="Changes">The newest changes of settings and people, newest first.</param>
/// <param name="Locked">People who are locked out, by name.</param>
public sealed record AdminStartView(IReadOnlyList<SetupStep> Steps, IReadOnlyList<AuditRow> Changes, IReadOnlyList<Colleague> Locked);

/// <summary>Reads the start of an administrator. Refuses without <c>tenant.admin</c>.</summary>
public sealed class AdminStart(WorkbenchDbs dbs)
{
    private const int MostChanges = 8;

    /// <summary>What waits, what changed, who is locked out.</summary>
    public async Task<Outcome<AdminStartView>> Read(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        var policy = await db.Set<TenantPolicy>().SingleAsync(cancellationToken);
        var reasons = await db.Set<WriteOffReason>().Where(r => r.IsEnabled).ToListAsync(cancellationToken);
        var people = await db.Set<Person>().OrderBy(p => p.DisplayName).ToListAsync(cancellationToken);
        var active = people.Where(p => p.IsActive).Select(p => p.Id).ToHashSet();
        var roles = (await db.Set<PersonRole>().ToListAsync(cancellationToken)).Where(r => active.Contains(r.PersonId)).ToList();
        var settings = AuditActs.Settings;
        // Rows that name no denial are a small part of a trail, and lie together in its index.
        var changes = await db.Set<AuditRow>().Where(a => a.DenialId == null && settings.Contains(a.Act)).OrderByDescending(a => a.Sequence).Take(MostChanges).ToListAsync(cancellationToken);
        return new AdminStartView([.. Steps(policy, reasons, scope => roles.Where(r => Scopes.Of(r.Role).Contains(scope)).Select(r => r.PersonId).Distinct().Count())],
            changes, [.. people.Where(p => !p.IsActive).Select(p => new Colleague(p.Id, p.DisplayName))]);
    }

    /// <summary>What waits for set-up. Pure.</summary>
    /// <param name="enabled">The reasons that are switched on.</param>
    /// <param name="peopleWith">How many active people have a scope.</param>
    public static IEnumerable<SetupStep> Steps(TenantPolicy policy, IReadOnlyCollection<WriteOffReason> enabled, Func<Scope, int> peopleWith)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(enabled);
        ArgumentNullException.ThrowIfNull(peopleWith);
        if (enabled.Count == 0) yield return SetupStep.NoReasons;
        if (policy.CategoryRequired && enabled.Any(r => r.Category is null)) yield return SetupStep.ReasonsWithoutCategory;
        if (peopleWith(Scope.DenialWrite) == 0) yield return SetupStep.NobodyWritesOff;
        if (peopleWith(Scope.PaymentWrite) == 0) yield return SetupStep.NobodyPosts;
        var isGated = policy.Gate != GateMode.Off || enabled.Any(r => r.Gate == ReasonGate.Always);
        if (isGated && peopleWith(Scope.DenialApprove) == 0) yield return SetupStep.NobodyApproves;
        if (isGated && peopleWith(Scope.DenialApprove) == 1) yield return SetupStep.OneApprover;
        if (peopleWith(Scope.TenantAdmin) == 1) yield return SetupStep.OneAdministrator;
    }
}
