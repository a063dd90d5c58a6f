using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Reads the page of one denial.</summary>
public sealed class DenialViews(WorkbenchDbs dbs, TimeProvider clock, AccessLog access)
{
    /// <summary>The page as it is now; leaves an access row. Refused: no such denial here, or the scope to see denials is missing.</summary>
    public async Task<Outcome<DenialView>> Open(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.DenialRead) is { } missing) return missing;
        if (await WriteOffCase.Load(db, denialId, grants, clock.GetUtcNow(), cancellationToken) is not { } found) return DenialDecider.NotFound;

        var (denial, claim) = (found.Denial, found.Claim);
        access.Note(actor, AccessKind.DenialOpened, denial.Id, claim.Id);
        var names = await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellationToken);
        var lines = await db.Set<ClaimLine>().Where(l => l.ClaimId == claim.Id).OrderBy(l => l.Number).ToListAsync(cancellationToken);
        var rows = await db.Set<PaymentApplication>().Where(a => a.ClaimId == claim.Id).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var denials = await db.Set<Denial>().Where(d => d.ClaimId == claim.Id).ToListAsync(cancellationToken);
        var last = await LastRequest(db, actor, denialId, grants, cancellationToken);
        return new DenialView(
            denial, claim,
            await db.Set<Payer>().SingleAsync(p => p.Id == denial.PayerId, cancellationToken),
            found,
            denial.AssigneeId is { } assignee ? NameOf(names, assignee) : null,
            lines.FirstOrDefault(l => l.Id == denial.LineId)?.Number,
            [.. lines.Select(line => Sum(line, rows, denials))],
            Running(claim, rows, lines, await Labels(db, rows, cancellationToken), names, await OpeningFile(db, rows, cancellationToken)),
            await db.Set<Appeal>().Where(a => a.DenialId == denialId).OrderBy(a => a.Id).ToListAsync(cancellationToken),
            Determinations.Standing(await db.Set<Determination>().Where(d => d.DenialId == denialId).OrderBy(d => d.Id).ToListAsync(cancellationToken)),
            await ReadNotes(db, denialId, names, cancellationToken),
            await db.Set<AuditRow>().Where(a => a.DenialId == denialId).OrderByDescending(a => a.Sequence).Take(100).ToListAsync(cancellationToken),
            last is { Request.Status: RequestStatus.Pending } ? last : null,
            last is { Request.Status: RequestStatus.Rejected or RequestStatus.Stale } ? last : null,
            denials.Sum(d => d.ReservedCents),
            rows.Any(r => r.DenialId == denialId && r.Type == ApplicationType.WriteOff && IsLive(r, rows)))
        {
            RouteEntry = (await RouteTable.Read(db, cancellationToken)).Of(denial.Carc, denial.Rarcs),
            CostShare = await db.Set<CostShareEvidence>().Where(e => e.ClaimId == claim.Id).OrderByDescending(e => e.DatedOn).Take(50).ToListAsync(cancellationToken),
            Passes = [.. (await db.Set<RailPass>().Where(p => p.DenialId == denialId).OrderByDescending(p => p.Id).Take(20).ToListAsync(cancellationToken)).Select(p => new RailPassView(p, NameOf(names, p.PassedBy)))],
        };
    }

    private static bool IsLive(PaymentApplication row, List<PaymentApplication> rows) => row.ReversesId is null && rows.All(undo => undo.ReversesId != row.Id);

    private static LineView Sum(ClaimLine line, List<PaymentApplication> rows, List<Denial> denials)
    {
        long Of(ApplicationType type) => rows.Where(r => r.LineId == line.Id && r.Type == type).Sum(r => r.AmountCents);
        var own = denials.Where(d => d.LineId == line.Id).ToList();
        return new LineView(line, Of(ApplicationType.Payment), Of(ApplicationType.Contractual), Of(ApplicationType.PatientAr),
            own.Sum(d => d.DeniedCents - d.TakenBackCents), own.Count == 0 ? null : own.Min(d => d.Status));
    }

    private static List<LedgerView> Running(InsuranceClaim claim, List<PaymentApplication> rows, List<ClaimLine> lines, Dictionary<long, string> labels, Dictionary<Guid, string> names, string? file)
    {
        var balance = claim.ChargeCents;
        List<LedgerView> ledger = [];
        foreach (var row in rows)
        {
            balance -= row.AmountCents;
            ledger.Add(new LedgerView(row, lines.FirstOrDefault(l => l.Id == row.LineId)?.Number,
                row.ReasonId is { } reason ? labels.GetValueOrDefault(reason) : null, NameOf(names, row.PostedBy), balance, !IsLive(row, rows) && row.ReversesId is null,
                row.OpeningImportId is null ? null : file, row is { ReversesId: { } undone, RemittanceClaimId: { } by } && rows.Exists(r => r.Id == undone && r.RemittanceClaimId == by)));
        }

        return ledger;
    }

    private static async Task<string?> OpeningFile(WorkbenchDb db, List<PaymentApplication> rows, CancellationToken cancellationToken) =>
        rows.Find(r => r.OpeningImportId is not null)?.OpeningImportId is { } import ? await db.Set<OpeningImport>().Where(i => i.Id == import).Select(i => i.FileName).SingleAsync(cancellationToken) : null;

    private static async Task<Dictionary<long, string>> Labels(WorkbenchDb db, List<PaymentApplication> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Where(r => r.ReasonId is not null).Select(r => r.ReasonId!.Value).Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Set<WriteOffReason>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Label, cancellationToken);
    }

    private static async Task<List<NoteView>> ReadNotes(WorkbenchDb db, long denialId, Dictionary<Guid, string> names, CancellationToken cancellationToken)
    {
        var notes = await db.Set<DenialNote>().Where(n => n.DenialId == denialId).OrderByDescending(n => n.Id).Take(100).ToListAsync(cancellationToken);
        return [.. notes.Select(n => new NoteView(n.Text, NameOf(names, n.WrittenBy), n.WrittenAt))];
    }

    private async Task<RequestView?> LastRequest(WorkbenchDb db, Actor actor, long denialId, Grants grants, CancellationToken cancellationToken)
    {
        var id = await db.Set<WriteOffRequest>().Where(r => r.DenialId == denialId).OrderByDescending(r => r.Id).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        if (id == 0) return null;
        var setting = await ApprovalCases.Setting(db, actor, grants, clock.GetUtcNow(), cancellationToken);
        return new RequestView((await ApprovalCases.Load(db, [id], setting.Rules.Policy, cancellationToken))[0], setting);
    }

    private static string NameOf(Dictionary<Guid, string> names, Guid id) => id == Guid.Empty ? "System" : names.GetValueOrDefault(id, "Someone who left");
}
