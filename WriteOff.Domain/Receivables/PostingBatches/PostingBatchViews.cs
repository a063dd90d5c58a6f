using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Receivables.PostingBatches;

/// <summary>A batch in the list.</summary>
public sealed record PostingBatchLine(PostingBatch Batch, int Taken, int Refused, int Waiting);

/// <summary>A row that a person must look at: refused, or without an answer for two business days.</summary>
public sealed record PostingWork(PostingBatchRow Row, long? DenialId, string ClaimNumber, Money Amount, DateOnly SentOn);

/// <summary>The page of posting batches.</summary>
/// <param name="NotSentCount">Rows that wait for the next batch.</param>
public sealed record PostingPage(PostingTemplate? Template, int NotSentCount, Money NotSent, IReadOnlyList<PostingBatchLine> Batches, IReadOnlyList<PostingWork> Work, int WorkCount);

/// <summary>A row as the file has it.</summary>
public sealed record PostingFileRow(int Number, long Id, string Claim, string Patient, string MemberId, string Payer, DateOnly? ServiceDate, DateOnly Date, long AmountCents, string ReasonCode, string ReasonLabel, long? ReversesId);

/// <summary>A sending of a batch, ready to be written.</summary>
public sealed record PostingSending(PostingBatch Batch, int Sending, PostingSettings Settings, IReadOnlyList<PostingFileRow> Rows);

/// <summary>Where a denial's write-offs stand in the practice-management system.</summary>
/// <param name="Answer">Null: not sent yet. Refused outweighs waiting, waiting outweighs taken.</param>
public sealed record PostingStand(PostingAnswer? Answer, DateTimeOffset? Since, int? BatchNumber, string Why);

/// <summary>Reads posting batches. Needs <c>billing.receivable.read</c>.</summary>
public sealed class PostingBatchViews(WorkbenchDbs dbs, WorkbenchWriter writer, TimeProvider clock)
{
    private const int MostWork = 200;

    /// <summary>The tenant's template; null: none was chosen. Needs <c>tenant.admin</c>.</summary>
    public async Task<Outcome<PostingSettings?>> Template(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        return await db.Set<PostingTemplate>().AsNoTracking().Select(t => t.Settings).SingleOrDefaultAsync(cancellationToken) is { } stored ? PostingSettings.FromStored(stored) : null;
    }

