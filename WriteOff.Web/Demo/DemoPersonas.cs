using WriteOff.Domain.Access;

namespace WriteOff.Web.Demo;

/// <summary>A made-up person of the demo; the id is stable, the same in sign-ins and in the domain's people.</summary>
public sealed record DemoPersona(Guid Id, int TenantId, string Name, string Email, Role Role)
{
    /// <summary>What the person does, on the sign-in page.</summary>
    public string Does => Role switch
    {
        Role.BillingClerk => "Works denials, writes off, files appeals",
        Role.PostingClerk => "Posts remittances, contractual write-offs",
        Role.BillingSupervisor => "Approves write-offs, passes evidence rules",
        Role.Manager => "Reads causes and trends, exports",
        Role.Administrator => "Gate, limits, reasons, users; can’t approve",
    };
}

/// <summary>A made-up tenant of the demo, with its IANA zone and what the sign-in page says is particular about it.</summary>
public sealed record DemoTenant(int Id, string Name, string Zone, string Says);

/// <summary>The people and tenants of the demo, defined once: sign-in page, accounts and made-up data read them here.</summary>
public static class DemoPersonas
{
    /// <summary>The tenants.</summary>
    public static IReadOnlyList<DemoTenant> Tenants { get; } =
    [
        new(1, "Lakeshore Medical Group", "America/Chicago", "No supervisor in between: a write-off posts at once"),
        new(2, "Harbor Point Orthopedics", "America/New_York", "Write-offs above $250.00 go to a supervisor"),
        new(3, "Prairie Family Health", "America/Chicago", "Not set up yet: no write-off reasons are configured"),
    ];

    /// <summary>The people, five to a tenant.</summary>
    public static IReadOnlyList<DemoPersona> All { get; } =
    [
        Person("d3a00001-0000-4000-8000-000000000011", 1, "Dana Whitfield", "dana.whitfield@lakeshore.example", Role.BillingClerk),
        Person("d3a00001-0000-4000-8000-000000000012", 1, "Tom Alvarez", "tom.alvarez@lakeshore.example", Role.PostingClerk),
        Person("d3a00001-0000-4000-8000-000000000013", 1, "Marcus Oyelaran", "marcus.oyelaran@lakeshore.example", Role.BillingSupervisor),
        Person("d3a00001-0000-4000-8000-000000000014", 1, "Priya Raman", "priya.raman@lakeshore.example", Role.Manager),
        Person("d3a00001-0000-4000-8000-000000000015", 1, "Ines Hoffmann", "ines.hoffmann@lakeshore.example", Role.Administrator),
        Person("d3a00002-0000-4000-8000-000000000021", 2, "Kofi Sarpong", "kofi.sarpong@harborpoint.example", Role.BillingClerk),
        Person("d3a00002-0000-4000-8000-000000000022", 2, "Mei Tanaka", "mei.tanaka@harborpoint.example", Role.PostingClerk),
        Person("d3a00002-0000-4000-8000-000000000023", 2, "Rosa Benitez", "rosa.benitez@harborpoint.example", Role.BillingSupervisor),
        Person("d3a00002-0000-4000-8000-000000000024", 2, "Elliot Graves", "elliot.graves@harborpoint.example", Role.Manager),
        Person("d3a00002-0000-4000-8000-000000000025", 2, "Nadia Haddad", "nadia.haddad@harborpoint.example", Role.Administrator),
        Person("d3a00003-0000-4000-8000-000000000031", 3, "Jonah Pike", "jonah.pike@prairie.example", Role.BillingClerk),
        Person("d3a00003-0000-4000-8000-000000000032", 3, "Lucia Ferraro", "lucia.ferraro@prairie.example", Role.PostingClerk),
        Person("d3a00003-0000-4000-8000-000000000033", 3, "Amara Nwosu", "amara.nwosu@prairie.example", Role.BillingSupervisor),
        Person("d3a00003-0000-4000-8000-000000000034", 3, "Greta Lindqvist", "greta.lindqvist@prairie.example", Role.Manager),
        Person("d3a00003-0000-4000-8000-000000000035", 3, "Samuel Ortega", "samuel.ortega@prairie.example", Role.Administrator),
    ];

    /// <summary>The person with an id, or null.</summary>
    public static DemoPersona? Find(Guid id) => All.FirstOrDefault(p => p.Id == id);

    /// <summary>Whether an id is a demo person's.</summary>
    public static bool Includes(Guid id) => Find(id) is not null;

    private static DemoPersona Person(string id, int tenant, string name, string email, Role role) => new(Guid.Parse(id), tenant, name, email, role);
}
