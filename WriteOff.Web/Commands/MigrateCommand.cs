using System.CommandLine;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>migrate</c>: brings the database up to date and says what it did.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var command = new Command("migrate", "Bring the database up to date. Settings may follow, such as --Database:Provider SqlServer.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = WriteOffHost.Build([.. parsed.UnmatchedTokens]);
            foreach (var part in await app.Services.Migrate(cancel))
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{part}: up to date");
            return 0;
        });
        return command;
    }
}
