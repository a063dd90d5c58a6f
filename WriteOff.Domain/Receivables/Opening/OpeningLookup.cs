using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>The claims that a batch of an opening file could already be here as, read in three queries whatever the batch's size.</summary>
internal static class OpeningLookup
{
    public static async Task<ILookup<string, KnownOpeningClaim>> Fetch(WorkbenchDb db, IReadOnlyList<OpeningClaim> batch, CancellationToken cancellationToken)
    {
        var numbers = batch.Select(c => c.ClaimNumber).Distinct(StringComparer.Ordinal).ToList();
        var found = await db.Set<InsuranceClaim>().AsNoTracking().Where(c => EF.Parameter(numbers).Contains(c.ClaimNumber)).OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.Version, c.ClaimNumber, c.ServiceFrom, c.ChargeCents, c.PatientName, c.MemberId, c.ProviderName }).ToListAsync(cancellationToken);
        if (found.Count == 0) return Array.Empty<KnownOpeningClaim>().ToLookup(c => c.ClaimNumber, StringComparer.Ordinal);
        var ids = found.ConvertAll(c => c.Id);
        var opened = await db.Set<PaymentApplication>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.ClaimId) && a.Type == ApplicationType.Opening && a.OpeningImportId != null)
            .Select(a => new { a.ClaimId, a.AmountCents, a.OpenedChargeCents }).ToDictionaryAsync(a => a.ClaimId, cancellationToken);
        var claims = found.ConvertAll(c => new KnownOpeningClaim(c.Id, c.Version, c.ClaimNumber, c.ServiceFrom, opened.GetValueOrDefault(c.Id)?.OpenedChargeCents ?? c.ChargeCents,
            opened.GetValueOrDefault(c.Id)?.AmountCents, c.PatientName, c.MemberId, c.ProviderName));
        var byId = claims.ToDictionary(c => c.Id);
        var denials = await db.Set<Denial>().AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.ClaimId) && d.RemittanceId == null).OrderBy(d => d.Id)
            .Select(d => new { d.ClaimId, Known = new KnownOpeningDenial(d.Id, d.Version, d.Group, d.Carc, d.DeniedCents, d.BalanceCents, d.Status, d.AssigneeId) }).ToListAsync(cancellationToken);
        foreach (var denial in denials) byId[denial.ClaimId].Denials.Add(denial.Known);
        return claims.ToLookup(c => c.ClaimNumber, StringComparer.Ordinal);
    }
}

/// <summary>The tenant's payers, as a file names them; one that isn't known is made.</summary>
internal sealed class OpeningPayers
{
    private readonly Dictionary<string, Payer> _byIdentifier = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Payer> _byName = new(StringComparer.Ordinal);

    public static async Task<OpeningPayers> Read(WorkbenchDb db, CancellationToken cancellationToken)
    {
        var payers = new OpeningPayers();
        foreach (var payer in await db.Set<Payer>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken)) payers.Put(payer);
        return payers;
    }

    /// <summary>By identifier, else by name without case, else a new one.</summary>
    public Payer Of(OpeningRow row, UnitOfWork unit)
    {
        if (row.PayerId.Length > 0 && _byIdentifier.GetValueOrDefault(row.PayerId) is { } known) return known;
        if (_byName.GetValueOrDefault(SearchText.Of(row.PayerName)) is { } named) return named;
        var payer = new Payer(unit.Actor.TenantId, unit.NextKey(), row.PayerId.Length > 0 ? row.PayerId : Payer.IdentifierFor(row.PayerName), row.PayerName);
        unit.Add(payer);
        Put(payer);
        return payer;
    }

    private void Put(Payer payer)
    {
        _byIdentifier.TryAdd(payer.Identifier, payer);
        _byName.TryAdd(SearchText.Of(payer.Name), payer);
    }
}

/// <summary>The tenant's active people, as a file names them.</summary>
internal sealed class OpeningPeople
{
    private readonly Dictionary<string, OpeningPerson?> _people = new(StringComparer.Ordinal);

    public static async Task<OpeningPeople> Read(WorkbenchDb db, CancellationToken cancellationToken)
    {
        var people = new OpeningPeople();
        foreach (var person in await db.Set<Person>().AsNoTracking().Where(p => p.IsActive).ToListAsync(cancellationToken))
        {
            var found = new OpeningPerson(person.Id, person.DisplayName);
            people._people.TryAdd(SearchText.Of(person.Email), found);
            // Two people of one name: only the e-mail address tells them apart.
            var name = SearchText.Of(person.DisplayName);
            people._people[name] = people._people.ContainsKey(name) ? null : found;
        }

        return people;
    }

    /// <summary>The person of a display name or e-mail address; null: nobody, or more than one.</summary>
    public OpeningPerson? Find(string text) => text.Length == 0 ? null : _people.GetValueOrDefault(SearchText.Of(text));
}
