using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Stories;

/// <summary>The ledger as a story's expectations ask about them.</summary>
internal sealed class StoryState
{
    public required List<RemittanceClaim> Payments { get; init; }
    public required List<Denial> Denials { get; init; }
    public required List<PaymentApplication> Rows { get; init; }
    public required List<InsuranceClaim> Claims { get; init; }
    public required List<ReversalCase> Cases { get; init; }
    public required List<ReversalFlag> Flags { get; init; }

    public static Task<StoryState> Of(TestWorkbench workbench) => workbench.Read(async db => new StoryState
    {
        Payments = await db.Set<RemittanceClaim>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(),
        Denials = await db.Set<Denial>().AsNoTracking().OrderBy(d => d.Id).ToListAsync(),
        Rows = await db.Set<PaymentApplication>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(),
        Claims = await db.Set<InsuranceClaim>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(),
        Cases = await db.Set<ReversalCase>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(),
        Flags = await db.Set<ReversalFlag>().AsNoTracking().ToListAsync(),
    });

    /// <summary>Reports of the payments of a file that say what they are to something posted here.</summary>
    public List<MatchReport> Reports(IReadOnlySet<long> payments) =>
        [.. Payments.Where(p => payments.Contains(p.Id)).Select(p => MatchReport.Read(p.Match)).OfType<MatchReport>().Where(r => r.Confidence != MatchConfidence.Unmatched)];

    public bool IsLive(PaymentApplication row) => row.ReversesId is null && Rows.TrueForAll(u => u.ReversesId != row.Id);

    /// <summary>What claim payments posted of a type and what still stands of it, in cents.</summary>
    public long Posted(Func<RemittanceClaim, bool> payments, ApplicationType type) =>
        Rows.Where(r => r.Type == type && IsLive(r) && Payments.Exists(p => p.Id == r.RemittanceClaimId && payments(p))).Sum(r => r.AmountCents);

    /// <summary>The same on the lines of some denials only.</summary>
    public long PostedOn(IEnumerable<Denial> denials, Func<RemittanceClaim, bool> payments, ApplicationType type)
    {
        var lines = denials.Select(d => d.LineId).ToHashSet();
        return Rows.Where(r => r.Type == type && IsLive(r) && r.LineId is not null && lines.Contains(r.LineId) && Payments.Exists(p => p.Id == r.RemittanceClaimId && payments(p))).Sum(r => r.AmountCents);
    }

    public long UndoneWriteOffs => -Rows.Where(r => r.Type == ApplicationType.WriteOff && r.ReversesId is not null).Sum(r => r.AmountCents);

    public long UndonePayments => -Rows.Where(r => r.Type == ApplicationType.Payment && r.ReversesId is not null).Sum(r => r.AmountCents);
}
