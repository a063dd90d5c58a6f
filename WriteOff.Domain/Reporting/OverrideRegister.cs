using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>How often write-offs of one person, payer or month passed a rail.</summary>
/// <param name="Forced">Requests that passed at least one.</param>
/// <param name="Asked">All requests; those of a rail that nobody passed count too.</param>
/// <param name="IsOutlier">By <see cref="OverrideRules.IsOutlier"/>.</param>
public sealed record OverrideSum(string Name, int Forced, int Asked, bool IsOutlier)
{
    /// <summary>Forced of asked, 0 to 1.</summary>
    public decimal Rate => Asked == 0 ? 0 : (decimal)Forced / Asked;
}

/// <summary>One passed rail.</summary>
public sealed record OverrideLine(long Id, long DenialId, string ClaimNumber, string Payer, Rail Rail, OverrideReason Reason, string Text, string Saw, string By, DateTimeOffset At, Money Amount, RequestStatus Status);

/// <summary>The register of a period.</summary>
/// <param name="Lines">The newest first, at most <see cref="MostLines"/>.</param>
/// <param name="IsWhole">False: there were more than <see cref="MostRead"/>, and the sums are of the newest of them.</param>
public sealed record OverrideRegisterView(
    ReportPeriod Period, DateOnly Today, OverrideSum All, IReadOnlyList<OverrideSum> Rails, IReadOnlyList<OverrideSum> People, IReadOnlyList<OverrideSum> Payers, IReadOnlyList<OverrideSum> Months,
    IReadOnlyList<OverrideLine> Lines, int Count, bool IsWhole)
{
    /// <summary>Most lines that the page lists.</summary>
    public const int MostLines = 200;

    /// <summary>Most months that the page lists, the newest.</summary>
    public const int MostMonths = 12;

    /// <summary>Most passed rails that are read for one period.</summary>
    public const int MostRead = 20_000;
}

/// <summary>What stands out. Pure.</summary>
public static class OverrideRules
{
    /// <summary>Fewer forced write-offs than this stand out nowhere: chance alone makes such rates.</summary>
    public const int Enough = 5;

    /// <summary>A rate so many times that of everybody else stands out.</summary>
    public const int Times = 3;

    /// <summary>At least <see cref="Enough"/> forced, and at least <see cref="Times"/> times the rate of all the others together.</summary>
    public static bool IsOutlier(int forced, int asked, int allForced, int allAsked)
    {
        var (otherForced, otherAsked) = (allForced - forced, allAsked - asked);
        return forced >= Enough && otherAsked > 0 && (long)forced * otherAsked >= (long)Times * otherForced * asked;
    }
}

