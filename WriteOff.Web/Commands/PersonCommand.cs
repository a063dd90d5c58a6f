using System.CommandLine;
using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>person add</c>: adds someone to a tenant, with a sign-in and roles.</summary>
internal static class PersonCommand
{
    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["billing-clerk"] = Role.BillingClerk, ["posting-clerk"] = Role.PostingClerk, ["billing-supervisor"] = Role.BillingSupervisor,
        ["manager"] = Role.Manager, ["administrator"] = Role.Administrator,
    };

    private static readonly Option<int> Tenant = CommandOptions.Tenant("The organisation.", required: true);
    private static readonly Option<string> Email = new("--email") { Description = "Signs in with it.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "The person's name.", Required = true };
    private static readonly Option<string[]> Given = new("--role") { Description = "What the person may do; can be repeated.", Required = true };

    private static readonly Option<bool> Glass = new("--break-glass") { Description = "An administrator for the day on which nobody else gets in: each sign-in is told to the other administrators." };

    public static Command Make()
    {
        Given.AcceptOnlyFromAmong([.. Roles.Keys]);
        var add = new Command("add", "Add a person with a sign-in. The password (12 characters or more) comes from WRITEOFF_ADMIN_PASSWORD or the standard input.") { Tenant, Email, Name, Given, Glass };
        add.AllowSettings();
        add.SetAction(Add);
        return new Command("person", "Add people to an organisation.") { add };
    }

    private static async Task<int> Add(ParseResult parsed, CancellationToken cancel)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (parsed.Settings() is not { } settings) return 2;
        if (parsed.GetValue(Glass) && !parsed.GetRequiredValue(Given).SequenceEqual(["administrator"]))
        {
            await error.WriteLineAsync("--break-glass is for an administrator: give --role administrator alone.");
            return 2;
        }

        await using var app = WriteOffHost.Build(settings);
        await app.MigrateWhereWanted(cancel);
        var (id, setup) = (parsed.GetRequiredValue(Tenant), app.Services.GetRequiredService<TenantSetup>());
        if (!await setup.Exists(id, cancel))
        {
            await error.WriteLineAsync(CommandOptions.NoTenant(id));
            return 2;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var signIn = new NewSignIn(scope.ServiceProvider, id, parsed.GetRequiredValue(Email), parsed.GetRequiredValue(Name));
        var refusal = await signIn.Make(CommandOptions.ReadPassword(Console.In));
        if (refusal is null)
        {
            var roles = parsed.GetRequiredValue(Given).Select(r => Roles[r]).Distinct().ToArray();
            refusal = await signIn.OrUndo(async () => (await setup.AddPerson(id, new NewPerson(signIn.Id, signIn.Name, signIn.Email, roles) { IsBreakGlass = parsed.GetValue(Glass) }, cancel)).Refusal);
        }

        if (refusal is not null)
        {
            await error.WriteLineAsync(refusal.ToString());
            return 2;
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{signIn.Name} belongs to tenant {id} now and can sign in as {signIn.Email}.");
        return 0;
    }
}
