using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>Opens receivables from a file: the claims and denials that were open before the first remittance came.</summary>
/// <remarks>
/// Needs <c>billing.payment.write</c>, as posting a remittance does: both bring in what is owed, and so stay with the people who post money.
/// An administrator sets rules and moves no money; who only writes off can't make what he writes off.
/// </remarks>
public sealed class OpeningService(WorkbenchWriter writer, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>The columns for a file: those chosen last time for the same header, else a guess.</summary>
    public async Task<Outcome<OpeningColumns>> Columns(Actor actor, IOpeningFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.PaymentWrite) is { } missing) return missing;
        var key = OpeningColumns.KeyOf(file.Header);
        return await db.Set<OpeningColumnMap>().AsNoTracking().Where(m => m.HeaderKey == key).Select(m => m.Columns).SingleOrDefaultAsync(cancellationToken) is { } stored
            ? OpeningColumns.FromStored(stored, file.Header) : OpeningColumns.Guess(file.Header);
    }

    /// <summary>Reads the whole file and says what posting it would do, and what is wrong, by row and column. Writes nothing.</summary>
    /// <param name="progress">Told how many rows were judged.</param>
    public async Task<Outcome<OpeningReceipt>> Check(Actor actor, IOpeningFile file, OpeningColumns columns, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(columns);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.PaymentWrite) is { } missing) return missing;
        if (columns.Refuse(file.Header) is { } refusal) return refusal;
        return await new OpeningPass(db, null, file, columns, progress).Run(clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Posts the file in one act: all of it is there, with its audit rows and the chosen columns, or nothing. A file that changes nothing writes nothing.</summary>
    /// <param name="leavesOut">Claims with errors are left out; else one error refuses the file.</param>
    public Task<Outcome<OpeningReceipt>> Post(Actor actor, IOpeningFile file, OpeningColumns columns, bool leavesOut = false, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(columns);
        return writer.Write<OpeningReceipt>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            if (columns.Refuse(file.Header) is { } refusal) return refusal;
            var done = await new OpeningPass(unit.Db, unit, file, columns, progress).Run(unit.Now, cancel);
            if (!done.IsDone) return done;
            if (done.Value.Errors > 0 && !leavesOut) return OpeningRefusals.HasErrors(done.Value.Errors);
            if (done.Value.ImportId is not { } id) return done;
            var receipt = done.Value;
            var import = await unit.Db.Set<OpeningImport>().SingleAsync(i => i.Id == id, cancel);
            (import.RowCount, import.ClaimCount, import.DenialCount, import.UpdatedCount, import.OpenCents) = (receipt.Rows, receipt.New, receipt.Denials, receipt.Updated, receipt.OpenCents);
            await Keep(unit, file, columns, cancel);
            unit.Record(AuditAct.OpeningImported, new AuditRow
            {
                AmountCents = receipt.OpenCents,
                Detail = $"{import.FileName}, SHA-256 {Convert.ToHexStringLower(file.Hash)}: {receipt.Rows} rows, {receipt.New} claims opened with {receipt.Denials} denials, {receipt.Updated} updated, {receipt.Unchanged} unchanged, {receipt.Differs + receipt.FromRemittance} left alone, {receipt.LeftOut} left out",
            });
            return receipt;
        }, cancellationToken);
    }

    /// <summary>The files that were imported, newest first. Needs <c>billing.receivable.read</c>.</summary>
    public async Task<Outcome<IReadOnlyList<OpeningImport>>> List(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        return await db.Set<OpeningImport>().AsNoTracking().OrderByDescending(i => i.Id).Take(100).ToListAsync(cancellationToken);
    }

    private static async Task Keep(UnitOfWork unit, IOpeningFile file, OpeningColumns columns, CancellationToken cancellationToken)
    {
        var (key, stored) = (OpeningColumns.KeyOf(file.Header), columns.ToStored(file.Header));
        if (stored.Length > OpeningColumnMap.MaxLength) return;
        var kept = await unit.Db.Set<OpeningColumnMap>().SingleOrDefaultAsync(m => m.HeaderKey == key, cancellationToken);
        if (kept is null) unit.Add(new OpeningColumnMap(unit.Actor.TenantId, key, stored));
        else kept.Columns = stored;
    }
}

/// <summary>Why a file isn't opened.</summary>
internal static class OpeningRefusals
{
    public static Refusal TooManyRows => new("TooManyRows", $"The file has more than {OpeningGrouping.MostRows:N0} rows.", "Split it and import the parts one after the other.", "file");

    public static Refusal NoRows => new("NoRows", "The file has a header and no rows.", "Choose the file that holds the open claims.", "file");

    public static Refusal HasErrors(int errors) => new("FileHasErrors", $"{errors:N0} {(errors == 1 ? "error is" : "errors are")} in the file; nothing was posted.", "Correct them in the file, or choose to leave those claims out.", "file");
}
