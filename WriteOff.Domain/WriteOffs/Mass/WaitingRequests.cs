using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Every request that waits, as somebody looks at it who is about to decide them all.</summary>
/// <param name="Denials">The denials and their versions: 16 bytes a row.</param>
/// <param name="Own">How many the person asked for, which the run skips.</param>
public sealed record WaitingSet(IReadOnlyList<DenialAsk> Denials, Money Sum, int Own);

/// <summary>Reads the keys of all waiting requests, for <see cref="MassWriteOffService.Decide"/>.</summary>
public sealed class WaitingRequests(WorkbenchDbs dbs)
{
    /// <summary>Those of a claim together. Refused: the scope to approve is missing, none waits, or more than one run may take.</summary>
    public async Task<Outcome<WaitingSet>> All(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialApprove) is { } missing) return missing;
        var most = (await TenantRules.Read(db, cancellationToken)).Policy.RunRowCap;
        List<DenialAsk> denials = [];
        var (cents, own) = (0L, 0);
        var waiting = db.Set<WriteOffRequest>().Where(r => r.Status == RequestStatus.Pending)
            .Join(db.Set<Denial>(), r => r.DenialId, d => d.Id, (r, d) => new { d.ClaimId, d.Id, d.Version, r.AmountCents, r.RequestedBy })
            .OrderBy(x => x.ClaimId).ThenBy(x => x.Id).Take(most + 1);
        await foreach (var row in waiting.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            denials.Add(new DenialAsk(row.Id, row.Version));
            cents = checked(cents + row.AmountCents);
            if (row.RequestedBy == actor.UserId) own++;
        }

        if (denials.Count > most) return RunRefusals.TooManyRows(most);
        return denials.Count == 0 ? NothingWaits : new WaitingSet(denials, new Money(cents), own);
    }

    private static Refusal NothingWaits { get; } = new("NothingWaits", "Nothing waits for approval any more.", "Look at the queue again.");
}
