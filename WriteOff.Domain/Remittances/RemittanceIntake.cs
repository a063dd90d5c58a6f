using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances;

/// <summary>Takes 835 files in: reads, checks, posts. The command line, the demo and later the inbox all come through here.</summary>
/// <param name="log">Where an error of the product that stopped a transaction is told; null: nowhere.</param>
public sealed class RemittanceIntake(WorkbenchWriter writer, WorkbenchDbs dbs, ILogger<RemittanceIntake>? log = null)
{
    /// <summary>Most transactions of a file without a claim payment: a payer's day has a handful, for money at provider level alone; a file of thousands is made to fill the inbox.</summary>
    private const int MostEmpty = 1_000;

    /// <summary>Claim payments after which a posting commits although nobody waits.</summary>
    internal int MostInOneAct { get; init; } = PostingPlace.MostInOneAct;

    /// <summary>Why the actor may not take files in; null: they may. Asked before a byte is read, and again where it is written.</summary>
    public async Task<Refusal?> Judge(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        return (await Grants.Read(db, actor, cancellationToken)).Require(Scope.PaymentWrite);
    }

    /// <summary>Takes one file. Each of its transactions posts whole or not at all; a file that can't be read to its end posts nothing.</summary>
    /// <param name="name">The file's name; folders are dropped.</param>
    /// <param name="content">Seekable; stays the caller's. Read more than once.</param>
    public Task<Outcome<FileReceipt>> Take(Actor actor, string name, Stream content, CancellationToken cancellationToken = default) => Take(actor, name, content, tell: null, cancellationToken);

    /// <summary>The same for somebody who looks on.</summary>
    /// <param name="tell">Told after each batch how far it has come; returns at once.</param>
    public async Task<Outcome<FileReceipt>> Take(Actor actor, string name, Stream content, Action<PostingProgress>? tell, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(content);
        using var span = Telemetry.Begin("import");
        if (await Judge(actor, cancellationToken) is { } missing) return missing;
        var (unreadable, claims) = Preview(content);
        if (unreadable is not null) return unreadable;
        content.Position = 0;
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        var shelved = await Shelve(actor, Path.GetFileName(name), hash, content.Length, cancellationToken);
        if (!shelved.IsDone) return shelved.Refusal;
        var file = shelved.Value;
        return file.FinishedAt is not null && !await IsHeld(actor, file, cancellationToken)
            ? new FileReceipt(file.Id, file.Name, file.ReceivedAt, await Fates(actor, file, cancellationToken), [])
            : await Post(actor, file, content, claims, tell, cancellationToken);
    }

    /// <summary>Reads the file through once, so that one that breaks off or isn't a remittance is refused before anything is written.</summary>
    private static (Refusal? Refusal, long Claims) Preview(Stream content)
    {
        content.Position = 0;
        using var reader = new RemittanceReader(content);
        var (transactions, empty, claims) = (0, 0, 0L);
        while (reader.Survey())
        {
            (transactions, claims) = (transactions + 1, claims + reader.Transaction!.ClaimCount);
            if (reader.Transaction.ClaimCount == 0 && ++empty > MostEmpty)
                return (new Refusal("EMPTY_TRANSACTIONS", $"More than {MostEmpty:N0} of its transactions hold no claim payment.", "Ask the sender for a file with remittances in it."), claims);
        }

        if (reader.Refusal is { } refusal) return (refusal, claims);
        return transactions > 0 ? (null, claims) : (new Refusal("NO_REMITTANCE", "The file has no 835 transaction.", "Check that it is a remittance (835), not a claim, an eligibility answer or another document."), claims);
    }

