using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials;

/// <summary>A row of the route table as an administrator wants it.</summary>
/// <param name="Seen">The row that counted when they looked; null: none did.</param>
public sealed record RouteAsk(RouteCodeKind Kind, string? Code, RouteEntry? Seen, DenialRoute Route, bool Guards, string? Words, string? Source);

/// <summary>What a change of the route table came to.</summary>
/// <param name="Change">Null: it was so already, and nothing was written.</param>
/// <param name="Denials">How many denials have another route, or another guard, since.</param>
public sealed record RouteSaved(SettingChange? Change, int Denials);

/// <summary>Where an administrator keeps the tenant's route table. A change counts at once, for denials that stand too, and is audited with before and after.</summary>
public sealed class RouteService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>The table that counts. Refused: not an administrator.</summary>
    public async Task<Outcome<RouteTable>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        return await RouteTable.Read(db, cancellationToken);
    }

    /// <summary>Puts the tenant's own row in place of the one that counts. The same again is done and writes nothing.</summary>
    public Task<Outcome<RouteSaved>> Set(Actor actor, RouteAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return writer.Write<RouteSaved>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var decided = RouteTableRules.Decide(ask);
            if (!decided.IsDone) return decided.Refusal;
            var (wanted, now) = (decided.Value, (await RouteTable.Read(unit.Db, cancel)).Find(ask.Kind, decided.Value.Code));
            if (now != ask.Seen) return SettingsRefusals.Changed;
            if (now == wanted) return new RouteSaved(null, 0);
            var row = await unit.Db.Set<RouteRow>().SingleOrDefaultAsync(r => r.Kind == wanted.Kind && r.Code == wanted.Code, cancel);
            if (row is null) unit.Add(row = new RouteRow(unit.Actor.TenantId, wanted.Kind, wanted.Code));
            (row.Route, row.Guards, row.Words, row.Source) = (wanted.Route, wanted.Guards, wanted.Words, wanted.Source);
            return await Saved(unit, now, wanted, cancel);
        }, cancellationToken);
    }

    /// <summary>Takes the tenant's own row back: the shipped one counts again, or none.</summary>
    /// <param name="seen">The row that the administrator looked at.</param>
    public Task<Outcome<RouteSaved>> TakeBack(Actor actor, RouteEntry seen, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return writer.Write<RouteSaved>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var row = await unit.Db.Set<RouteRow>().SingleOrDefaultAsync(r => r.Kind == seen.Kind && r.Code == seen.Code, cancel);
            if (row is null || row.Entry != seen) return SettingsRefusals.Changed;
            unit.Db.Remove(row);
            return await Saved(unit, seen, RouteTable.ShippedFor(seen.Kind, seen.Code), cancel);
        }, cancellationToken);
    }

    private static async Task<RouteSaved> Saved(UnitOfWork unit, RouteEntry? before, RouteEntry? after, CancellationToken cancellationToken)
    {
        var entry = (after ?? before)!;
        var change = new SettingChange($"Route of {RouteWords.Of(entry.Kind)} {entry.Code}", RouteTableRules.Describe(before), RouteTableRules.Describe(after));
        unit.Record(AuditAct.PolicyChanged, new AuditRow { Detail = change.ToString() });
        await unit.Save(cancellationToken);
        return new RouteSaved(change, await JudgeAgain(unit, entry, cancellationToken));
    }

    /// <summary>The denials that the row speaks of, by their few pairs of code and remarks, each pair judged once by the table that counts now.</summary>
    private static async Task<int> JudgeAgain(UnitOfWork unit, RouteEntry entry, CancellationToken cancellationToken)
    {
        var table = await RouteTable.Read(unit.Db, cancellationToken);
        var denials = unit.Db.Set<Denial>();
        var pairs = await Spoken(denials, entry).Select(d => new { d.Carc, d.Rarcs, d.Route, d.RouteGuards }).Distinct().ToListAsync(cancellationToken);
        var moved = 0;
        var changed = pairs.Select(p => (p.Carc, p.Rarcs, Is: (p.Route, p.RouteGuards), To: table.Of(p.Carc, p.Rarcs))).Where(p => p.Is != (p.To.Route, p.To.Guards));
        foreach (var group in changed.GroupBy(p => (p.Carc, p.To.Route, p.To.Guards)).ToList())
        {
            var (carc, route, guards) = group.Key;
            var remarks = group.Select(p => p.Rarcs).Distinct(StringComparer.Ordinal).ToList();
            moved += await unit.Derive(denials.Where(d => d.Carc == carc && remarks.Contains(d.Rarcs) && (d.Route != route || d.RouteGuards != guards)),
                set => set.SetProperty(d => d.Route, route).SetProperty(d => d.RouteGuards, guards), cancellationToken);
        }

        return moved;
    }

    private static IQueryable<Denial> Spoken(IQueryable<Denial> denials, RouteEntry entry)
    {
        var (code, token) = (entry.Code, $" {entry.Code} ");
        return entry.Kind switch
        {
            RouteCodeKind.Remark => denials.Where(d => (" " + d.Rarcs + " ").Contains(token)),
            RouteCodeKind.Code => denials.Where(d => d.Carc == code),
            RouteCodeKind.Category => OfCategory(denials, code),
        };
    }

    /// <summary>Codes that we don't ship are of category other, so other is whatever is in no other category.</summary>
    private static IQueryable<Denial> OfCategory(IQueryable<Denial> denials, string word)
    {
        var isOther = string.Equals(word, AdjustmentCodes.WordOf(CodeCategory.Other), StringComparison.Ordinal);
        var codes = AdjustmentCodes.Shipped.Where(c => isOther ? c.Category != CodeCategory.Other : string.Equals(AdjustmentCodes.WordOf(c.Category), word, StringComparison.Ordinal)).Select(c => c.Code).Order(StringComparer.Ordinal).ToList();
        return isOther ? denials.Where(d => !codes.Contains(d.Carc)) : denials.Where(d => codes.Contains(d.Carc));
    }
}
