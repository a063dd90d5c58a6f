using System.Collections.Concurrent;
using System.Globalization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Verification;

/// <summary>Verification of one's own tenant, asked for from a page: needs <c>audit.read</c>, and what it found goes on the trail.</summary>
public sealed class ChainCheck(WorkbenchDbs dbs, Verifier verifier, WorkbenchWriter writer)
{
    private readonly ConcurrentDictionary<int, Guid> _running = new();

    /// <summary>Verifies the actor's tenant. Runs long and, on SQLite, on the calling thread: call it on one of its own.</summary>
    /// <remarks>Refused: the scope is missing, or somebody of the tenant is verifying already.</remarks>
    public async Task<Outcome<VerifyOutcome>> Run(Actor actor, Action<VerifyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using (var db = dbs.Open(actor.TenantId))
        {
            if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.AuditRead) is { } missing) return missing;
        }

        if (!_running.TryAdd(actor.TenantId, actor.UserId)) return new Refusal("VerifyingAlready", "Somebody is verifying already.", "Wait until it ends; the result is on the trail.");
        try
        {
            var found = await verifier.Run(new VerifyAsk(actor.TenantId, Progress: progress), cancellationToken);
            return (await Record(actor, found, cancellationToken)).Refusal is { } refusal ? refusal : found;
        }
        finally
        {
            _running.TryRemove(actor.TenantId, out _);
        }
    }

    private Task<Outcome<bool>> Record(Actor actor, VerifyOutcome found, CancellationToken cancellationToken) => writer.Write<bool>(actor, (entry, _) =>
    {
        if (entry.Grants.Require(Scope.AuditRead) is { } missing) return Task.FromResult<Outcome<bool>>(missing);
        var (broken, end) = (found.Results.Where(r => !r.Holds).Select(r => r.Name).ToList(), found.Ends.Ends.TryGetValue(actor.TenantId, out var last) ? last.Sequence : 0);
        entry.Record(AuditAct.ChainVerified, new AuditRow
        {
            Detail = broken.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"Everything holds up to row {end}") : $"Broken: {string.Join(", ", broken)}",
        });
        return Task.FromResult<Outcome<bool>>(true);
    }, cancellationToken);
}