    private Task<Outcome<RemittanceFile>> Shelve(Actor actor, string name, byte[] hash, long length, CancellationToken cancellationToken) =>
        writer.Write<RemittanceFile>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var known = await entry.Db.Set<RemittanceFile>().AsNoTracking().SingleOrDefaultAsync(f => f.ContentHash == hash, cancel);
            if (known is not null) return known;
            var file = new RemittanceFile(actor.TenantId, entry.NextKey(), name.Length <= 200 ? name : name[^200..], hash, length, entry.Now, actor.UserId);
            entry.Add(file);
            entry.Record(AuditAct.FileReceived, new AuditRow { Detail = $"{file.Name}, {length:N0} bytes, SHA-256 {Convert.ToHexStringLower(hash)}" });
            return file;
        }, cancellationToken);

    private async Task<Outcome<FileReceipt>> Post(Actor actor, RemittanceFile file, Stream content, long claims, Action<PostingProgress>? tell, CancellationToken cancellationToken)
    {
        var progress = new PostingProgress(claims, 0, 0, 0, 0);
        var done = await Done(actor, file, cancellationToken);
        List<RemittanceReceipt> receipts = [];
        content.Position = 0;
        using var reader = new RemittanceReader(content);
        while (reader.Survey())
        {
            var end = progress.Done + reader.Transaction!.ClaimCount;
            if (!done.Contains(reader.Transaction.Index + 1))
            {
                var place = new PostingPlace(reader, () => writer.IsWanted, tell) { Progress = progress, Most = MostInOneAct };
                var posted = await PostOrHold(actor, file, reader, place, cancellationToken);
                if (!posted.IsDone) return posted.Refusal;
                receipts.Add(posted.Value);
                progress = place.Progress;
            }

            progress = progress with { Done = end };
        }

        var finished = await Finish(actor, file, reader.Findings, cancellationToken);
        if (!finished.IsDone) return finished.Refusal;
        Telemetry.Imported(content.Length, receipts.Sum(r => (long)r.ClaimCount));
        return new FileReceipt(file.Id, file.Name, null, receipts, reader.Findings.Kept);
    }

    /// <summary>A fault of the product in one transaction leaves nothing of it and holds it; the next ones post. What the database or the disk refuses stops the file.</summary>
    private async Task<Outcome<RemittanceReceipt>> PostOrHold(Actor actor, RemittanceFile file, RemittanceReader reader, PostingPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await Post(actor, file, reader, place, null, cancellationToken);
        }
        catch (Exception fault) when (fault is InvalidOperationException and not TenantIsolationException or ArithmeticException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException or NullReferenceException or DbUpdateConcurrencyException)
        {
            // Kind and place, not the message: that can name what is in the file.
            log?.LogError("A transaction could not be posted: transaction {Transaction} of file {FileId}, {Kind}\n{Trace}", reader.Transaction!.Index + 1, file.Id, fault.GetType().Name, fault.StackTrace);
            return await Post(actor, file, reader, place, fault.GetType().Name, cancellationToken);
        }
    }

    /// <param name="fault">What stopped it a moment ago; null: nothing did.</param>
    private async Task<Outcome<RemittanceReceipt>> Post(Actor actor, RemittanceFile file, RemittanceReader reader, PostingPlace place, string? fault, CancellationToken cancellationToken)
    {
        var posted = await Act(cancellationToken);
        // What has begun is brought to its end, also when nobody looks on any more.
        while (fault is null && posted is { IsDone: true, Value.Status: RemittanceStatus.Posting })
        {
            await (dbs.Log?.Moved ?? Task.CompletedTask);
            posted = await Act(CancellationToken.None);
        }

        return posted;

        Task<Outcome<RemittanceReceipt>> Act(CancellationToken stop) => writer.Write(actor, (entry, cancel) => new RemittancePosting(entry, reader, file.Id, place) { Fault = fault }.Post(cancel), stop);
    }

    /// <summary>What became of a file's remittances since it was taken.</summary>
    private async Task<List<RemittanceReceipt>> Fates(Actor actor, RemittanceFile file, CancellationToken cancellationToken)
    {
        await using var db = dbs.Open(actor.TenantId);
        return (await db.Set<Remittance>().AsNoTracking().Where(r => r.FileId == file.Id).OrderBy(r => r.Number).ToListAsync(cancellationToken)).ConvertAll(r => RemittancePosting.Receipt(r, null));
    }

    /// <summary>Whether a transaction of it is held whole: the same bytes are judged anew then, by the rules and settings of now.</summary>
    private async Task<bool> IsHeld(Actor actor, RemittanceFile file, CancellationToken cancellationToken)
    {
        await using var db = dbs.Open(actor.TenantId);
        return await db.Set<Remittance>().AnyAsync(r => r.FileId == file.Id && r.Status == RemittanceStatus.Held, cancellationToken);
    }

    /// <summary>Transactions of this file that were dealt with before; one that is held is looked at again.</summary>
    private async Task<HashSet<int>> Done(Actor actor, RemittanceFile file, CancellationToken cancellationToken)
    {
        await using var db = dbs.Open(actor.TenantId);
        return await db.Set<Remittance>().Where(r => r.FileId == file.Id && r.Status != RemittanceStatus.Held && r.Status != RemittanceStatus.Posting).Select(r => r.Number).ToHashSetAsync(cancellationToken);
    }

    private Task<Outcome<bool>> Finish(Actor actor, RemittanceFile file, FindingList findings, CancellationToken cancellationToken) =>
        writer.Write<bool>(actor, async (entry, cancel) =>
        {
            var stored = await entry.Db.Set<RemittanceFile>().SingleAsync(f => f.Id == file.Id, cancel);
            if (stored.FinishedAt is not null) return true;
            stored.FinishedAt = entry.Now;
            foreach (var finding in findings.Kept)
                entry.Add(new RemittanceFinding(actor.TenantId, entry.NextKey(), file.Id, null, (int)finding.Severity + 1, finding.Segment, finding.Code, finding.What, finding.Step));
            entry.Record(AuditAct.FileFinished, new AuditRow { Detail = file.Name });
            return true;
        }, cancellationToken);
}
