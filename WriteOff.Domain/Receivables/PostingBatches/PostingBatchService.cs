using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Receivables.PostingBatches;

/// <summary>What an answer file did.</summary>
public sealed record PostingAnswered(int Taken, int Refused, int Unchanged);

/// <summary>Hands write-offs to the practice-management system in numbered batches, and takes its answers. Needs <c>billing.payment.write</c>, as posting there does; the template is the administrator's.</summary>
public sealed class PostingBatchService(WorkbenchWriter writer)
{
    /// <summary>Sets how files look. From the first time on, rows leave in batches. Needs <c>tenant.admin</c>.</summary>
    public Task<Outcome<PostingSettings>> Set(Actor actor, PostingSettings settings, CancellationToken cancellationToken = default) => writer.Write<PostingSettings>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
        if (PostingBatchRules.Refuse(settings) is { } refusal) return refusal;
        var stored = settings.ToStored();
        var template = await unit.Db.Set<PostingTemplate>().SingleOrDefaultAsync(cancel);
        if (string.Equals(template?.Settings, stored, StringComparison.Ordinal)) return settings;
        unit.Record(AuditAct.PostingTemplateChanged, new AuditRow { Detail = Cut($"{template?.Settings ?? "none"}\n→\n{stored}", 4000) });
        if (template is null) unit.Add(new PostingTemplate(actor.TenantId, stored, unit.Now));
        else template.Settings = stored;
        return settings;
    }, cancellationToken);

    /// <summary>Puts every write-off row that hasn't left yet into the next batch, exactly once. Refused: no template, nothing to send.</summary>
    /// <returns>The batch's number.</returns>
    public Task<Outcome<int>> Make(Actor actor, CancellationToken cancellationToken = default) => writer.Write<int>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
        if (await unit.Db.Set<PostingTemplate>().AsNoTracking().SingleOrDefaultAsync(cancel) is not { } template) return NoTemplate;
        var rows = await PostingBatchViews.NotSent(unit.Db, template).OrderBy(a => a.Id).Take(PostingBatchRules.MostRows).Select(a => new { a.Id, a.AmountCents }).ToListAsync(cancel);
        if (rows.Count == 0) return new Refusal("NothingToSend", "Every write-off has left already.", "There is nothing to send.");
        var today = (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancel)).DayOf(unit.Now);
        var number = (await unit.Db.Set<PostingBatch>().MaxAsync(b => (int?)b.Number, cancel) ?? 0) + 1;
        var batch = new PostingBatch(actor.TenantId, number, template.Settings)
        {
            RowCount = rows.Count, SumCents = rows.Aggregate(0L, (sum, row) => checked(sum + row.AmountCents)), MadeOn = today, SentOn = today, MadeAt = unit.Now, MadeBy = actor.UserId,
        };
        unit.Add(batch);
        unit.Record(AuditAct.PostingBatchMade, new AuditRow { AmountCents = batch.SumCents, Detail = string.Create(CultureInfo.InvariantCulture, $"Batch {number}: {rows.Count} rows") });
        await unit.Save(cancel);
        await unit.Insert(PostingShapes.Rows, [.. rows.Select((row, at) => new PostingBatchRow(actor.TenantId, row.Id, number, at + 1))], cancel);
        return number;
    }, cancellationToken);

    /// <summary>Sends again what of a batch isn't taken, under the same ids. Refused: all of it is taken.</summary>
    /// <returns>The number of the sending.</returns>
    public Task<Outcome<int>> Resend(Actor actor, int number, CancellationToken cancellationToken = default) => writer.Write<int>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
        if (await unit.Db.Set<PostingBatch>().SingleOrDefaultAsync(b => b.Number == number, cancel) is not { } batch) return NotFound;
        var open = await unit.Db.Set<PostingBatchRow>().Where(r => r.BatchNumber == number && r.Answer != PostingAnswer.Taken).ToListAsync(cancel);
        if (open.Count == 0) return new Refusal("AllTaken", "Every row of this batch is taken.", "There is nothing to send again.");
        foreach (var row in open) row.SendAgain();
        (batch.Sendings, batch.SentOn) = (batch.Sendings + 1, (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancel)).DayOf(unit.Now));
        unit.Record(AuditAct.PostingBatchSent, new AuditRow { Detail = string.Create(CultureInfo.InvariantCulture, $"Batch {number}, sending {batch.Sendings}: {open.Count} rows that weren't taken") });
        return batch.Sendings;
    }, cancellationToken);

    /// <summary>Takes an answer file: all of it or nothing. The same answer again changes nothing; what is taken stays taken.</summary>
    public Task<Outcome<PostingAnswered>> Answer(Actor actor, IReadOnlyList<PostingAnswerLine> lines, CancellationToken cancellationToken = default) => writer.Write<PostingAnswered>(actor, async (unit, cancel) =>
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
        if (lines.Count is 0 or > PostingBatchRules.MostRows) return Bad(0, lines.Count == 0 ? "there is no answer in it" : "it has too many lines");
        foreach (var line in lines)
            if (PostingBatchRules.Refuse(line) is { } wrong) return Bad(line.Line, wrong);
        if (lines.GroupBy(l => long.Parse(l.Id, CultureInfo.InvariantCulture)).FirstOrDefault(g => g.Count() > 1) is { } twice) return Bad(twice.Last().Line, "its id is there twice");
        var (taken, refused, unchanged) = (0, 0, 0);
        foreach (var chunk in lines.Chunk(1000))
        {
            var ids = chunk.Select(l => long.Parse(l.Id, CultureInfo.InvariantCulture)).ToList();
            var rows = await unit.Db.Set<PostingBatchRow>().Where(r => EF.Parameter(ids).Contains(r.ApplicationId)).ToDictionaryAsync(r => r.ApplicationId, cancel);
            foreach (var line in chunk)
            {
                if (!rows.TryGetValue(long.Parse(line.Id, CultureInfo.InvariantCulture), out var row)) return Bad(line.Line, "no row with this id was sent");
                var result = PostingBatchRules.ReadResult(line.Result)!.Value;
                var why = result == PostingAnswer.Refused ? Cut(line.Why.Trim(), PostingBatchRow.MaxWhy) : "";
                if (row.Answer == result && string.Equals(row.Why, why, StringComparison.Ordinal)) unchanged++;
                else if (row.Answer == PostingAnswer.Taken) return Bad(line.Line, "the row was taken before and can’t be refused now; reopen the write-off if it doesn’t stand there");
                else
                {
                    row.Take(result, why, unit.Now);
                    if (result == PostingAnswer.Taken) taken++;
                    else refused++;
                }
            }
        }

        if (taken + refused > 0) unit.Record(AuditAct.PostingAnswered, new AuditRow { Detail = string.Create(CultureInfo.InvariantCulture, $"{taken} rows taken, {refused} refused, {unchanged} answered before") });
        return new PostingAnswered(taken, refused, unchanged);
    }, cancellationToken);

    internal static Refusal NoTemplate => new("NoTemplate", "Nobody has said yet how files for the practice-management system look.", "An administrator chooses a template under Administration, Posting batches.");

    internal static Refusal NotFound => new("NotFound", "This batch isn't here.", "Go back to the list.");

    private static Refusal Bad(int line, string what) => new("AnswerUnreadable", string.Create(CultureInfo.InvariantCulture, $"Line {line}: {what}."), "Correct the file and choose it again; nothing was changed.", "file");

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