/// <summary>Every rail that was passed: the acts that say FORCED, and their share by rail, person, payer and month.</summary>
public sealed class OverrideRegister(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>The register of a period. Refused: reports.read.financial is missing.</summary>
    public Task<Outcome<OverrideRegisterView>> Of(Actor actor, string? period, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            var tenant = await db.Set<Tenant>().SingleAsync(cancellationToken);
            var today = tenant.DayOf(clock.GetUtcNow());
            var span = ReportPeriod.Read(period, today);
            var asked = Requests(db, tenant, span.From, span.To);
            var passes = await Passes(db, asked, cancellationToken);
            var people = await asked.GroupBy(r => r.RequestedBy).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            var payers = await asked.Join(db.Set<Denial>(), r => r.DenialId, d => d.Id, (r, d) => d.PayerId).GroupBy(p => p).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            var months = await Months(db, tenant, span, cancellationToken);
            var byMonth = passes.ToLookup(p => First(tenant.DayOf(p.AskedAt)));
            var (forced, all) = (Count(passes), people.Values.Sum());
            return new OverrideRegisterView(
                span, today, Sum("All", passes, all),
                [.. Enum.GetValues<Rail>().Select(rail => Sum(RailWords.Of(rail), passes.Where(p => p.Rail == rail), all))],
                Highest(passes.GroupBy(p => (p.By, p.ByName)).Select(g => Sum(g.Key.ByName, g, people.GetValueOrDefault(g.Key.By)))),
                Highest(passes.GroupBy(p => (p.PayerId, p.Payer)).Select(g => Sum(g.Key.Payer, g, payers.GetValueOrDefault(g.Key.PayerId)))),
                [.. months.Select(m => Sum(m.Month.ToString("MMM yyyy", CultureInfo.InvariantCulture), byMonth[m.Month], m.Asked))],
                [.. passes.Take(OverrideRegisterView.MostLines).Select(p => p.Line)], passes.Count, passes.Count < OverrideRegisterView.MostRead);

            OverrideSum Sum(string name, IEnumerable<Pass> own, int askedOf) => new(name, Count(own), askedOf, OverrideRules.IsOutlier(Count(own), askedOf, forced, all));
        }, cancellationToken);

    /// <summary>What was asked in these days, by the keys: they rise with time, and no index has the days alone.</summary>
    private static IQueryable<WriteOffRequest> Requests(WorkbenchDb db, Tenant tenant, DateOnly from, DateOnly to)
    {
        var (first, beyond) = (Keys.FloorAt(tenant.StartOf(from)), Keys.FloorAt(tenant.StartOf(to.AddDays(1))));
        return db.Set<WriteOffRequest>().Where(r => r.Id >= first && r.Id < beyond);
    }

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private static async Task<List<Pass>> Passes(WorkbenchDb db, IQueryable<WriteOffRequest> asked, CancellationToken cancellationToken) =>
        (await (from pass in db.Set<RailPass>()
                join request in asked on pass.RequestId equals request.Id
                join denial in db.Set<Denial>() on pass.DenialId equals denial.Id
                join claim in db.Set<InsuranceClaim>() on denial.ClaimId equals claim.Id
                join payer in db.Set<Payer>() on denial.PayerId equals payer.Id
                orderby pass.Id descending
                select new Pass
                {
                    Row = pass, RequestId = request.Id, AskedAt = request.RequestedAt, Cents = request.AmountCents, Status = request.Status, By = pass.PassedBy, ClaimNumber = claim.ClaimNumber, PayerId = payer.Id, Payer = payer.Name,
                    ByName = db.Set<Person>().Where(p => p.Id == pass.PassedBy).Select(p => p.DisplayName).FirstOrDefault() ?? "Someone who left",
                }).Take(OverrideRegisterView.MostRead).ToListAsync(cancellationToken)).OrderByDescending(p => p.Row.Id).ToList();

    /// <summary>The newest months of the period, at most <see cref="OverrideRegisterView.MostMonths"/>, and what was asked in each: a month's ends are instants of the tenant's own zone, which no database knows.</summary>
    private static async Task<List<(DateOnly Month, int Asked)>> Months(WorkbenchDb db, Tenant tenant, ReportPeriod span, CancellationToken cancellationToken)
    {
        List<(DateOnly, int)> months = [];
        for (var month = First(span.To); month >= First(span.From) && months.Count < OverrideRegisterView.MostMonths; month = month.AddMonths(-1))
        {
            var (from, to) = (month < span.From ? span.From : month, month.AddMonths(1).AddDays(-1) is var last && last > span.To ? span.To : last);
            months.Add((month, await Requests(db, tenant, from, to).CountAsync(cancellationToken)));
        }

        return months;
    }

    private static IReadOnlyList<OverrideSum> Highest(IEnumerable<OverrideSum> sums) => [.. sums.OrderByDescending(s => s.Rate).ThenBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>A request that passed two rails is one forced write-off.</summary>
    private static int Count(IEnumerable<Pass> passes) => passes.Select(p => p.RequestId).Distinct().Count();

    private sealed class Pass
    {
        public RailPass Row { get; init; } = null!;
        public long RequestId { get; init; }
        public DateTimeOffset AskedAt { get; init; }
        public long Cents { get; init; }
        public RequestStatus Status { get; init; }
        public Guid By { get; init; }
        public string ByName { get; init; } = "";
        public string ClaimNumber { get; init; } = "";
        public long PayerId { get; init; }
        public string Payer { get; init; } = "";

        public Rail Rail => Row.Rail;

        public OverrideLine Line => new(Row.Id, Row.DenialId, ClaimNumber, Payer, Row.Rail, Row.Reason, Row.Text, Row.Saw, ByName, Row.PassedAt, new Money(Cents), Status);
    }
}
