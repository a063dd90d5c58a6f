using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>A named thing of the tenant that filters speak of.</summary>
public readonly record struct Named<T>(T Id, string Name);

/// <summary>What the words of a filter stand for at one moment in one tenant: today, me, and the few payers, people and reasons, which are found by name here and by key in the database.</summary>
public sealed record FilterContext(Tenant Tenant, DateOnly Today, Guid Me)
{
    /// <summary>Payers, by name; empty when no field asks.</summary>
    public IReadOnlyList<Named<long>> Payers { get; init; } = [];

    /// <summary>Everyone who ever belonged here, active or not.</summary>
    public IReadOnlyList<Named<Guid>> People { get; init; } = [];

    /// <summary>Write-off reasons by code, on offer or not.</summary>
    public IReadOnlyList<Named<long>> Reasons { get; init; } = [];

    /// <summary>Names of the providers on the claims.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Payers by the days from service to their filing limit; empty when no field asks.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<long>> FilingWindows { get; init; } = new Dictionary<int, IReadOnlyList<long>>();

    /// <summary>Reads what the filter asks for.</summary>
    public static async Task<FilterContext> Load(WorkbenchDb db, Actor actor, Filter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        var tenant = await db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken);
        var fields = filter.Fields.ToHashSet();
        return new FilterContext(tenant, tenant.DayOf(now), actor.UserId)
        {
            Payers = fields.Contains(FilterField.Payer) ? await ReadPayers(db, cancellationToken) : [],
            People = fields.Any(f => f.Kind == FieldKind.Person) ? await ReadPeople(db, cancellationToken) : [],
            Reasons = fields.Contains(FilterField.Reason) || fields.Contains(FilterField.WrittenOffFor) ? await ReadReasons(db, cancellationToken) : [],
            FilingWindows = fields.Contains(FilterField.RouteDays) ? await ReadWindows(db, cancellationToken) : new Dictionary<int, IReadOnlyList<long>>(),
            Providers = fields.Contains(FilterField.Provider) ? await ReadProviders(db, cancellationToken) : [],
        };
    }

    /// <summary>Reads everything, for suggestions.</summary>
    public static async Task<FilterContext> LoadAll(WorkbenchDb db, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var context = await Load(db, actor, Filter.Everything, now, cancellationToken);
        return context with
        {
            Payers = await ReadPayers(db, cancellationToken),
            People = await ReadPeople(db, cancellationToken),
            Reasons = await ReadReasons(db, cancellationToken),
        };
    }

    /// <summary>The first instant of a day in the tenant's zone.</summary>
    public DateTimeOffset StartOf(DateOnly day) => Tenant.StartOf(day);

    private static async Task<IReadOnlyList<Named<long>>> ReadPayers(WorkbenchDb db, CancellationToken cancellationToken) =>
        await db.Set<Payer>().AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new Named<long>(p.Id, p.Name)).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyDictionary<int, IReadOnlyList<long>>> ReadWindows(WorkbenchDb db, CancellationToken cancellationToken)
    {
        var days = (await db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken)).FilingWindowDays;
        var payers = await db.Set<Payer>().AsNoTracking().Select(p => new { p.Id, p.FilingWindowDays }).ToListAsync(cancellationToken);
        return payers.GroupBy(p => p.FilingWindowDays ?? days).ToDictionary(g => g.Key, g => (IReadOnlyList<long>)[.. g.Select(p => p.Id).Order()]);
    }

    private static async Task<IReadOnlyList<Named<Guid>>> ReadPeople(WorkbenchDb db, CancellationToken cancellationToken) =>
        await db.Set<Person>().AsNoTracking().OrderBy(p => p.DisplayName).Select(p => new Named<Guid>(p.Id, p.DisplayName)).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<Named<long>>> ReadReasons(WorkbenchDb db, CancellationToken cancellationToken) =>
        await db.Set<WriteOffReason>().AsNoTracking().OrderBy(r => r.Position).Select(r => new Named<long>(r.Id, r.Code)).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<string>> ReadProviders(WorkbenchDb db, CancellationToken cancellationToken) =>
        await db.Set<InsuranceClaim>().AsNoTracking().Select(c => c.ProviderName).Distinct().ToListAsync(cancellationToken);
}
