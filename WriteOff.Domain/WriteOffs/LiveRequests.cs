using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs;

/// <summary>The write-offs that filters ask about: the ledger's rows, and the requests that stand: pending ones, and posted or approved ones whose ledger row nothing takes back.</summary>
public static class LiveRequests
{
    /// <summary>Handed to the grid's filters.</summary>
    public static FilterFacts Facts { get; } = new(Lines, Posted, Mass.RunLines.Of, Mass.RunLines.Read);

    private static IQueryable<LiveRequestLine> Lines(WorkbenchDb db) =>
        from request in db.Set<WriteOffRequest>().AsNoTracking()
        join line in db.Set<WriteOffRequestLine>() on request.Id equals line.RequestId
        where request.Status == RequestStatus.Pending
            || ((request.Status == RequestStatus.Posted || request.Status == RequestStatus.Approved)
                && db.Set<PaymentApplication>().Any(a => a.RequestId == request.Id && a.ReasonId == line.ReasonId && a.ReversesId == null
                    && !db.Set<PaymentApplication>().Any(undo => undo.ReversesId == a.Id)))
        select new LiveRequestLine
        {
            DenialId = request.DenialId, ReasonId = line.ReasonId, Category = line.Category, RequestedBy = request.RequestedBy, RequestedAt = request.RequestedAt,
        };

    private static IQueryable<PostedWriteOff> Posted(WorkbenchDb db) =>
        from row in db.Set<PaymentApplication>().AsNoTracking()
        join request in db.Set<WriteOffRequest>() on row.RequestId equals request.Id
        where row.Type == ApplicationType.WriteOff && row.ReversesId == null
        select new PostedWriteOff
        {
            DenialId = request.DenialId, PostedOn = row.PostedOn, AmountCents = row.AmountCents, ReasonId = row.ReasonId!.Value, RequestedBy = request.RequestedBy,
            Category = db.Set<WriteOffRequestLine>().Where(l => l.RequestId == row.RequestId && l.ReasonId == row.ReasonId).OrderBy(l => l.Number).Select(l => l.Category).FirstOrDefault(),
            ReopenedOn = db.Set<PaymentApplication>().Where(undo => undo.ReversesId == row.Id).OrderBy(undo => undo.Id).Select(undo => (DateOnly?)undo.PostedOn).FirstOrDefault(),
        };
}
