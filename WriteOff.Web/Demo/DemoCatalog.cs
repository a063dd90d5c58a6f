namespace WriteOff.Web.Demo;

/// <summary>An insurer of the demo.</summary>
/// <param name="Id">TRN03, made up.</param>
/// <param name="Prefix">What its member ids begin with.</param>
/// <param name="EveryDays">Days between two payments: 7 or 28.</param>
/// <param name="Weekday">Of its payments.</param>
/// <param name="Weight">How many of the patients it insures.</param>
internal sealed record DemoPayer(string Id, string Name, string Prefix, int EveryDays, DayOfWeek Weekday, int Weight);

/// <summary>A service with its charge and how often it is billed.</summary>
/// <param name="Fields">Which tenants bill it: O orthopedics, G general and family medicine.</param>
internal sealed record DemoService(string Code, string Fields, int Dollars, int Weight, string Modifier = "");

/// <summary>A refusal with its remark code and how often it occurs.</summary>
internal sealed record DemoRefusal(string Group, string Carc, int Weight, string Rarc = "");

/// <summary>Insurers, services and refusals of the demo, weighted by how often they occur.</summary>
internal static class DemoCatalog
{
    public static IReadOnlyList<DemoPayer> Payers { get; } =
    [
        new("1900000101", "Aetna", "W", 7, DayOfWeek.Tuesday, 16),
        new("1900000202", "UnitedHealthcare", "U", 7, DayOfWeek.Wednesday, 22),
        new("1900000303", "Blue Cross TX", "XBT", 7, DayOfWeek.Thursday, 20),
        new("1900000404", "Medicare B", "1M", 7, DayOfWeek.Monday, 18),
        new("1900000505", "Cigna", "C", 28, DayOfWeek.Friday, 8),
        new("1900000606", "Humana", "H", 28, DayOfWeek.Tuesday, 7),
        new("1900000707", "Texas Medicaid", "T", 28, DayOfWeek.Friday, 6),
        new("1900000808", "Anthem", "ANV", 28, DayOfWeek.Thursday, 5),
    ];

    public static IReadOnlyList<DemoService> Services { get; } =
    [
        new("99213", "GO", 148, 26), new("99214", "GO", 214, 22), new("99203", "GO", 192, 8), new("99204", "GO", 286, 5), new("99396", "G", 238, 5), new("99497", "G", 142, 1),
        new("G0439", "G", 188, 3), new("36415", "G", 9, 16), new("81002", "G", 8, 7), new("81003", "G", 9, 6), new("82962", "G", 7, 6), new("94760", "GO", 6, 7), new("99000", "G", 8, 5),
        new("80053", "G", 46, 6), new("80061", "G", 52, 5), new("85025", "G", 38, 6), new("83036", "G", 41, 4), new("84443", "G", 74, 3), new("87880", "G", 44, 3), new("93000", "G", 68, 4),
        new("90471", "G", 39, 5), new("90686", "G", 34, 4), new("96372", "GO", 48, 4), new("J1885", "GO", 8, 5), new("J3301", "O", 24, 6), new("J7325", "O", 684, 2), new("20610", "O", 178, 9),
        new("20552", "O", 132, 3), new("73030", "O", 72, 6), new("73560", "O", 66, 8), new("73610", "O", 64, 4), new("72100", "O", 84, 4), new("73721", "O", 1120, 3), new("72148", "O", 1240, 2),
        new("97110", "O", 62, 9, "GP"), new("97140", "O", 58, 7, "GP"), new("97162", "O", 162, 3, "GP"), new("L1832", "O", 812, 1), new("L3908", "O", 94, 2), new("A4570", "O", 9, 5), new("A6449", "O", 7, 6),
        new("29881", "O", 2860, 1), new("27447", "O", 6480, 1), new("64721", "O", 1740, 1), new("17000", "G", 128, 2), new("11102", "G", 194, 1), new("93306", "G", 1180, 1), new("76700", "G", 392, 1), new("71046", "G", 78, 3),
    ];

    public static IReadOnlyList<DemoRefusal> Refusals { get; } =
    [
        new("CO", "16", 14, "M51"), new("CO", "16", 4, "N382"), new("CO", "16", 3, "MA130"), new("CO", "197", 11), new("CO", "97", 12, "M15"), new("CO", "29", 6, "N211"), new("CO", "50", 7, "N115"),
        new("OA", "18", 7, "N522"), new("PR", "96", 5, "N130"), new("CO", "96", 3, "N425"), new("PR", "204", 5, "N130"), new("CO", "22", 6, "MA04"), new("PR", "27", 5, "N30"), new("CO", "4", 5, "N519"),
        new("CO", "11", 5, "M76"), new("CO", "B7", 3, "N570"), new("CO", "109", 4, "N418"), new("CO", "252", 3, "N706"), new("CO", "151", 3, "N362"), new("PR", "31", 2, "N382"), new("PR", "119", 2),
        new("PR", "49", 2, "N429"), new("PR", "26", 1), new("CO", "167", 2), new("CO", "236", 2, "M80"), new("CO", "15", 2), new("CO", "198", 1, "N351"), new("PR", "242", 2), new("CO", "B15", 1, "M15"), new("CO", "146", 2, "M76"),
    ];

    /// <summary>Small cuts in a line that is otherwise paid.</summary>
    public static IReadOnlyList<DemoRefusal> Cuts { get; } =
        [new("CO", "B4", 4, "N211"), new("CO", "151", 3, "N362"), new("PI", "A1", 1, "N10"), new("CO", "97", 5, "M15"), new("CO", "256", 2)];

    /// <summary>Refusals that say that another payer is to be billed.</summary>
    public static bool IsForAnotherPayer(string carc) => carc is "22" or "109";
}
