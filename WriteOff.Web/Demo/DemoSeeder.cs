using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Demo;

/// <summary>What a filling came to.</summary>
/// <param name="Refusals">Scripted acts that were refused; empty unless the rules changed.</param>
internal sealed record DemoSeedResult(int Denials, IReadOnlyList<Refusal> Refusals);

/// <summary>Plays the script of one tenant into the records. Interrupted, it goes on where it stopped: the audit trail says how far it came.</summary>
internal sealed class DemoSeeder(WorkbenchDbs dbs, WriteGate gate)
{
    /// <summary>True when the tenant's past is complete; acts of real people only make it later.</summary>
    public async Task<bool> IsDone(DemoPractice practice, CancellationToken cancel)
    {
        if (await Reached(practice, cancel) is not { } reached) return false;
        if (reached.Last >= reached.First.AddDays(DemoDays.Length)) return true;
        // A tenant of that number that somebody opened for real is left alone.
        var people = DemoPersonas.All.Where(p => p.TenantId == practice.Tenant.Id).Select(p => p.Id).ToList();
        await using var db = dbs.Open(practice.Tenant.Id);
        return !await db.Set<Person>().AnyAsync(p => people.Contains(p.Id), cancel);
    }

    /// <summary>Fills one tenant, or what is missing of it.</summary>
    public async Task<DemoSeedResult> Fill(DemoPractice practice, DateTimeOffset now, CancellationToken cancel)
    {
        await Open(practice, now, cancel);
        var (opened, last) = (await Reached(practice, cancel))!.Value;
        var days = DemoDays.OpenedAt(opened, practice.Tenant.Zone);
        var services = new DemoServices(dbs, gate, days, practice.Tenant.Id);
        List<Refusal> refusals = [];
        foreach (var happening in DemoScript.Write(practice, days))
        {
            // A file's own transactions are idempotent, so the one that was interrupted is taken again; an act is all there or not.
            if (happening.At < last || (happening.At == last && happening is DemoAct)) continue;
            services.Clock.GoTo(happening.At);
            if (await Happen(services, practice, happening, cancel) is { } refusal) refusals.Add(refusal);
        }

        await using var db = dbs.Open(practice.Tenant.Id);
        return new DemoSeedResult(await db.Set<Denial>().CountAsync(cancel), refusals);
    }

    /// <summary>Opens the tenant with its people where it is missing: 300 days ago, with nothing in its records.</summary>
    public async Task Open(DemoPractice practice, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Reached(practice, cancel) is not null) return;
        var opened = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()).AddDays(-DemoDays.Length);
        await new DemoServices(dbs, gate, DemoDays.OpenedAt(opened, practice.Tenant.Zone), practice.Tenant.Id).Setup.Open(Ask(practice), cancel);
    }

    private async Task<(DateTimeOffset First, DateTimeOffset Last)?> Reached(DemoPractice practice, CancellationToken cancel)
    {
        await using var db = dbs.Open(practice.Tenant.Id);
        var rows = db.Set<AuditRow>().AsNoTracking();
        if (await rows.OrderBy(a => a.Sequence).FirstOrDefaultAsync(cancel) is not { } first) return null;
        return (first.At, await rows.OrderByDescending(a => a.Sequence).Select(a => a.At).FirstAsync(cancel));
    }

    private static NewTenant Ask(DemoPractice practice) => new(practice.Tenant.Id, practice.Name, practice.Tenant.Zone, practice.HasReasons)
    {
        Gate = practice.GateAboveCents is null ? GateMode.Off : GateMode.AboveAmount, GateAboveCents = practice.GateAboveCents ?? 0,
        CategoryRequired = !practice.HasReasons,
        People = [.. DemoPersonas.All.Where(p => p.TenantId == practice.Tenant.Id).Select(p => new NewPerson(p.Id, p.Name, p.Email, p.Role))],
    };

    private static async Task<Refusal?> Happen(DemoServices services, DemoPractice practice, DemoEvent happening, CancellationToken cancel)
    {
        switch (happening)
        {
            case DemoDelivery delivery:
                using (var content = new MemoryStream(delivery.Content))
                    return (await services.Intake.Take(Person(practice, Role.PostingClerk), delivery.Name, content, cancel)).Refusal;
            case DemoAct act:
                return await services.Index.Find(act.On, cancel) is { } denial ? await act.Step(services, Person(practice, act.Who), denial, cancel) : DenialDecider.NotFound;
            default:
                throw new InvalidOperationException($"{happening.GetType().Name} is no happening.");
        }
    }

    private static Actor Person(DemoPractice practice, Role role)
    {
        var persona = DemoPersonas.All.First(p => p.TenantId == practice.Tenant.Id && p.Role == role);
        return new Actor(practice.Tenant.Id, persona.Id, persona.Name);
    }
}
