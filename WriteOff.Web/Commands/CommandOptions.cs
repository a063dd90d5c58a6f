using System.CommandLine;
using System.Globalization;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary>What several commands share: the tenant, the settings behind them, and the migration before them.</summary>
internal static class CommandOptions
{
    public static Option<int> Tenant(string description, bool required) => new("--tenant", "-t") { Description = description, Required = required };

    /// <summary>Settings such as <c>--Database:Provider SqlServer</c> may stand among the command's own words.</summary>
    public static void AllowSettings(this Command command) => command.TreatUnmatchedTokensAsErrors = false;

    /// <summary>False, and said, when a word is neither the command's nor a setting: a mistyped option must not be passed over.</summary>
    public static bool SettingsAreSettings(this ParseResult parsed)
    {
        var isValue = false;
        foreach (var word in parsed.UnmatchedTokens)
        {
            var isSetting = word.StartsWith("--", StringComparison.Ordinal) && (word.Contains(':', StringComparison.Ordinal) || word.Split('=')[0] is "--environment" or "--contentRoot");
            if (!isSetting && !isValue)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"\"{word}\" is not understood here. See --help.");
                return false;
            }

            isValue = isSetting && !word.Contains('=', StringComparison.Ordinal);
        }

        return true;
    }

    public static string NoTenant(int id) => string.Create(CultureInfo.InvariantCulture, $"There is no tenant {id}. Open it with: tenant add --id {id} --name …");

    /// <summary>Migrates as a start would: <c>Database:MigrateOnStart</c>, by itself only with SQLite.</summary>
    public static async Task MigrateWhereWanted(this WebApplication app, CancellationToken cancel)
    {
        if (app.MigratesOnStart()) await app.Services.Migrate(cancel);
    }

    /// <summary>The new person's password: from <c>WRITEOFF_ADMIN_PASSWORD</c>, else the first line of the standard input. Never an argument: those are seen in process lists.</summary>
    public static string? ReadPassword(TextReader input) =>
        Environment.GetEnvironmentVariable("WRITEOFF_ADMIN_PASSWORD") is { Length: > 0 } password ? password : input.ReadLine();
}
