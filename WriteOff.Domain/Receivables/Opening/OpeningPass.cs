using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>What a file holds, or what became of it.</summary>
/// <param name="ImportId">The import that was written; null: the file was checked only, or changed nothing.</param>
/// <param name="WithoutDenial">Of the new claims, those that no denial was made for.</param>
/// <param name="Differs">Claims of earlier files that this one tells otherwise: left alone.</param>
/// <param name="FromRemittance">Claims that came by remittance: left alone.</param>
/// <param name="LeftOut">Claims with an error in one of their rows.</param>
/// <param name="OpenCents">What the new claims open, in cents.</param>
public sealed record OpeningReceipt(long? ImportId, int Rows, int New, int Denials, int WithoutDenial, int Updated, int Unchanged, int Differs, int FromRemittance, int LeftOut, long OpenCents,
    int Errors, int Notices, IReadOnlyList<OpeningFinding> Findings)
{
    /// <summary>True when posting the file would write something, or did.</summary>
    public bool Changes => New + Updated > 0;
}

/// <summary>One reading of a file from its first row to its last: judged only, or written too, by the same lines.</summary>
internal sealed class OpeningPass(WorkbenchDb db, UnitOfWork? unit, IOpeningFile file, OpeningColumns columns, Action<int>? progress)
{
    /// <summary>Claims that are looked up, decided and written together.</summary>
    private const int BatchSize = 500;

    private readonly OpeningFindings _findings = new();
    private readonly HashSet<string> _nobody = new(StringComparer.Ordinal);
    private OpeningContext _context = null!;
    private OpeningBatch? _batch;
    private long? _importId;
    private int _new, _denials, _bare, _updated, _unchanged, _differs, _fromRemittance, _leftOut, _done;
    private long _openCents;

    public async Task<Outcome<OpeningReceipt>> Run(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tenant = await db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken);
        var policy = await db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken);
        _context = new OpeningContext(tenant.DayOf(now), policy.AppealWindowDays, await RouteTable.Read(db, cancellationToken), await OpeningPayers.Read(db, cancellationToken), await OpeningPeople.Read(db, cancellationToken));
        var grouping = new OpeningGrouping(file, findings => new OpeningRowReader(columns, _context.Today, findings));
        if (grouping.Claims(_findings) is not { } claims) return OpeningRefusals.TooManyRows;
        if (grouping.Rows == 0) return OpeningRefusals.NoRows;
        List<OpeningClaim> batch = [];
        foreach (var claim in claims)
        {
            if (!claim.IsSound) _leftOut++;
            else if (claim.Rows.Count > 0) batch.Add(claim);
            _done += Math.Max(1, claim.Rows.Count);
            if (batch.Count == BatchSize) await Take(batch, cancellationToken);
        }

        await Take(batch, cancellationToken);
        return new OpeningReceipt(_importId, grouping.Rows, _new, _denials, _bare, _updated, _unchanged, _differs, _fromRemittance, _leftOut, _openCents, _findings.Errors, _findings.Notices, _findings.Kept);
    }

    private async Task Take(List<OpeningClaim> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (batch.Count == 0) return;
        var known = await OpeningLookup.Fetch(db, batch, cancellationToken);
        foreach (var claim in batch)
        {
            foreach (var row in claim.Rows) NoteNobody(row);
            var candidates = known[claim.ClaimNumber].ToList();
            var verdict = OpeningRules.Decide(claim, candidates, _context.People.Find);
            if (verdict.Why.Length > 0) _findings.Add(new OpeningFinding(claim.Rows[0].Number, OpeningField.ClaimNumber.Label(), verdict.Why, IsError: false));
            Count(claim, verdict);
            if (unit is not null && verdict.Way is OpeningWay.New or OpeningWay.Updated) await Stage(unit!, claim, candidates, verdict, cancellationToken);
        }

        if (_batch is not null) await _batch.Write(cancellationToken);
        progress?.Invoke(_done);
        batch.Clear();
    }

    private async Task Stage(UnitOfWork writing, OpeningClaim claim, List<KnownOpeningClaim> candidates, OpeningVerdict verdict, CancellationToken cancellationToken)
    {
        if (_batch is null)
        {
            // Only now: a file that changes nothing leaves nothing.
            var import = new OpeningImport(writing.Actor.TenantId, writing.NextKey(), Cut(file.Name), file.Hash) { ImportedBy = writing.Actor.UserId, ImportedAt = writing.Now };
            writing.Add(import);
            writing.ExpectMany();
            await writing.Flush(cancellationToken);
            (_importId, _batch) = (import.Id, new OpeningBatch(writing, _context, import.Id));
        }

        if (verdict.Way == OpeningWay.New) _batch.Open(claim);
        else _batch.Update(candidates.Find(c => c.OpeningCents is not null)!, verdict);
    }

    private void Count(OpeningClaim claim, OpeningVerdict verdict)
    {
        switch (verdict.Way)
        {
            case OpeningWay.New:
                _new++;
                _denials += claim.Denials.Count;
                if (claim.Denials.Count == 0) _bare++;
                _openCents = checked(_openCents + claim.BalanceCents);
                break;
            case OpeningWay.Unchanged: _unchanged++; break;
            case OpeningWay.Updated: _updated++; break;
            case OpeningWay.Differs: _differs++; break;
            case OpeningWay.FromRemittance: _fromRemittance++; break;
        }
    }

    private void NoteNobody(OpeningRow row)
    {
        if (row.Assignee.Length == 0 || _context.People.Find(row.Assignee) is not null || _nobody.Count > 100 || !_nobody.Add(SearchText.Of(row.Assignee))) return;
        _findings.Add(new OpeningFinding(row.Number, OpeningField.Assignee.Label(), $"names {OpeningValues.Cut(row.Assignee)}, who is nobody active here: such denials are opened unassigned. An e-mail address tells two people of one name apart", IsError: false));
    }

    private static string Cut(string name) => name.Length <= 200 ? name : name[^200..];
}
