using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Claims;

/// <summary>A tenant's licensed code lists: import, and the texts to show.</summary>
public sealed class CodeLists(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Takes a licensed list in place of the one before it, kind by kind; all of it or nothing. Needs <c>tenant.admin</c>.</summary>
    /// <returns>How many codes it has.</returns>
    public Task<Outcome<int>> Import(Actor actor, string name, TextReader csv, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var read = CodeListFile.Read(csv);
        return writer.Write<int>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            if (!read.IsDone) return read.Refusal;
            var kinds = read.Value.Keys.Select(k => k.Kind).Distinct().ToList();
            var before = await entry.Db.Set<CodeWords>().Where(w => kinds.Contains(w.Kind)).ToListAsync(cancel);
            entry.Db.RemoveRange(before);
            await entry.Save(cancel);
            foreach (var (key, words) in read.Value) entry.Add(new CodeWords(actor.TenantId, key.Kind, key.Code, words));
            var file = Path.GetFileName(name);
            entry.Record(AuditAct.CodeListImported, new AuditRow { Detail = $"{(file.Length <= 200 ? file : file[^200..])}: {read.Value.Count} codes in place of {before.Count}" });
            return read.Value.Count;
        }, cancellationToken);
    }

    /// <summary>The texts that the tenant sees.</summary>
    public async Task<CodeTexts> Texts(int tenantId, CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId);
        var own = await db.Set<CodeWords>().AsNoTracking().ToListAsync(cancellationToken);
        return own.Count == 0 ? CodeTexts.Shipped : new CodeTexts(own.ToDictionary(w => (w.Kind, w.Code), w => w.Words));
    }
}
