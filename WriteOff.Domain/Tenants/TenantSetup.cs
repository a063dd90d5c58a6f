using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>What to open a tenant with.</summary>
/// <param name="WithStandardReasons">False: the tenant starts without reasons and nobody can write off until an administrator adds some.</param>
public sealed record NewTenant(int TenantId, string Name, string TimeZone = "America/Chicago", bool WithStandardReasons = true)
{
    public GateMode Gate { get; init; } = GateMode.Off;

    public long GateAboveCents { get; init; }

    public bool CategoryRequired { get; init; }

    public IReadOnlyList<NewPerson> People { get; init; } = [];
}

/// <summary>A person to add, with roles.</summary>
public sealed record NewPerson(Guid Id, string DisplayName, string Email, params Role[] Roles)
{
    /// <summary>True: an administrator whose sign-ins are told to the others.</summary>
    public bool IsBreakGlass { get; init; }
}

/// <summary>Opens tenants: an operator's act, not a user's.</summary>
public sealed class TenantSetup(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>True when the tenant exists.</summary>
    public async Task<bool> Exists(int tenantId, CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId);
        return await db.Set<Tenant>().AnyAsync(cancellationToken);
    }

    /// <summary>Opens the tenant with policy, reasons and people, each on an audit row.</summary>
    public Task Open(NewTenant ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (ask.TenantId <= 0) throw new ArgumentOutOfRangeException(nameof(ask), "A tenant number is 1 or more.");
        _ = TimeZoneInfo.FindSystemTimeZoneById(ask.TimeZone); // Unknown here, it would fail in every act of the tenant.
        if (ask.People.Any(p => p.Id == Guid.Empty)) throw new ArgumentException("The empty id is the system's and may do everything.", nameof(ask));
        return writer.Open(Actor.System(ask.TenantId), unit =>
        {
            unit.Add(new Tenant(ask.TenantId, ask.Name, ask.TimeZone));
            unit.Add(new TenantPolicy(ask.TenantId)
            {
                Gate = ask.Gate, GateAboveCents = ask.GateAboveCents, CategoryRequired = ask.CategoryRequired,
            });
            unit.Record(AuditAct.TenantOpened, new AuditRow { Detail = $"{ask.Name}, {ask.TimeZone}, gate {ask.Gate}" });
            if (ask.WithStandardReasons)
            {
                foreach (var reason in StandardReasons.For(ask.TenantId, unit.NextKey))
                {
                    unit.Add(reason);
                    unit.Record(AuditAct.ReasonChanged, new AuditRow { ReasonCode = reason.Code, Detail = $"Added: {reason.Label}" });
                }
            }

            foreach (var person in ask.People) Add(unit, person);
            return Task.CompletedTask;
        }, cancellationToken);
    }

    /// <summary>Adds a person with roles to an open tenant.</summary>
    public Task<Outcome<bool>> AddPerson(int tenantId, NewPerson person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.Id == Guid.Empty) throw new ArgumentException("The empty id is the system's and may do everything.", nameof(person));
        return writer.Write<bool>(Actor.System(tenantId), (unit, _) =>
        {
            Add(unit, person);
            return Task.FromResult<Outcome<bool>>(true);
        }, cancellationToken);
    }

    private static void Add(UnitOfWork unit, NewPerson person)
    {
        var tenantId = unit.Actor.TenantId;
        unit.Add(new Person(tenantId, person.Id, person.DisplayName, person.Email, isBreakGlass: person.IsBreakGlass));
        foreach (var role in person.Roles) unit.Add(new PersonRole(tenantId, person.Id, role));
        unit.Record(AuditAct.PersonAdded, new AuditRow { Detail = $"{person.DisplayName}: {string.Join(", ", person.Roles.Select(r => r.Label()))}{(person.IsBreakGlass ? ", break-glass" : "")}" });
    }
}
