using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>A reason, and whether any row was ever written with it.</summary>
public sealed record ReasonLine(WriteOffReason Reason, bool IsUsed);

/// <summary>A tenant's reasons in picklist order.</summary>
public sealed record ReasonList(IReadOnlyList<ReasonLine> Lines, bool CategoryRequired);

/// <summary>Where an administrator keeps the reasons. It is in this layer because only here is known which reasons were used.</summary>
public sealed class ReasonService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>All reasons, on offer or not. Refused: not an administrator.</summary>
    public async Task<Outcome<ReasonList>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        var rules = await TenantRules.Read(db, cancellationToken);
        List<ReasonLine> lines = [];
        foreach (var reason in rules.Reasons) lines.Add(new ReasonLine(reason, await IsUsed(db, reason.Id, cancellationToken)));
        return new ReasonList(lines, rules.Policy.CategoryRequired);
    }

    /// <summary>Adds a reason at the end of the picklist. Its code is for good.</summary>
    public Task<Outcome<long>> Add(Actor actor, string? code, ReasonSettings ask, CancellationToken cancellationToken = default) => Act<long>(actor, (unit, all, required) =>
    {
        if (ReasonRules.RefuseCode(code, all) is { } wrong) return wrong;
        var decided = ReasonRules.Decide(null, ask, all, required);
        if (!decided.IsDone) return decided.Refusal;
        var settings = decided.Value;
        var reason = new WriteOffReason(unit.Actor.TenantId, unit.NextKey(), code!, settings.Label, settings.Category, EvidenceRule.None, settings.WhenToUse,
            all.Count == 0 ? 1 : all.Max(r => r.Position) + 1);
        reason.Take(settings);
        unit.Add(reason);
        Record(unit, reason, $"Added: {reason.Label}, {SettingWords.Of(reason.Category)}");
        return reason.Id;
    }, cancellationToken);

    /// <summary>Changes what differs; one audit row each. The same again is done and writes nothing. Rows written before keep their label.</summary>
    public Task<Outcome<IReadOnlyList<SettingChange>>> Change(Actor actor, long reasonId, long version, ReasonSettings ask, CancellationToken cancellationToken = default) =>
        Act<IReadOnlyList<SettingChange>>(actor, (unit, all, required) =>
        {
            if (all.Find(r => r.Id == reasonId) is not { } reason) return SettingsRefusals.NotFound("reason");
            var decided = ReasonRules.Decide(reason, ask, all.Where(r => r.Id != reasonId), required);
            if (!decided.IsDone) return decided.Refusal;
            if (reason.Version != version) return SettingsRefusals.Changed;
            var changes = ReasonSettings.Of(reason).ChangesTo(decided.Value);
            if (changes.Count > 0) reason.Take(decided.Value);
            foreach (var change in changes) Record(unit, reason, change.ToString());
            return changes.ToList();
        }, cancellationToken);

    /// <summary>Puts a reason to a place in the picklist, counted from 1; the others close up.</summary>
    public Task<Outcome<int>> Move(Actor actor, long reasonId, long version, int place, CancellationToken cancellationToken = default) => Act<int>(actor, (unit, all, _) =>
    {
        if (all.Find(r => r.Id == reasonId) is not { } reason) return SettingsRefusals.NotFound("reason");
        if (reason.Version != version) return SettingsRefusals.Changed;
        var (before, after) = (all.IndexOf(reason) + 1, Math.Clamp(place, 1, all.Count));
        if (before == after) return after;
        all.Remove(reason);
        all.Insert(after - 1, reason);
        foreach (var (moved, n) in all.Select((moved, n) => (moved, n))) moved.MoveTo(n + 1);
        Record(unit, reason, string.Create(CultureInfo.InvariantCulture, $"Place in the picklist: {before} → {after}"));
        return after;
    }, cancellationToken);

    /// <summary>Removes a reason that no row was ever written with; one in use can only be switched off.</summary>
    public Task<Outcome<bool>> Delete(Actor actor, long reasonId, long version, CancellationToken cancellationToken = default) => writer.Write<bool>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
        var reason = await unit.Db.Set<WriteOffReason>().SingleOrDefaultAsync(r => r.Id == reasonId, cancel);
        if (reason is null) return SettingsRefusals.NotFound("reason");
        if (await IsUsed(unit.Db, reasonId, cancel))
            return SettingsRefusals.Of(SettingsRefusal.ReasonInUse, $"{reason.Label} was used, so it stays for the reports.", "Switch it off: it then leaves the picklist.");
        if (reason.Version != version) return SettingsRefusals.Changed;
        unit.Db.Remove(reason);
        Record(unit, reason, $"Deleted, never used: {reason.Label}");
        return true;
    }, cancellationToken);

    /// <summary>Takes the eight standard reasons over where there are none yet.</summary>
    public Task<Outcome<int>> UseStandard(Actor actor, CancellationToken cancellationToken = default) => Act<int>(actor, (unit, all, _) =>
    {
        if (all.Count > 0) return SettingsRefusals.Of(SettingsRefusal.ReasonsExist, "There are reasons already.", "Add what is missing by hand.");
        var standard = StandardReasons.For(unit.Actor.TenantId, unit.NextKey).ToList();
        foreach (var reason in standard)
        {
            unit.Add(reason);
            Record(unit, reason, $"Added: {reason.Label}, {SettingWords.Of(reason.Category)}");
        }

        return standard.Count;
    }, cancellationToken);

    private Task<Outcome<T>> Act<T>(Actor actor, Func<UnitOfWork, List<WriteOffReason>, bool, Outcome<T>> act, CancellationToken cancellationToken) => writer.Write<T>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
        var all = await unit.Db.Set<WriteOffReason>().OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(cancel);
        return act(unit, all, await unit.Db.Set<TenantPolicy>().Select(p => p.CategoryRequired).SingleAsync(cancel));
    }, cancellationToken);

    private static void Record(UnitOfWork unit, WriteOffReason reason, string detail) =>
        unit.Record(AuditAct.ReasonChanged, new AuditRow { ReasonCode = reason.Code, Detail = detail });

    private static async Task<bool> IsUsed(WorkbenchDb db, long reasonId, CancellationToken cancellationToken) =>
        await db.Set<WriteOffRequestLine>().AnyAsync(l => l.ReasonId == reasonId, cancellationToken)
        || await db.Set<PaymentApplication>().AnyAsync(a => a.ReasonId == reasonId, cancellationToken);
}
