using System.CommandLine;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>tenant add</c>: opens an organisation with its first administrator, for installations without the demo.</summary>
internal static class TenantCommand
{
    private static readonly Option<int> Id = new("--id") { Description = "The tenant's number, 1 or more; never changes.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "The organisation's name.", Required = true };
    private static readonly Option<string> Zone = new("--zone") { Description = "IANA time zone of its business days.", DefaultValueFactory = _ => "America/Chicago" };
    private static readonly Option<bool> NoReasons = new("--no-reasons") { Description = "Start without the eight standard write-off reasons." };
    private static readonly Option<string> Gate = new("--gate") { Description = "When a write-off goes to a supervisor.", DefaultValueFactory = _ => "off" };
    private static readonly Option<string> Above = new("--above") { Description = "With --gate above: the amount, such as 250.00." };
    private static readonly Option<string> Email = new("--admin-email") { Description = "Signs in with it.", Required = true };
    private static readonly Option<string> AdminName = new("--admin-name") { Description = "The administrator's name.", Required = true };

    public static Command Make()
    {
        Gate.AcceptOnlyFromAmong("off", "always", "above");
        var add = new Command("add", "Open a tenant with its first administrator. The password (12 characters or more) comes from WRITEOFF_ADMIN_PASSWORD or the standard input.")
        {
            Id, Name, Zone, NoReasons, Gate, Above, Email, AdminName,
        };
        add.AllowSettings();
        add.SetAction(Add);
        return new Command("tenant", "Open organisations.") { add };
    }

    private static async Task<int> Add(ParseResult parsed, CancellationToken cancel)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (parsed.Settings() is not { } settings) return 2;
        var ask = Ask(parsed);
        if (!ask.IsDone) return await Refused(error, ask.Refusal);
        await using var app = WriteOffHost.Build(settings);
        await app.MigrateWhereWanted(cancel);
        var setup = app.Services.GetRequiredService<TenantSetup>();
        if (await setup.Exists(ask.Value.TenantId, cancel)) return await Refused(error, new Refusal("TenantExists", $"There is a tenant {ask.Value.TenantId} already.", "Choose another number."));

        await using var scope = app.Services.CreateAsyncScope();
        var signIn = new NewSignIn(scope.ServiceProvider, ask.Value.TenantId, parsed.GetRequiredValue(Email), parsed.GetRequiredValue(AdminName));
        if (await signIn.Make(CommandOptions.ReadPassword(Console.In)) is { } refusal) return await Refused(error, refusal);
        await signIn.OrUndo(() => setup.Open(ask.Value with { People = [new NewPerson(signIn.Id, signIn.Name, signIn.Email, Role.Administrator)] }, cancel));
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"Tenant {ask.Value.TenantId}, {ask.Value.Name}, is open. {signIn.Email} can sign in as its administrator.");
        return 0;
    }

    private static Outcome<NewTenant> Ask(ParseResult parsed)
    {
        var (id, zone, gate) = (parsed.GetRequiredValue(Id), parsed.GetRequiredValue(Zone), parsed.GetRequiredValue(Gate));
        if (id < 1) return new Refusal("IdImpossible", "A tenant's number is 1 or more.", "Choose another number.");
        if (string.IsNullOrWhiteSpace(parsed.GetRequiredValue(Name))) return new Refusal("NameMissing", "The organisation has no name.", "Give one with --name.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return new Refusal("ZoneUnknown", $"\"{zone}\" is no time zone.", "Give an IANA name such as America/New_York.");
        var above = Money.Zero;
        if (gate is "above" && (!Money.TryReadInput(parsed.GetValue(Above), out above) || above < Money.Zero))
            return new Refusal("AmountMissing", "--gate above needs an amount.", "Give one with --above, such as 250.00.");
        if (gate is not "above" && parsed.GetValue(Above) is not null) return new Refusal("AmountUnused", "--above counts only with --gate above.", "Leave it out, or say --gate above.");
        return new NewTenant(id, parsed.GetRequiredValue(Name).Trim(), zone, !parsed.GetValue(NoReasons))
        {
            Gate = gate switch { "always" => GateMode.Always, "above" => GateMode.AboveAmount, _ => GateMode.Off }, GateAboveCents = above.Cents,
        };
    }

    private static async Task<int> Refused(TextWriter error, Refusal refusal)
    {
        await error.WriteLineAsync(refusal.ToString());
        return 2;
    }
}
