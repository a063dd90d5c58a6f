using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs;

/// <summary>The write-off requests that stand, for filters: pending ones, and posted or approved ones whose ledger row nothing takes back.</summary>
public static class StandingRequests
{
    /// <summary>Handed to the grid's filters.</summary>
    public static FilterFacts Facts { get; } = new(Lines, Mass.RunLines.Of, Mass.RunLines.Read);

    private static IQueryable<StandingLine> Lines(WorkbenchDb db) =>
        from request in db.Set<WriteOffRequest>().AsNoTracking()
        join line in db.Set<WriteOffRequestLine>() on request.Id equals line.RequestId
        where request.Status == RequestStatus.Pending
            || ((request.Status == RequestStatus.Posted || request.Status == RequestStatus.Approved)
                && db.Set<PaymentApplication>().Any(a => a.RequestId == request.Id && a.ReasonId == line.ReasonId && a.ReversesId == null
                    && !db.Set<PaymentApplication>().Any(undo => undo.ReversesId == a.Id)))
        select new StandingLine
        {
            DenialId = request.DenialId, ReasonId = line.ReasonId, Category = line.Category, RequestedBy = request.RequestedBy, RequestedAt = request.RequestedAt,
        };
}
