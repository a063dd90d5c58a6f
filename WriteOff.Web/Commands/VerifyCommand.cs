using System.CommandLine;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>verify</c>: checks the books' invariants and the audit chain, changing nothing.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var tenant = CommandOptions.Tenant("Only this organisation; all when left out.", required: false);
        var command = new Command("verify", "Check the invariants of the books and the audit chain with plain SQL. Changes nothing.\nExit code: 0 all hold, 2 something is broken.") { tenant };
        command.AllowSettings();
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.Settings() is not { } settings) return 2;
            await using var app = WriteOffHost.Build(settings);
            int? only = parsed.GetResult(tenant) is null ? null : parsed.GetValue(tenant);
            if (only is { } id && !await app.Services.GetRequiredService<TenantSetup>().Exists(id, cancel))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(CommandOptions.NoTenant(id));
                return 2;
            }

            var results = await app.Services.GetRequiredService<Verifier>().Run(only, cancel);
            await parsed.InvocationConfiguration.Output.WriteAsync(VerifyReport.Text(results));
            return results.All(r => r.Holds) ? 0 : 2;
        });
        return command;
    }
}