    /// <summary>What waits to leave, what left, and what is work.</summary>
    public async Task<Outcome<PostingPage>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        var template = await db.Set<PostingTemplate>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var waiting = template is null ? null : await NotSent(db, template).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Cents = g.Sum(a => a.AmountCents) }).SingleOrDefaultAsync(cancellationToken);
        var batches = await db.Set<PostingBatch>().AsNoTracking().OrderByDescending(b => b.Number).Take(100).ToListAsync(cancellationToken);
        var least = batches.Count == 0 ? 0 : batches[^1].Number;
        var counts = (await db.Set<PostingBatchRow>().Where(r => r.BatchNumber >= least).GroupBy(r => new { r.BatchNumber, r.Answer }).Select(g => new { g.Key.BatchNumber, g.Key.Answer, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(c => (c.BatchNumber, c.Answer), c => c.Count);
        var today = (await db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(clock.GetUtcNow());
        var (work, all) = await Work(db, PostingBatchRules.BusinessDaysBefore(today, PostingBatchRules.DaysToAnswer), cancellationToken);
        return new PostingPage(template, waiting?.Count ?? 0, new Money(waiting?.Cents ?? 0),
            batches.ConvertAll(b => new PostingBatchLine(b, Of(b.Number, PostingAnswer.Taken), Of(b.Number, PostingAnswer.Refused), Of(b.Number, PostingAnswer.Waiting))), work, all);

        int Of(int batch, PostingAnswer answer) => counts.GetValueOrDefault((batch, answer));
    }

    /// <summary>A sending as it was made, for its file; that somebody took it is on the trail.</summary>
    public async Task<Outcome<PostingSending>> Sending(Actor actor, int number, int sending, CancellationToken cancellationToken = default)
    {
        var noted = await writer.Write<PostingBatch>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            if (await unit.Db.Set<PostingBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Number == number && b.Sendings >= sending && sending >= 1, cancel) is not { } found) return PostingBatchService.NotFound;
            unit.Record(AuditAct.PostingFileTaken, new AuditRow { Detail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Batch {number}, sending {sending}") });
            return found;
        }, cancellationToken);
        if (!noted.IsDone) return noted.Refusal;
        await using var db = dbs.Open(actor.TenantId);
        var rows = await (from r in db.Set<PostingBatchRow>().AsNoTracking()
                          where r.BatchNumber == number && r.Sendings >= sending
                          join a in db.Set<PaymentApplication>() on r.ApplicationId equals a.Id
                          join c in db.Set<InsuranceClaim>() on a.ClaimId equals c.Id
                          join p in db.Set<Payer>() on c.PayerId equals p.Id
                          join x in db.Set<WriteOffReason>() on a.ReasonId equals x.Id
                          orderby r.Number
                          select new PostingFileRow(r.Number, a.Id, c.ClaimNumber, c.PatientName, c.MemberId, p.Name, c.ServiceFrom, a.PostedOn, a.AmountCents, x.Code, x.Label, a.ReversesId)).ToListAsync(cancellationToken);
        return new PostingSending(noted.Value, sending, PostingSettings.FromStored(noted.Value.Settings), rows);
    }

    /// <summary>Where the denial's write-offs stand there; null: it has none, or no template is chosen.</summary>
    public async Task<PostingStand?> OfDenial(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if (await db.Set<PostingTemplate>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } template) return null;
        var rows = await (from a in db.Set<PaymentApplication>().AsNoTracking()
                          where a.DenialId == denialId && a.Type == ApplicationType.WriteOff
                          join r in db.Set<PostingBatchRow>().AsNoTracking() on a.Id equals r.ApplicationId into sent
                          from r in sent.DefaultIfEmpty()
                          where r != null || a.PostedAt >= template.Since
                          select r).ToListAsync(cancellationToken);
        if (rows.Count == 0) return null;
        if (rows.Find(r => r?.Answer == PostingAnswer.Refused) is { } refused) return new PostingStand(PostingAnswer.Refused, refused.AnsweredAt, refused.BatchNumber, refused.Why);
        if (rows.Exists(r => r is null)) return new PostingStand(null, null, null, "");
        return rows.Find(r => r.Answer == PostingAnswer.Waiting) is { } waiting
            ? new PostingStand(PostingAnswer.Waiting, null, waiting.BatchNumber, "")
            : new PostingStand(PostingAnswer.Taken, rows.Max(r => r.AnsweredAt), rows[^1].BatchNumber, "");
    }

    /// <summary>Write-off rows, posted or taken back, that are in no batch.</summary>
    internal static IQueryable<PaymentApplication> NotSent(WorkbenchDb db, PostingTemplate template) =>
        db.Set<PaymentApplication>().AsNoTracking().Where(a => a.Type == ApplicationType.WriteOff && a.PostedAt >= template.Since && !db.Set<PostingBatchRow>().Any(r => r.ApplicationId == a.Id));

    private static async Task<(List<PostingWork> Rows, int All)> Work(WorkbenchDb db, DateOnly silentSince, CancellationToken cancellationToken)
    {
        var rows = from r in db.Set<PostingBatchRow>().AsNoTracking()
                   join b in db.Set<PostingBatch>() on r.BatchNumber equals b.Number
                   where r.Answer == PostingAnswer.Refused || (r.Answer == PostingAnswer.Waiting && b.SentOn <= silentSince)
                   join a in db.Set<PaymentApplication>() on r.ApplicationId equals a.Id
                   join c in db.Set<InsuranceClaim>() on a.ClaimId equals c.Id
                   orderby r.BatchNumber, r.Number
                   select new { Row = r, a.DenialId, c.ClaimNumber, a.AmountCents, b.SentOn };
        var first = await rows.Take(MostWork).ToListAsync(cancellationToken);
        return (first.ConvertAll(w => new PostingWork(w.Row, w.DenialId, w.ClaimNumber, new Money(w.AmountCents), w.SentOn)), first.Count < MostWork ? first.Count : await rows.CountAsync(cancellationToken));
    }
}
