using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>What becomes of a claim of an opening file.</summary>
internal enum OpeningWay
{
    /// <summary>Not known yet: opened.</summary>
    New = 1,
    /// <summary>Opened by an earlier file that said the same.</summary>
    Unchanged,
    /// <summary>Opened earlier; what was empty is filled in, or a denial that nobody works is assigned.</summary>
    Updated,
    /// <summary>Opened earlier, with other money or other denials: left alone.</summary>
    Differs,
    /// <summary>Known from a remittance: left alone.</summary>
    FromRemittance,
}

/// <summary>A denial that an earlier file opened.</summary>
internal sealed record KnownOpeningDenial(long Id, long Version, string Group, string Carc, long DeniedCents, long BalanceCents, DenialStatus Status, Guid? AssigneeId);

/// <summary>A claim that is here already.</summary>
/// <param name="OpeningCents">What was dealt with before the day on which it was opened; null: it wasn't opened by a file.</param>
internal sealed record KnownOpeningClaim(long Id, long Version, string ClaimNumber, DateOnly? ServiceFrom, long ChargeCents, long? OpeningCents, string PatientName, string MemberId, string ProviderName)
{
    /// <summary>The denials that the file opened, not those of later remittances.</summary>
    public List<KnownOpeningDenial> Denials { get; } = [];
}

/// <summary>Who works a denial.</summary>
internal sealed record OpeningPerson(Guid Id, string Name);

/// <summary>What is done about a claim.</summary>
/// <param name="Why">What differs, for the person who imports.</param>
/// <param name="Fills">The claim's patient, member and provider after it; null: they stay.</param>
/// <param name="Assigns">Denials that get a person.</param>
internal sealed record OpeningVerdict(OpeningWay Way, string Why = "", (string Patient, string Member, string Provider)? Fills = null, IReadOnlyList<(KnownOpeningDenial Denial, OpeningPerson To)>? Assigns = null);

/// <summary>Decides what becomes of a claim of an opening file. Pure; the check before and the import ask the same function.</summary>
/// <remarks>A later file may fill in what was empty (patient, member id, provider) and assign a denial that is OPEN and nobody's. It never touches money, codes, dates or states: those change by remittances and by people's acts, which are on the ledger and the audit trail.</remarks>
internal static class OpeningRules
{
    /// <param name="candidates">The tenant's claims with the claim's number.</param>
    /// <param name="person">The active person of a name or e-mail address; null: nobody.</param>
    public static OpeningVerdict Decide(OpeningClaim claim, IReadOnlyList<KnownOpeningClaim> candidates, Func<string, OpeningPerson?> person)
    {
        var same = candidates.Where(c => c.ServiceFrom == claim.ServiceFrom || c.ServiceFrom is null || claim.ServiceFrom is null).ToList();
        if (same.Count == 0) return new OpeningVerdict(OpeningWay.New);
        if (same.Find(c => c.OpeningCents is not null) is not { } known) return new OpeningVerdict(OpeningWay.FromRemittance, "is known from a remittance: nothing of the row is taken");
        if (Difference(claim, known) is { } why) return new OpeningVerdict(OpeningWay.Differs, why);
        var first = claim.Rows[0];
        var fills = (Fill(known.PatientName, first.PatientName), Fill(known.MemberId, first.MemberId), Fill(known.ProviderName, first.ProviderName));
        var isFilled = fills != (known.PatientName, known.MemberId, known.ProviderName);
        List<(KnownOpeningDenial, OpeningPerson)> assigns = [];
        foreach (var denial in claim.Denials)
        {
            var on = known.Denials.Find(d => IsOf(d, denial))!;
            if (on.Status == DenialStatus.Open && on.AssigneeId is null && person(denial.From.Assignee) is { } to) assigns.Add((on, to));
        }

        return isFilled || assigns.Count > 0 ? new OpeningVerdict(OpeningWay.Updated, "", isFilled ? fills : null, assigns) : new OpeningVerdict(OpeningWay.Unchanged);
    }

    private static string Fill(string here, string there) => here.Length == 0 ? there : here;

    private static bool IsOf(KnownOpeningDenial known, OpeningDenial denial) =>
        string.Equals(known.Group, denial.From.Group, StringComparison.Ordinal) && string.Equals(known.Carc, denial.From.Carc, StringComparison.Ordinal);

    private static string? Difference(OpeningClaim claim, KnownOpeningClaim known)
    {
        var opened = known.ChargeCents - known.OpeningCents!.Value;
        // A claim's charge can have grown by its remittance since; what was open then can't.
        if (known.Denials.Sum(d => d.DeniedCents) != claim.Denials.Sum(d => d.Cents) || claim.Denials.Any(d => !known.Denials.Exists(k => IsOf(k, d) && k.DeniedCents == d.Cents)))
            return $"was opened with {Words(known)}; the file now says {Words(claim)}. Nothing of it is taken: money and codes change by remittances and by your acts";
        return claim.BalanceCents == opened ? null
            : $"was opened with {new Money(opened)} open; the file now says {new Money(claim.BalanceCents)}. Nothing of it is taken: post the remittance, or write off what is left";
    }

    private static string Words(KnownOpeningClaim known) => known.Denials.Count == 0 ? "no denial" : string.Join(" and ", known.Denials.Select(d => $"{d.Group}-{d.Carc} of {new Money(d.DeniedCents)}"));

    private static string Words(OpeningClaim claim) => claim.Denials.Count == 0 ? "no denial" : string.Join(" and ", claim.Denials.Select(d => $"{d.From.Group}-{d.From.Carc} of {new Money(d.Cents)}"));
}
