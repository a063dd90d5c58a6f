using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials;

/// <summary>Everyday acts on a denial that move no money: start work, assign, note, record what collections said.</summary>
public sealed class DenialService(WorkbenchWriter writer)
{
    /// <summary>OPEN → IN_PROGRESS, assigned to the actor.</summary>
    public Task<Outcome<DenialStamp>> StartWork(Actor actor, DenialAsk ask, CancellationToken cancellationToken = default) =>
        Act(actor, ask, DenialAct.StartWork, (unit, denial, _) =>
        {
            denial.AssignTo(unit.Actor.UserId);
            return Task.FromResult<Outcome<AuditRow>>(new AuditRow());
        }, AuditAct.WorkStarted, cancellationToken);

    /// <summary>Gives the denial to a person of the tenant, or to nobody; an OPEN one becomes IN_PROGRESS.</summary>
    public Task<Outcome<DenialStamp>> Assign(Actor actor, DenialAsk ask, Guid? assignee, CancellationToken cancellationToken = default) =>
        Act(actor, ask, DenialAct.Assign, async (unit, denial, cancel) =>
        {
            var name = "nobody";
            if (assignee is { } id)
            {
                var person = await unit.Db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.IsActive, cancel);
                if (person is null) return new Refusal("AssigneeUnknown", "Nobody active by that id is in your organisation.", "Choose someone from the list.", "assignee");
                name = person.DisplayName;
            }

            denial.AssignTo(assignee);
            return new AuditRow { Detail = $"To {name}" };
        }, AuditAct.Assigned, cancellationToken);

    /// <summary>Adds a note, in any state.</summary>
    public Task<Outcome<DenialStamp>> AddNote(Actor actor, long denialId, string? text, CancellationToken cancellationToken = default) =>
        writer.Write<DenialStamp>(actor, async (unit, cancel) =>
        {
            var denial = await unit.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == denialId, cancel);
            if (denial is null) return DenialDecider.NotFound;
            if (unit.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            if (Notes.Refuse(text, needed: true) is { } refusal) return refusal;
            unit.Add(new DenialNote(denial.TenantId, unit.NextKey(), denial.Id, text!.Trim(), unit.Actor.UserId, unit.Now));
            unit.Record(AuditAct.NoteAdded, new AuditRow { DenialId = denial.Id, ClaimId = denial.ClaimId, Note = text.Trim() });
            return new DenialStamp(denial.Id, denial.Version, denial.Status);
        }, cancellationToken);

    /// <summary>Records the day on which collections sent the account back: the evidence that <c>bad-debt</c> asks for.</summary>
    public Task<Outcome<DenialStamp>> RecordReturnFromCollections(Actor actor, DenialAsk ask, DateOnly on, CancellationToken cancellationToken = default) =>
        writer.Write<DenialStamp>(actor, async (unit, cancel) =>
        {
            var denial = await unit.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancel);
            if (denial is null) return DenialDecider.NotFound;
            if (unit.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            var tenant = await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancel);
            if (on > tenant.DayOf(unit.Now) || on < denial.DeniedOn)
                return new Refusal("DateImpossible", "The return can't lie before the denial or in the future.", string.Create(CultureInfo.InvariantCulture, $"Enter a day from {denial.DeniedOn:yyyy-MM-dd} to today."), "date");
            if (denial.Version != ask.Version) return DenialDecider.Changed;
            denial.RecordReturnFromCollections(on);
            unit.Touch(denial);
            unit.Record(AuditAct.ReturnFromCollectionsRecorded, new AuditRow { DenialId = denial.Id, ClaimId = denial.ClaimId, Detail = string.Create(CultureInfo.InvariantCulture, $"Returned {on:yyyy-MM-dd}") });
            return new DenialStamp(denial.Id, denial.Version + 1, denial.Status);
        }, cancellationToken);

    private Task<Outcome<DenialStamp>> Act(Actor actor, DenialAsk ask, DenialAct act,
        Func<UnitOfWork, Denial, CancellationToken, Task<Outcome<AuditRow>>> then, AuditAct audit, CancellationToken cancellationToken) =>
        writer.Write(actor, (unit, cancel) => DenialStep.Take(unit, ask, act, (denial, c) => then(unit, denial, c), audit, cancel), cancellationToken);
}
