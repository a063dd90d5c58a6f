namespace WriteOff.Web.Demo;

/// <summary>What a tenant of the demo bills, and how much of it is denied.</summary>
/// <param name="Fields">Letters of <see cref="DemoService.Fields"/>.</param>
/// <param name="Denials">About so many denials come in.</param>
/// <param name="LeastDays">No payer pays it more often than in so many days.</param>
/// <param name="Procedures">Each payment has so many large claims that are paid without a word.</param>
internal sealed record DemoPractice(DemoTenant Tenant, string Prefix, int FirstClaim, string Fields, int Denials, int LeastDays, int Procedures, string Npi, IReadOnlyList<DemoPayer> Payers)
{
    /// <summary>The practices, one for each tenant.</summary>
    public static IReadOnlyList<DemoPractice> All { get; } =
    [
        new(DemoPersonas.Tenants[0], "LMG", 184000, "G", 3200, 7, 2, "1999999984", DemoCatalog.Payers),
        new(DemoPersonas.Tenants[1], "HPO", 61200, "O", 1500, 14, 2, "1999999976", [.. DemoCatalog.Payers.Take(6)]),
        new(DemoPersonas.Tenants[2], "PFH", 9100, "G", 300, 28, 1, "1999999968", [.. DemoCatalog.Payers.Skip(2).Take(4)]),
    ];

    public string Name => Tenant.Name;

    /// <summary>Where nobody configured reasons, nobody can write off.</summary>
    public bool HasReasons => Tenant.Id != 3;

    /// <summary>The amount above which a write-off goes to a supervisor, in cents; null: no gate.</summary>
    public long? GateAboveCents => Tenant.Id == 2 ? 25_000 : null;
}

/// <summary>The days that the demo looks back on, in the tenant's own zone.</summary>
/// <param name="End">The moment at which the past ends: when the demo was made.</param>
internal sealed record DemoDays(DateTimeOffset End, TimeZoneInfo Zone)
{
    /// <summary>How far the demo looks back.</summary>
    public const int Length = 300;

    public DateOnly Today { get; } = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(End, Zone).DateTime);

    public DateOnly First => Today.AddDays(1 - Length);

    /// <summary>The moment at which the tenant's records were opened.</summary>
    public DateTimeOffset Opened => End.AddDays(-Length);

    /// <summary>The days of a demo whose records were opened at a moment.</summary>
    public static DemoDays OpenedAt(DateTimeOffset opened, string zone) => new(opened.AddDays(Length), TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>A minute of a tenant's day as an instant.</summary>
    public DateTimeOffset At(DateOnly day, int minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The day itself, or the Monday after it.</summary>
    public static DateOnly Workday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    /// <summary>The days on which a payer pays, oldest first; the last is yesterday or before.</summary>
    public IEnumerable<DateOnly> PaymentsOf(DemoPayer payer, int leastDays)
    {
        var day = First.AddDays(1);
        while (day.DayOfWeek != payer.Weekday) day = day.AddDays(1);
        for (; day < Today; day = day.AddDays(Math.Max(payer.EveryDays, leastDays))) yield return day;
    }
}
