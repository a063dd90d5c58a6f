using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>The policy as saved.</summary>
/// <param name="Changes">What was changed; empty: all was so already, and nothing was written.</param>
public sealed record PolicySaved(long Version, IReadOnlyList<SettingChange> Changes);

/// <summary>Where an administrator sets the tenant's rules. Each changed setting leaves an audit row with before and after.</summary>
public sealed class PolicyService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Tenant, policy and reasons as they are now. Refused: not an administrator.</summary>
    public async Task<Outcome<TenantRules>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        return await TenantRules.Read(db, cancellationToken);
    }

    /// <summary>Saves what differs. The same again is done and writes nothing.</summary>
    public Task<Outcome<PolicySaved>> Save(Actor actor, PolicyAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return writer.Write<PolicySaved>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var policy = await unit.Db.Set<TenantPolicy>().SingleAsync(cancel);
            var now = PolicySettings.Of(policy);
            var decided = PolicyRules.Decide(now, ask);
            if (!decided.IsDone) return decided.Refusal;
            if (policy.Version != ask.Version) return SettingsRefusals.Changed;
            var evidence = await Evidence(unit, ask.Evidence, cancel);
            if (!evidence.IsDone) return evidence.Refusal;

            var changes = now.ChangesTo(decided.Value);
            if (changes.Count > 0) decided.Value.ApplyTo(policy);
            foreach (var change in changes) unit.Record(AuditAct.PolicyChanged, new AuditRow { Detail = change.ToString() });
            return new PolicySaved(policy.Version + (changes.Count > 0 ? 1 : 0), [.. changes, .. evidence.Value]);
        }, cancellationToken);
    }

    private static async Task<Outcome<IReadOnlyList<SettingChange>>> Evidence(UnitOfWork unit, IReadOnlyList<EvidenceAsk> asked, CancellationToken cancellationToken)
    {
        List<SettingChange> changes = [];
        foreach (var ask in asked)
        {
            var reason = await unit.Db.Set<WriteOffReason>().SingleOrDefaultAsync(r => r.Id == ask.ReasonId, cancellationToken);
            if (PolicyRules.RefuseEvidence(reason, ask) is { } refusal) return refusal;
            if (reason!.Evidence == ask.Mode) continue;
            var change = new SettingChange($"Evidence of {reason.Label}", SettingWords.Of(reason.Evidence), SettingWords.Of(ask.Mode));
            reason.Evidence = ask.Mode;
            unit.Record(AuditAct.ReasonChanged, new AuditRow { ReasonCode = reason.Code, Detail = change.ToString() });
            changes.Add(change);
        }

        return changes;
    }
}
