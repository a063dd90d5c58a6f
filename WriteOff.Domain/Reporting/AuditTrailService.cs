using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>Everything about one denial for a file of its own: for an auditor, a payer's question, a court.</summary>
/// <param name="Requests">All requests to write it off, the first first, with their lines.</param>
/// <param name="Trail">All its audit rows, the first first.</param>
public sealed record WriteOffPackage(DenialView View, IReadOnlyList<ClaimPaymentView> Payments, IReadOnlyList<PackageRequest> Requests, IReadOnlyList<AuditRow> Trail, DateTimeOffset At, string TenantName, TimeZoneInfo Zone, string MadeBy);

/// <summary>A request and who stands behind it.</summary>
public sealed record PackageRequest(WriteOffRequest Request, IReadOnlyList<WriteOffRequestLine> Lines, string AskedBy, string? DecidedBy);

/// <summary>Acts of who reads the trail: they take rows out of the organisation, so each is on the trail itself before anything leaves.</summary>
public sealed class AuditTrailService(WorkbenchWriter writer, DenialViews views, AccessLog access)
{
    /// <summary>Records an export that is ready to leave. Refused: <c>audit.read</c> is missing.</summary>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="hash">The SHA-256 of its bytes.</param>
    public Task<Outcome<bool>> RecordExport(Actor actor, string filter, long rows, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken = default) =>
        writer.Write<bool>(actor, (entry, _) =>
        {
            if (entry.Grants.Require(Scope.AuditRead) is { } missing) return Task.FromResult<Outcome<bool>>(missing);
            entry.Record(AuditAct.AuditExported, new AuditRow { Detail = string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {(filter.Length == 0 ? "all" : filter)}; SHA-256 {Convert.ToHexStringLower(hash.Span)}") });
            return Task.FromResult<Outcome<bool>>(true);
        }, cancellationToken);

    /// <summary>Makes a denial's package and records that. Refused: no such denial here, <c>audit.read</c> or <c>billing.denial.read</c> is missing.</summary>
    public async Task<Outcome<WriteOffPackage>> Package(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        var view = await views.Open(actor, denialId, cancellationToken);
        if (!view.IsDone) return view.Refusal;
        var made = await writer.Write<WriteOffPackage>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.AuditRead) is { } missing) return missing;
            var (denial, db) = (view.Value.Denial, entry.Db);
            var tenant = await db.Set<Tenants.Tenant>().SingleAsync(cancel);
            var names = await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancel);
            string Name(Guid id) => id == Guid.Empty ? "System" : names.GetValueOrDefault(id, "Someone who left");
            var requests = await db.Set<WriteOffRequest>().AsNoTracking().Where(r => r.DenialId == denialId).OrderBy(r => r.Id).ToListAsync(cancel);
            var ids = requests.ConvertAll(r => r.Id);
            var lines = await db.Set<WriteOffRequestLine>().AsNoTracking().Where(l => ids.Contains(l.RequestId)).OrderBy(l => l.Number).ToListAsync(cancel);
            var payments = await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ClaimId == denial.ClaimId).Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c, r }).OrderBy(x => x.c.Id).ToListAsync(cancel);
            var texts = await SegmentWords.TextsFor(db, payments.Select(x => x.c), cancel);
            var trail = await db.Set<AuditRow>().AsNoTracking().Where(a => a.DenialId == denialId).OrderBy(a => a.Sequence).ToListAsync(cancel);
            entry.Record(AuditAct.PackageMade, new AuditRow { DenialId = denialId, ClaimId = denial.ClaimId, Detail = string.Create(CultureInfo.InvariantCulture, $"Write-off package with {trail.Count} audit rows") });
            return new WriteOffPackage(view.Value,
                payments.ConvertAll(x => new ClaimPaymentView(x.r.Id, x.r.Trace, x.r.PayerName, x.r.PaidOn, x.c.Outcome, x.c.HoldWord, x.c.Why, SegmentWords.Explain(x.c.Segments, x.c.Delimiters, texts))),
                requests.ConvertAll(r => new PackageRequest(r, lines.FindAll(l => l.RequestId == r.Id), Name(r.RequestedBy), r.DecidedBy is { } by ? Name(by) : null)),
                trail, entry.Now, tenant.Name, TimeZoneInfo.FindSystemTimeZoneById(tenant.TimeZone), actor.Name);
        }, cancellationToken);
        if (made.IsDone) access.Note(actor, AccessKind.PackageMade, denialId, view.Value.Claim.Id);
        return made;
    }
}
