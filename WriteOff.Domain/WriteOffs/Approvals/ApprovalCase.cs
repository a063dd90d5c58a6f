using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>A request with everything that the rules ask and the queue shows about it, loaded the same way for both.</summary>
/// <param name="Lines">Reasons and amounts, with what the rule saw then.</param>
/// <param name="Appeals">Of the denial, oldest first.</param>
public sealed record ApprovalCase(
    WriteOffRequest Request,
    IReadOnlyList<WriteOffRequestLine> Lines,
    Denial Denial,
    InsuranceClaim Claim,
    Payer Payer,
    IReadOnlyList<Appeal> Appeals,
    ApprovalFacts Facts);

/// <summary>Loads requests for the queue, the denial's page and the act.</summary>
internal static class ApprovalCases
{
    /// <summary>Who decides under which rules, read fresh.</summary>
    public static async Task<ApprovalSetting> Setting(WorkbenchDb db, Actor actor, Grants grants, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = await TenantRules.Read(db, cancellationToken);
        return new ApprovalSetting(actor.UserId, grants.Scopes, rules, await ApprovalLimits.Read(db, cancellationToken), rules.Tenant.DayOf(now));
    }

    /// <summary>The same to be decided: what the act does to them is written when it saves.</summary>
    public static async Task<IReadOnlyList<ApprovalCase>> Load(WorkbenchDb db, List<long> requestIds, TenantPolicy policy, DecidedRows rows, CancellationToken cancellationToken) =>
        [.. (await Load(db, requestIds, policy, cancellationToken)).Select(c => c with { Request = rows.Read(c.Request), Denial = rows.Read(c.Denial), Claim = rows.Read(c.Claim) })];

    /// <summary>The requests among these that exist in the tenant, in the order given.</summary>
    public static async Task<IReadOnlyList<ApprovalCase>> Load(WorkbenchDb db, List<long> requestIds, TenantPolicy policy, CancellationToken cancellationToken)
    {
        if (requestIds.Count == 0) return [];
        var found = await db.Set<WriteOffRequest>().AsNoTracking().Where(r => requestIds.Contains(r.Id))
            .Join(db.Set<Denial>(), r => r.DenialId, d => d.Id, (request, denial) => new { request, denial })
            .Join(db.Set<InsuranceClaim>(), x => x.denial.ClaimId, c => c.Id, (x, claim) => new { x.request, x.denial, claim })
            .Join(db.Set<Payer>(), x => x.denial.PayerId, p => p.Id, (x, payer) => new { x.request, x.denial, x.claim, payer })
            .ToListAsync(cancellationToken);
        var denials = found.Select(f => f.denial.Id).ToList();
        // Put in order here: asked for in order, SQLite walks whole tables along their keys.
        var lines = (await db.Set<WriteOffRequestLine>().AsNoTracking().Where(l => requestIds.Contains(l.RequestId)).ToListAsync(cancellationToken)).OrderBy(l => l.Number).ToLookup(l => l.RequestId);
        var appeals = (await db.Set<Appeal>().AsNoTracking().Where(a => denials.Contains(a.DenialId)).ToListAsync(cancellationToken)).OrderBy(a => a.Id).ToLookup(a => a.DenialId);
        var passes = (await db.Set<RailPass>().AsNoTracking().Where(p => requestIds.Contains(p.RequestId) && p.Rail == Rail.Finality).ToListAsync(cancellationToken)).ToLookup(p => p.RequestId, p => p.Ask);
        var federal = found.Where(f => f.payer.IsFederal).Select(f => f.claim.Id).Distinct().ToList();
        var papers = federal.Count == 0 ? [] : await db.Set<CostShareEvidence>().AsNoTracking().Where(e => federal.Contains(e.ClaimId)).ToListAsync(cancellationToken);
        var committed = await WriteOffCase.Committed(db, [.. found.Select(f => f.claim.Id).Distinct()], cancellationToken);
        var names = await Names(db, [.. found.Select(f => f.request)], cancellationToken);
        return [.. requestIds.Join(found, id => id, f => f.request.Id, (_, f) =>
        {
            var own = appeals[f.denial.Id].ToList();
            var facts = WriteOffCase.FactsOf(f.denial, f.claim, f.payer, policy, own.LastOrDefault(), committed.GetValueOrDefault(f.claim.Id)) with
            {
                IsFederalPayer = f.payer.IsFederal,
                HardshipUntil = papers.Where(e => e.ClaimId == f.claim.Id).Max(e => e.ValidUntil),
                Statements = papers.Count(e => e.ClaimId == f.claim.Id && e.Kind == CostShareKind.Statement),
            };
            var asked = lines[f.request.Id].ToList();
            return new ApprovalCase(f.request, asked, f.denial, f.claim, f.payer, own, FactsOf(f.request, asked, names, facts) with { Overrides = [.. passes[f.request.Id]] });
        })];
    }

    private static ApprovalFacts FactsOf(WriteOffRequest request, List<WriteOffRequestLine> lines, Dictionary<Guid, string> names, DenialFacts denial) => new(
        request.Id, request.Status, request.CameFrom, request.RequestedBy, NameOf(names, request.RequestedBy), request.Amount,
        [.. lines.Select(l => new WriteOffAskLine(l.ReasonCode, new Money(l.AmountCents)))], request.Note,
        request.DecidedBy is { } by ? NameOf(names, by) : null, request.DecidedAt, request.Version, denial);

    private static Task<Dictionary<Guid, string>> Names(WorkbenchDb db, List<WriteOffRequest> requests, CancellationToken cancellationToken)
    {
        var ids = requests.SelectMany(r => new[] { r.RequestedBy, r.DecidedBy ?? r.RequestedBy }).Distinct().ToList();
        return db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellationToken);
    }

    private static string NameOf(Dictionary<Guid, string> names, Guid id) => id == Guid.Empty ? "System" : names.GetValueOrDefault(id, "Someone who left");
}
